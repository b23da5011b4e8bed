"""Taking a motion back before it is moved."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting, Motion
from meetings.operations.amendments import propose_amendment
from meetings.operations.composites import propose_composite
from meetings.operations.motions import Draft, withdraw_motion
from tests.factories import MembershipFactory
from tests.factories_meetings import AgendaItemFactory, MotionFactory
from tests.meetings.motions import put, seconded, titles

As = Callable[[object], Client]


def test_it_leaves_the_agenda_and_its_amendments_fall(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    AgendaItemFactory(meeting=meeting, title="Goodbye", position=1)
    motion = seconded(meeting.committee, member, now, meeting=meeting, title="First")
    clauses = {"notes": "", "believes": "", "resolves": "To demand it."}
    amendment = propose_amendment(motion, clauses, base_version=1, by=coordinator, at=now)
    withdrawn = withdraw_motion(motion, by=member, at=now)
    amendment.refresh_from_db()
    assert (withdrawn.status, withdrawn.decided_at) == ("withdrawn", now)
    assert amendment.status == "fell"
    assert titles(meeting) == ["Goodbye"]
    assert meeting.agenda.get().position == 1
    assert Event.objects.get(name="meetings.motion_withdrawn").actor == member.public_id


def test_a_composite_that_needs_it_falls(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    parts = [
        seconded(meeting.committee, one, now, meeting=meeting) for one in (member, coordinator)
    ]
    draft = Draft("To ask, and to write.", title="Both")
    composite = propose_composite(meeting.committee, parts, draft, by=member, at=now)
    withdraw_motion(parts[1], by=coordinator, at=now)
    composite.refresh_from_db()
    assert (composite.status, composite.decided_at) == ("fell", now)
    assert meeting.agenda.count() == 1


def test_one_without_a_meeting_or_a_seconder_can_be_withdrawn(
    committee: Committee, member: Membership, now: datetime
) -> None:
    assert withdraw_motion(put(committee, member, now), by=member, at=now).status == "withdrawn"


def test_only_the_proposer_withdraws(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only its proposer"):
        withdraw_motion(put(committee, member, now), by=coordinator, at=now)


def test_where_the_proposer_has_left_the_seconder_carries_it(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    other = MembershipFactory(committee=committee)
    motion = seconded(committee, other, now, seconder=member)
    type(other).objects.filter(pk=other.pk).update(status="left", ended_at=now, user=None)
    with pytest.raises(Refused, match="Only its proposer"):
        withdraw_motion(motion, by=coordinator, at=now)
    assert withdraw_motion(motion, by=member, at=now).status == "withdrawn"


def test_where_both_have_left_a_coordinator_does(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    motion = MotionFactory(committee=committee)
    with pytest.raises(Refused, match="Only its proposer"):
        withdraw_motion(motion, by=member, at=now)
    assert withdraw_motion(motion, by=coordinator, at=now).status == "withdrawn"


@pytest.mark.parametrize(
    ("status", "decided", "sentence"),
    [("moved", False, "Ask the chair"), ("carried", True, "is decided")],
)
def test_what_is_debated_or_decided_stays(
    meeting: Meeting,
    member: Membership,
    now: datetime,
    status: str,
    decided: bool,
    sentence: str,
) -> None:
    motion = seconded(meeting.committee, member, now, meeting=meeting)
    Motion.objects.update(status=status, decided_at=now if decided else None)
    with pytest.raises(Refused, match=sentence):
        withdraw_motion(motion, by=member, at=now)


def test_a_motion_that_went_to_another_meeting_meanwhile_is_looked_at_again(
    meeting: Meeting, member: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion = seconded(meeting.committee, member, now, meeting=meeting)
    from meetings.operations import motions as operations

    found = operations.locked_motion

    def moved(one: Motion) -> Motion:
        Motion.objects.filter(pk=one.pk).update(status="seconded", meeting=None)
        return found(one)

    monkeypatch.setattr(operations, "locked_motion", moved)
    with pytest.raises(Refused, match="another meeting now"):
        withdraw_motion(motion, by=member, at=now)


def test_the_page_asks_once_more(
    meeting: Meeting, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    motion = put(meeting.committee, member, now, meeting=meeting)
    path = reverse("withdraw-motion", args=[motion.public_id])
    assert "Keep it" in as_(member).get(path).content.decode()
    assert as_(coordinator).get(path).status_code == 403
    assert as_(member).post(path).status_code == 302
    motion.refresh_from_db()
    assert motion.status == "withdrawn"
