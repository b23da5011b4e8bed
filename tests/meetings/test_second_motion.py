"""Seconding: by another member, once; in time the motion goes on the agenda by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.deadlines import comes_late, motions_until
from meetings.models import AgendaItem, Meeting, Motion
from meetings.operations.motions import second_motion
from tests.factories import MembershipFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    CompositePartFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.motions import called, put, seconded, titles

As = Callable[[object], Client]


def test_a_motion_seconded_in_time_goes_on_the_agenda_before_the_closing_items(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    for title in ("Report", "Any other business", "Date of the next meeting"):
        AgendaItemFactory(meeting=meeting, title=title)
    first = seconded(meeting.committee, member, now, meeting=meeting, title="First")
    seconded(meeting.committee, member, now, meeting=meeting, title="Second")
    assert first.status == "on_agenda"
    assert titles(meeting) == [
        "Report",
        "First",
        "Second",
        "Any other business",
        "Date of the next meeting",
    ]
    assert AgendaItem.objects.get(motion=first).kind == "motion"
    assert Event.objects.filter(name="meetings.motion_seconded").count() == 2


def test_it_stands_under_the_line_that_announces_motions(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    for title in ("Motions, each with its amendments", "Elections", "Goodbye"):
        AgendaItemFactory(meeting=meeting, title=title)
    seconded(meeting.committee, member, now, meeting=meeting, title="First")
    assert titles(meeting) == ["Motions, each with its amendments", "First", "Elections", "Goodbye"]


def test_ones_own_motion_is_seconded_by_another(
    committee: Committee, member: Membership, now: datetime
) -> None:
    motion = put(committee, member, now)
    with pytest.raises(Refused, match="your own motion"):
        second_motion(motion, by=member, at=now)


def test_a_second_seconder_comes_too_late(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    motion = seconded(committee, member, now)
    with pytest.raises(Refused, match="waits for no seconder"):
        second_motion(motion, by=coordinator, at=now)


def test_strangers_second_nothing(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        second_motion(put(committee, member, now), by=outsider, at=now)


def test_a_composite_needs_no_seconder(committee: Committee, member: Membership) -> None:
    part = CompositePartFactory(
        composite=MotionFactory(committee=committee, status="submitted", seconded_at=None)
    )
    with pytest.raises(Refused, match="needs no seconder"):
        second_motion(part.composite, by=member, at=part.composite.submitted_at)


def test_after_the_deadline_the_meeting_must_hear_it_first(
    meeting: Meeting, member: Membership
) -> None:
    at = motions_until(meeting) + timedelta(minutes=1)
    motion = seconded(meeting.committee, member, at, meeting=meeting)
    assert (motion.status, motion.meeting) == ("seconded", meeting)
    assert comes_late(motion, at)
    assert not meeting.agenda.exists()


def test_a_rule_seconded_too_late_waits_for_a_meeting_with_notice(
    meeting: Meeting, member: Membership
) -> None:
    until = motions_until(meeting)
    rule = put(meeting.committee, member, until, meeting=meeting, rule_changes={"motions_days": 5})
    rescinding = put(
        meeting.committee,
        member,
        until,
        meeting=meeting,
        rescinds=ResolutionFactory(committee=meeting.committee),
    )
    late = until + timedelta(minutes=1)
    other = MembershipFactory(committee=meeting.committee)
    assert second_motion(rule, by=other, at=late).meeting is None
    later = called(meeting.committee, late + timedelta(days=20), called_at=late)
    assert second_motion(rescinding, by=other, at=late).meeting == later


def test_one_for_the_next_meeting_goes_to_the_first_for_which_it_is_in_time(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    called(meeting.committee, now + timedelta(days=1), kind="emergency")
    over = {"called_at": now - timedelta(days=9)}  # the deadline is
    called(meeting.committee, now + timedelta(days=2), **over)
    motion = seconded(meeting.committee, member, now)
    assert (motion.meeting, motion.status) == (meeting, "on_agenda")


def test_without_a_meeting_it_waits_for_the_next(
    committee: Committee, member: Membership, now: datetime
) -> None:
    motion = seconded(committee, member, now)
    assert (motion.meeting, motion.status) == (None, "seconded")


def test_a_meeting_that_is_over_takes_none(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    motion = put(meeting.committee, member, now, meeting=meeting)
    Meeting.objects.update(status="closed", closed_at=now)
    with pytest.raises(Refused, match="closed"):
        second_motion(motion, by=coordinator, at=now)


def test_an_open_meeting_hears_of_its_agenda(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    Meeting.objects.update(kind="emergency", status="open", opened_at=now)
    meeting.refresh_from_db()
    seconded(meeting.committee, member, now, seconder=coordinator, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.version == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_second_at_once_one_does(meeting: Meeting, now: datetime) -> None:
    committee = meeting.committee
    proposer, *others = (MembershipFactory(committee=committee) for _one in range(3))
    motion = put(committee, proposer, now, meeting=meeting)
    ready, said = Barrier(2), []

    def second(by: Membership) -> None:
        ready.wait()
        try:
            second_motion(motion, by=by, at=now)
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=second, args=[one]) for one in others]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(said) == ["This motion waits for no seconder.", "done"]
    assert meeting.agenda.filter(motion=motion).count() == 1


def test_one_tap_seconds(
    meeting: Meeting, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    motion = put(meeting.committee, member, now, meeting=meeting)
    path = reverse("second-motion", args=[motion.public_id])
    page = as_(coordinator).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert f'action="{path}"' in page
    answer = as_(coordinator).post(path)
    assert answer["Location"] == reverse("motion", args=[motion.public_id])
    motion.refresh_from_db()
    assert (motion.status, motion.seconder) == ("on_agenda", coordinator)


def test_whoever_seconds_reads_where_it_goes(
    meeting: Meeting,
    member: Membership,
    coordinator: Membership,
    as_: As,
    clock: time_machine.Traveller,
    now: datetime,
) -> None:
    late = put(meeting.committee, member, now, meeting=meeting)
    clock.move_to(motions_until(meeting) + timedelta(minutes=1))
    for motion, words in (
        (late, "the meeting decides whether to hear it"),
        (put(meeting.committee, member, now), "It goes to the next meeting that is called."),
    ):
        path = reverse("second-motion", args=[motion.public_id])
        assert words in as_(coordinator).post(path, follow=True).content.decode()


def test_the_proposer_reads_why_not(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    motion = put(meeting.committee, member, now, meeting=meeting)
    page = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert "You cannot second your own motion" in page
    assert as_(member).post(reverse("second-motion", args=[motion.public_id])).status_code == 403
    assert Motion.objects.get().status == "submitted"
