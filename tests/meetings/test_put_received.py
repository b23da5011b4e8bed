"""What another committee decided is put to one's own meeting."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Circulation, Meeting, Motion
from meetings.operations.adoption import answer_circulation
from meetings.operations.agenda import carry_over
from meetings.operations.hall_chair import settle_motion
from meetings.operations.motions import withdraw_motion
from meetings.operations.resolutions import put_received
from tests.factories_meetings import (
    STARTS_AT,
    CirculationFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.hall import take_back
from tests.meetings.records import As, Counter


@pytest.fixture
def circulation(committee: Committee) -> Circulation:
    resolution = ResolutionFactory(title="Library", notes="It closes.", language="es")
    made: Circulation = CirculationFactory(committee=committee, resolution=resolution)
    return made


def test_it_becomes_a_motion_that_still_needs_a_seconder(
    circulation: Circulation, member: Membership, now: datetime
) -> None:
    motion = put_received(circulation, by=member, at=now)
    assert (motion.committee, motion.proposer, motion.seconder) == (member.committee, member, None)
    assert (motion.status, motion.title, motion.notes) == ("submitted", "Library", "It closes.")
    assert (motion.form, motion.language, motion.submitted_at) == ("clauses", "es", now)
    circulation.refresh_from_db()
    assert (circulation.status, circulation.motion) == ("put", motion)
    assert Event.objects.get(name="meetings.received_put").subject == motion.public_id


def test_one_sentence_stays_one(committee: Committee, member: Membership, now: datetime) -> None:
    circulation = CirculationFactory(committee=committee)
    assert put_received(circulation, by=member, at=now).form == "sentence"


def test_it_is_put_once_unless_the_motion_fell(
    circulation: Circulation, member: Membership, now: datetime
) -> None:
    motion = put_received(circulation, by=member, at=now)
    with pytest.raises(Refused, match="put to a meeting already"):
        put_received(circulation, by=member, at=now)
    withdraw_motion(motion, by=member, at=now)
    circulation.refresh_from_db()
    assert (circulation.status, circulation.answered_at) == ("received", None)
    assert put_received(circulation, by=member, at=now) != motion


def test_it_waits_again_where_nobody_seconds_it_in_time(
    circulation: Circulation, meeting: Meeting, member: Membership, now: datetime
) -> None:
    motion = put_received(circulation, by=member, at=now)
    motion.meeting = meeting
    motion.save()
    meeting.status = "closed"
    carry_over(meeting, at=now)
    circulation.refresh_from_db()
    assert circulation.status == "received"


def test_what_the_chair_settles_waits_again_until_that_is_taken_back(
    circulation: Circulation, in_debate: Motion, running: Meeting, coordinator: Membership
) -> None:
    circulation.motion, circulation.status = in_debate, "put"
    circulation.save()
    for outcome, status in (("remitted", "put"), ("fell", "received")):
        settle_motion(in_debate, outcome=outcome, by=coordinator, at=STARTS_AT, seen=None)
        circulation.refresh_from_db()
        assert circulation.status == status
        take_back(running, coordinator)
        circulation.refresh_from_db()
        assert circulation.status == "put"


@pytest.mark.parametrize(
    ("said", "answer"),
    [("adopted", "amended"), ("amended", "amended"), ("rejected", "rejected"), ("put", "put")],
)
def test_what_was_merged_is_answered_with_its_composite(
    circulation: Circulation, member: Membership, now: datetime, said: str, answer: str
) -> None:
    motion = put_received(circulation, by=member, at=now)
    motion.composite = MotionFactory(committee=member.committee)
    motion.status, motion.seconded_at, motion.decided_at = "merged", now, now
    motion.save()
    answer_circulation(motion.composite, said, at=now)
    circulation.refresh_from_db()
    assert circulation.status == answer
    assert circulation.answered_at == (None if answer == "put" else now)


def test_what_is_answered_is_not_put_again(
    circulation: Circulation, member: Membership, now: datetime
) -> None:
    Circulation.objects.update(status="rejected", answered_at=now)
    with pytest.raises(Refused, match="decided on this resolution already"):
        put_received(circulation, by=member, at=now)


def test_only_members_of_a_founded_committee_put_it(
    circulation: Circulation, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        put_received(circulation, by=outsider, at=now)
    Committee.objects.filter(pk=member.committee.pk).update(status="dormant", dormant_at=now)
    with pytest.raises(Refused, match="once the committee is founded"):
        put_received(circulation, by=member, at=now)


def test_the_page_shows_the_text_and_one_tap_puts_it(
    circulation: Circulation, member: Membership, outsider: Membership, as_: As
) -> None:
    listed = as_(member).get(f"/committees/{member.committee.public_id}/received/").content.decode()
    assert "Library" in listed
    address = f"/received/{circulation.public_id}/"
    page = as_(member).get(address).content.decode()
    assert "It closes." in page
    assert circulation.resolution.committee.name in page
    assert as_(outsider).get(address).status_code == 404
    assert as_(outsider).post(f"{address}put/").status_code == 404
    assert as_(None).get(address).status_code == 302
    shown = as_(member).post(f"{address}put/", follow=True).content.decode()
    assert "you are its proposer" in shown
    motion = Motion.objects.get()
    assert motion.title == "Library"
    assert "Another member seconds it" in shown
    after = as_(member).get(address).content.decode()
    assert "Second that motion" in after
    assert f'href="/motions/{motion.public_id}/"' in after


def test_the_page_says_what_became_of_it(
    circulation: Circulation, member: Membership, as_: As, now: datetime
) -> None:
    circulation.resolution.status, circulation.resolution.rescinded_at = "rescinded", now
    circulation.resolution.save()
    Circulation.objects.update(status="adopted", answered_at=now)
    page = as_(member).get(f"/received/{circulation.public_id}/").content.decode()
    assert "They have rescinded it meanwhile." in page
    assert "Your committee has answered." in page


def test_an_empty_list_says_what_comes(
    committee: Committee, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/committees/{committee.public_id}/received/"
    assert "Nothing has come yet" in as_(member).get(address).content.decode()
    assert as_(outsider).get(address).status_code == 404


def test_the_pages_ask_the_same_number_of_queries(
    circulation: Circulation, member: Membership, as_: As, now: datetime,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    for _number in range(10):
        motion = MotionFactory(committee=member.committee)
        CirculationFactory(committee=member.committee, status="put", motion=motion)
    browser = as_(member)
    with django_assert_max_num_queries(7):
        browser.get(f"/committees/{member.committee.public_id}/received/")
    with django_assert_max_num_queries(7):
        browser.get(f"/received/{circulation.public_id}/")
