"""The register, one resolution's page, and its public page."""

from datetime import datetime, timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Motion, Resolution
from meetings.operations.meetings import close_meeting
from meetings.operations.resolutions import publish_resolution
from notices.models import Message
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import (
    STARTS_AT,
    CirculationFactory,
    MotionFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.meetings.records import As, Counter, held
from tests.meetings.voting import Hall


@pytest.fixture
def resolution(committee: Committee) -> Resolution:
    meeting = held(committee, title="Qmeeting")
    motion = MotionFactory(
        committee=committee, meeting=meeting, status="carried", decided_at=STARTS_AT
    )
    VoteFactory(
        meeting=meeting, about="motion", motion=motion, status="declared", outcome="carried",
        closed_at=STARTS_AT, declared_at=STARTS_AT, votes_for=41, votes_against=13, abstentions=7,
    )  # fmt: skip
    made: Resolution = ResolutionFactory(
        committee=committee, motion=motion, meeting=meeting, number=7, title="Library",
        notes="It closes.", sha256="ab" * 32,
    )  # fmt: skip
    return made


def test_a_public_resolution_is_read_by_everybody_without_vote_meeting_or_name(
    resolution: Resolution, coordinator: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    address = f"/resolutions/{resolution.public_id}/"
    assert as_(None).get(address).status_code == 404
    assert as_(outsider).get(address).status_code == 404
    published = publish_resolution(resolution, by=coordinator, at=now)
    assert published.published_at == now
    assert Event.objects.filter(name="meetings.resolution_published").exists()
    for somebody in (None, outsider):
        page = as_(somebody).get(address).content.decode()
        assert "Library" in page
        assert "It closes." in page
        assert "To ask for longer opening hours." in page
        assert "ab" * 32 in page
        for word in ("Qmeeting", "41", "Ana", "For coordinators"):
            assert word not in page.split("<main", 1)[1]


def test_only_a_coordinator_publishes_what_is_in_force_once(
    resolution: Resolution, coordinator: Membership, member: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            publish_resolution(resolution, by=somebody, at=now)
    publish_resolution(resolution, by=coordinator, at=now)
    with pytest.raises(Refused, match="public already"):
        publish_resolution(resolution, by=coordinator, at=now)


def test_what_is_rescinded_or_dissolved_is_not_published(
    resolution: Resolution, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        publish_resolution(resolution, by=coordinator, at=now)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    with pytest.raises(Refused, match="was rescinded"):
        publish_resolution(resolution, by=coordinator, at=now)


def test_one_tap_publishes_and_can_be_undone(
    resolution: Resolution, coordinator: Membership, member: Membership, as_: As
) -> None:
    address = f"/resolutions/{resolution.public_id}/publish/"
    assert as_(member).post(address).status_code == 403
    page = as_(coordinator).post(address, follow=True).content.decode()
    assert "Everybody can read this page now" in page
    assert f"/resolutions/{resolution.public_id}/unpublish/" in page


def test_others_cannot_act_on_a_public_resolution(
    resolution: Resolution, coordinator: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    publish_resolution(resolution, by=coordinator, at=now)
    for verb in ("publish", "unpublish", "act", "report-back", "send"):
        address = f"/resolutions/{resolution.public_id}/{verb}/"
        assert as_(outsider).post(address).status_code == 404
        assert as_(None).post(address).status_code == 302


# The pages ----------------------------------------------------------------------------------------


def test_the_register_lists_what_is_in_force_and_what_was_rescinded(
    resolution: Resolution, member: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    committee = resolution.committee
    address = f"/committees/{committee.public_id}/resolutions/"
    newer = ResolutionFactory(committee=committee, number=8, title="Newer")
    ResolutionFactory(
        committee=committee, number=3, title="Old", status="rescinded", rescinded_at=now,
        rescinded_by=newer,
    )  # fmt: skip
    ResolutionFactory(title="Theirs")
    page = as_(member).get(address).content.decode()
    places = [page.index(word) for word in ("2026/8", "2026/7", "Rescinded", "2026/3")]
    assert places == sorted(places)
    assert "rescinded by 2026/8" in page
    assert "Theirs" not in page
    assert as_(outsider).get(address).status_code == 404
    assert as_(None).get(address).status_code == 302
    Resolution.objects.filter(committee=committee).delete()
    assert "No resolution is in force" in as_(member).get(address).content.decode()


def test_a_member_reads_vote_meeting_and_what_it_rescinds(
    resolution: Resolution, member: Membership, as_: As, now: datetime
) -> None:
    old = ResolutionFactory(committee=resolution.committee, number=2, title="The old one")
    assert resolution.motion
    resolution.motion.rescinds = old
    resolution.motion.save()
    origin = ResolutionFactory(title="Origin")
    resolution.origin = origin
    resolution.save()
    page = as_(member).get(f"/resolutions/{resolution.public_id}/").content.decode()
    assert "For: 41. Against: 13. Abstained: 7." in page
    assert "Qmeeting" in page
    assert "The old one" in page
    assert origin.committee.name in page
    assert "For coordinators" not in page


def test_a_resolution_without_motion_or_meeting_still_has_a_page(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    newer = ResolutionFactory(committee=committee)
    bare = ResolutionFactory(
        committee=committee, status="rescinded", rescinded_at=now, rescinded_by=newer
    )
    browser = as_(member)
    assert "The vote" not in browser.get(f"/resolutions/{newer.public_id}/").content.decode()
    page = browser.get(f"/resolutions/{bare.public_id}/").content.decode()
    assert f"rescinded by resolution {newer}" in page
    bare.rescinded_by = None
    bare.published_at = now
    bare.save()
    assert "holds no more" in browser.get(f"/resolutions/{bare.public_id}/").content.decode()
    assert "holds no more" in as_(None).get(f"/resolutions/{bare.public_id}/").content.decode()


@pytest.mark.parametrize(("days", "status"), [(6, 404), (7, 200)])
def test_a_new_member_reads_older_resolutions_after_seven_days(
    days: int, status: int, resolution: Resolution, as_: As, clock: object
) -> None:
    joined = resolution.carried_at + timedelta(days=1)
    new = MembershipFactory(committee=resolution.committee, joined_at=joined)
    clock.move_to(joined + timedelta(days=days))  # type: ignore[attr-defined]
    browser = as_(new)
    assert browser.get(f"/resolutions/{resolution.public_id}/").status_code == status
    register = browser.get(f"/committees/{resolution.committee.public_id}/resolutions/")
    assert ("Library" in register.content.decode()) is (status == 200)
    assert ("Library" in browser.get("/home/").content.decode()) is (status == 200)
    Resolution.objects.update(published_at=joined)
    assert browser.get(f"/resolutions/{resolution.public_id}/").status_code == 200


def test_what_is_decided_stands_on_the_home_of_the_committee(
    resolution: Resolution, member: Membership, outsider: Membership, as_: As
) -> None:
    for path in ("/home/", f"/committees/{resolution.committee.public_id}/"):
        assert "Library" in as_(member).get(path).content.decode()
        assert "Library" not in as_(outsider).get(path).content.decode()


def test_the_pages_ask_the_same_number_of_queries(
    resolution: Resolution, coordinator: Membership, as_: As,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    for _number in range(10):
        ResolutionFactory(committee=resolution.committee)
        circulation = CirculationFactory(resolution=resolution)
        ResolutionFactory(
            committee=circulation.committee, origin=resolution, published_at=STARTS_AT
        )
    browser = as_(coordinator)
    with django_assert_max_num_queries(8):
        browser.get(f"/committees/{resolution.committee.public_id}/resolutions/")
    with django_assert_max_num_queries(11):
        browser.get(f"/resolutions/{resolution.public_id}/")


# Who decides it -----------------------------------------------------------------------------------


def test_members_are_told_what_no_meeting_made_public(
    resolution: Resolution, coordinator: Membership, as_: As, now: datetime
) -> None:
    page = as_(coordinator).get(f"/resolutions/{resolution.public_id}/").content.decode()
    assert "so every member is told" in page
    publish_resolution(resolution, by=coordinator, at=now)
    message = Message.objects.get(template="meetings/email/resolution_published")
    assert (message.audience, message.context["title"]) == ("committees.members", "Library")


def test_what_the_meeting_made_public_is_published_again_quietly(
    resolution: Resolution, coordinator: Membership, as_: As, now: datetime
) -> None:
    Motion.objects.update(make_public=True)
    page = as_(coordinator).get(f"/resolutions/{resolution.public_id}/").content.decode()
    assert "The meeting decided that everybody may read it." in page
    publish_resolution(resolution, by=coordinator, at=now)
    assert not Message.objects.exists()


def test_a_motion_that_says_so_is_public_when_its_meeting_closes(hall: Hall, as_: As) -> None:
    hall.decide(hall.put("motion", motion=hall.motion(make_public=True, title="Library")), 12)
    hall.decide(hall.put("motion", motion=hall.motion(title="For us")), 12)
    resolution = Resolution.objects.get(title="Library")
    assert resolution.published_at is None
    at = NOW + timedelta(minutes=2)
    close_meeting(hall.meeting, present=12, by=hall.chair, at=at)
    published = Resolution.objects.filter(published_at=at)
    assert [one.title for one in published] == ["Library"]
    assert "Library" in as_(None).get(f"/resolutions/{resolution.public_id}/").content.decode()
    assert not Message.objects.filter(template="meetings/email/resolution_published").exists()
