"""Writing a draft, and looking at it as members will."""

from datetime import datetime

import pytest

from announcements.models import Announcement
from announcements.operations.writing import Draft, write_announcement
from committees.models import Committee, Membership
from core.decision import Refused
from tests import factories
from tests.committees.joining import As
from tests.factories_meetings import MeetingFactory

OTHER = Draft("x", "y", "en")


def url(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/announcements/write/"


def test_a_coordinator_writes_and_sees_it_as_members_will(coordinator: Membership, as_: As) -> None:
    typed = {"title": "Leaflets", "text": "**Thursday**\r\n\r\n- gate"}
    response = as_(coordinator).post(url(coordinator.committee), typed, follow=True)
    page = response.content.decode()
    assert "This is a draft" in page
    assert "<strong>Thursday</strong>" in page
    assert "person gets it by mail</dt><dd>1</dd>" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "x" * 10_000, "text": "y"}, "at most 150"),
        ({"title": "", "text": "y"}, "Write a title."),
        ({"title": "🔥", "text": "y"}, "at least one letter"),
        ({"title": "x", "text": ""}, "Write what you want to say."),
        ({"title": "x", "text": "y" * 20_001}, "at most 20000"),
    ],
)
def test_what_cannot_be_is_answered_with_422_and_a_sentence(
    typed: dict[str, str], sentence: str, coordinator: Membership, as_: As
) -> None:
    response = as_(coordinator).post(url(coordinator.committee), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Announcement.objects.exists()


def test_only_coordinators_of_the_committee_write(
    member: Membership, secretary: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    committee = member.committee
    for other in (member, secretary, outsider):
        with pytest.raises(Refused, match="Only coordinators"):
            write_announcement(committee, OTHER, by=other, at=now)
    assert as_(member).get(url(committee)).status_code == 403
    assert as_(outsider).get(url(committee)).status_code == 404
    assert as_(None).get(url(committee)).status_code == 302


def test_a_dissolved_committee_writes_nothing(db: None, now: datetime) -> None:
    gone = factories.CommitteeFactory(status="dissolved", dissolved_at=now)
    last = factories.officer(gone, "coordinator", "Ana")
    with pytest.raises(Refused, match="dissolved"):
        write_announcement(gone, OTHER, by=last, at=now)


def test_ten_megabytes_are_too_much_and_the_page_says_so(coordinator: Membership, as_: As) -> None:
    typed = {"title": "Leaflets", "text": "x" * 10_000_000}
    answer = as_(coordinator).post(url(coordinator.committee), typed)
    assert answer.status_code == 413
    assert "thick book" in answer.content.decode()
    assert "what you wrote is still there" in answer.content.decode()
    assert not Announcement.objects.exists()


def test_twenty_thousand_letters_are_the_most_and_nothing_typed_is_lost(
    coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).post(
        url(coordinator.committee), {"title": "Leaflets", "text": "y" * 20_001}
    )
    assert answer.status_code == 422
    assert "y" * 20_001 in answer.content.decode()


def test_for_those_coming_the_meeting_is_kept_and_else_dropped(
    coordinator: Membership, now: datetime
) -> None:
    meeting = MeetingFactory(committee=coordinator.committee)
    for audience, kept in (("coming", meeting), ("all", None)):
        draft = Draft("x", "y", "en", audience=audience, meeting=meeting)
        written = write_announcement(coordinator.committee, draft, by=coordinator, at=now)
        assert written.meeting == kept
