"""To whom an announcement goes by mail."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from announcements import audiences
from announcements.models import Announcement
from committees.models import Committee, Membership
from meetings.models import Coming
from notices.audiences import find
from tests import factories
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementFactory
from tests.factories_meetings import MeetingFactory


def reached(announcement: Announcement) -> set[int]:
    name, about = audiences.of(announcement)
    found = [one.user_id for one in find(name)(about)]
    assert len(found) == len(set(found)) == audiences.size(announcement)
    return set(found)


def test_all_delegates_those_coming_and_those_of_a_language(
    committee: Committee, coordinator: Membership, member: Membership, outsider: Membership
) -> None:
    delegate, alternate = (
        factories.MembershipFactory(committee=committee, chosen_name=name) for name in "DE"
    )
    for one, office in ((delegate, "delegate"), (alternate, "alternate"), (delegate, "alternate")):
        factories.MandateFactory(committee=committee, membership=one, office=office)
    reader = factories.MembershipFactory(committee=committee, user__language="es")
    meeting = MeetingFactory(committee=committee)
    Coming.objects.create(meeting=meeting, membership=member)
    factories.MembershipFactory(committee=committee, status="left", ended_at=meeting.called_at)

    everybody = {one.user_id for one in (coordinator, member, delegate, alternate, reader)}
    make = AnnouncementFactory
    assert reached(make(committee=committee)) == everybody
    assert reached(make(committee=committee, audience="delegates")) == {
        delegate.user_id,
        alternate.user_id,
    }
    assert reached(make(committee=committee, audience="coming", meeting=meeting)) == {
        member.user_id
    }
    spanish = make(committee=committee, audience="language", readers_language="es")
    assert reached(spanish) == {reader.user_id}
    english = make(committee=committee, audience="language", readers_language="en")
    assert reached(english) == everybody - {reader.user_id}


def test_how_many_read_a_language_is_told_coarsely(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    one = AnnouncementFactory(committee=committee, audience="language", readers_language="en")
    page = as_(coordinator).get(f"/announcements/{one.public_id}/").content.decode()
    assert "<dd>fewer than 10</dd>" in page
    assert "Those who read one language: English" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"audience": "coming"}, "Choose a meeting that lies ahead."),
        ({"audience": "language"}, "Choose a language."),
        ({"audience": "everybody"}, "Choose one that is offered"),
        ({"send_at": "2026-03-03T18:00"}, "This moment is over."),
        ({"send_at": "2026-08-03T18:00"}, "within the next three months"),
        ({"send_at": "soon"}, "This is not a moment."),
        ({"send_at": "2026-03-08T02:30"}, "clocks"),
    ],
)
def test_a_faulty_choice_is_answered_with_422_and_keeps_what_was_entered(
    typed: dict[str, str],
    sentence: str,
    coordinator: Membership,
    as_: As,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: now)
    url = f"/committees/{coordinator.committee.public_id}/announcements/write/"
    answer = as_(coordinator).post(url, {"title": "News", "text": "Kept words."} | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept words." in page
    assert '<details class="fold" open>' in page


def test_what_was_chosen_is_kept_and_what_belongs_to_another_audience_is_dropped(
    committee: Committee,
    coordinator: Membership,
    as_: As,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: now)
    meeting = MeetingFactory(committee=committee, starts_at=now + timedelta(days=3))
    url = f"/committees/{committee.public_id}/announcements/write/"
    typed: dict[str, Any] = {"title": "News", "text": "…", "audience": "coming"}
    as_(coordinator).post(
        url, typed | {"meeting": meeting.pk, "readers_language": "es", "language": "es"}
    )
    one = Announcement.objects.get()
    assert (one.audience, one.meeting, one.readers_language) == ("coming", meeting, "")
    assert one.language == "es"
    page = as_(coordinator).get(f"/announcements/{one.public_id}/edit/").content.decode()
    assert '<details class="fold" open>' in page


def test_a_meeting_of_another_committee_is_no_choice(
    coordinator: Membership, outsider: Membership, as_: As
) -> None:
    meeting = MeetingFactory(committee=outsider.committee)
    url = f"/committees/{coordinator.committee.public_id}/announcements/write/"
    typed = {"title": "News", "text": "…", "audience": "coming", "meeting": str(meeting.pk)}
    assert as_(coordinator).post(url, typed).status_code == 422
