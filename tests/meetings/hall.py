"""What the tests of the hall do again and again."""

from collections.abc import Callable

from django.test import Client

from committees.models import Membership
from core.models import Event
from meetings.fragments import mark
from meetings.models import LogEntry, Meeting, Speaker
from meetings.operations import log
from meetings.operations.hall_chair import undo_ruling
from tests.factories import MembershipFactory
from tests.factories_meetings import STARTS_AT, AttendanceFactory, SpeakerFactory

As = Callable[[object], Client]


def here(meeting: Meeting, *members: Membership, number: int = 0) -> list[Membership]:
    """These are in the hall, and so many more members."""
    more = MembershipFactory.create_batch(number, committee=meeting.committee)
    for one in (*members, *more):
        AttendanceFactory(meeting=meeting, membership=one)
    return [*members, *more]


def waits(meeting: Meeting, member: Membership, kind: str = "for", **fields: object) -> Speaker:
    """A place on the stack of the item before the meeting."""
    given = {"meeting": meeting, "membership": member, "kind": kind, "item": meeting.item}
    return SpeakerFactory(**(given | fields))


def entries(meeting: Meeting) -> list[str]:
    """What the log says, in its order."""
    return list(meeting.log.order_by("number").values_list("kind", flat=True))


def newest(meeting: Meeting) -> LogEntry:
    """The ruling that can be taken back."""
    found = log.newest(meeting)
    assert found is not None
    return found


def take_back(meeting: Meeting, by: Membership) -> LogEntry:
    """Undo the newest ruling."""
    return undo_ruling(meeting, number=newest(meeting).number, by=by, at=STARTS_AT)


def said(name: str) -> bool:
    """Whether this happened."""
    return Event.objects.filter(name=f"meetings.{name}").exists()


def mark_now(meeting: Meeting) -> str:
    """What the next request of an open page is told."""
    return mark(Meeting.objects.get(pk=meeting.pk))


def version(meeting: Meeting) -> int:
    return Meeting.objects.values_list("version", flat=True).get(pk=meeting.pk)


def only_the_chair_presses(
    meeting: Meeting,
    word: str,
    as_: As,
    *,
    chair: Membership,
    member: Membership,
    outsider: Membership,
    **sent: str,
) -> None:
    """A ruling's address: for the chair alone, and only with the version that stands."""
    address = f"/meetings/{meeting.public_id}/{word}/"
    assert as_(None).post(address, sent).status_code == 302
    assert as_(outsider).post(address, sent).status_code == 404
    current = {"version": str(version(meeting)), **sent}
    refused = as_(member).post(address, current)
    assert refused.status_code == 403
    assert "Only whoever chairs this meeting" in refused.content.decode()
    browser, before = as_(chair), entries(meeting)
    assert browser.get(address).status_code == 405
    for stale in ("", "x", str(version(meeting) + 1)):
        page = browser.post(address, {**sent, "version": stale}, follow=True)
        assert "has moved on meanwhile" in page.content.decode()
        assert entries(meeting) == before
    done = browser.post(address, current)
    assert (done.status_code, done["Location"]) == (302, f"/meetings/{meeting.public_id}/chair/")
    assert len(entries(meeting)) > len(before)
