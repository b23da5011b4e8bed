"""Meetings of the demonstration world that were held, and one that is open now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ballots.counting.yes_no import NO, YES
from ballots.scripted import ScriptedVoter
from committees.models import Membership
from home.demo.motions import WORDS
from meetings import door
from meetings.models import (
    AgendaItem,
    Amendment,
    Choice,
    ItemKind,
    Meeting,
    Motion,
    Offer,
    Resolution,
    Speaker,
)
from meetings.operations import actions, hall_chair, hall_officers, hall_stack, meetings, minutes
from meetings.operations.amendments import clauses_of, propose_amendment, second_amendment
from meetings.operations.casting import cast_open_vote
from meetings.operations.hall_door import attend_meeting
from meetings.operations.motions import second_motion, submit_motion
from meetings.operations.questions import put_question
from meetings.operations.resolutions import act_on_resolution, publish_resolution
from meetings.operations.votes import close_vote, declare_vote
from meetings.subjects import Subject

MINUTE = timedelta(minutes=1)


class Assembly:
    """One meeting, run by its operations; whoever is in `members` and attends takes part."""

    def __init__(self, meeting: Meeting, members: Sequence[Membership]) -> None:
        self.meeting, self.members = meeting, members
        self.founder = members[0]
        self.there = list(members[: max(6, 2 * len(members) // 3)])
        self.chair = self.there[4]
        language = meeting.committee.language
        self.language = language if language in WORDS else "en"
        self.words = WORDS[self.language]

    def prepare(self, at: datetime) -> list[Motion]:
        """Two motions on its agenda, and an amendment to the first."""
        found = []
        for draft, number in ((self.words.library, 5), (self.words.buses, 3)):
            put = replace(draft, meeting=self.meeting, language=self.language)
            motion = submit_motion(
                self.meeting.committee, put, by=self.members[number], at=at + number * MINUTE
            )
            found.append(second_motion(motion, by=self.members[1], at=at + 60 * MINUTE))
        old, new = self.words.amended
        clauses = clauses_of(found[0])
        clauses["resolves"] = clauses["resolves"].replace(old, new, 1)
        amendment = propose_amendment(
            found[0], clauses, base_version=1, by=self.members[2], at=at + 90 * MINUTE
        )
        second_amendment(amendment, by=self.members[0], at=at + 100 * MINUTE)
        return found

    def begin(self) -> datetime:
        """Doors, chair, minutes secretary and tellers; the moment at which business begins."""
        at = self.meeting.starts_at
        meetings.open_meeting(self.meeting, by=self.founder, at=at)
        for member in self.there:
            attend_meeting(self.meeting, code=door.code(self.meeting, at), by=member, at=at)
        duties = ("minutes_secretary", "teller", "teller", "chair")
        for duty, member in zip(duties, (*self.there[1:4], self.chair), strict=True):
            hall_officers.offer_duty(self.meeting, duty=duty, by=member)
            offer = Offer.objects.get(meeting=self.meeting, membership=member, duty=duty)
            hall_officers.choose_officer(offer, by=self.founder, at=at + MINUTE, seen=None)
        return at + 5 * MINUTE

    def go_to(self, kind: str, at: datetime) -> list[AgendaItem]:
        """Item after item, up to the first of this kind; the items from there on."""
        waiting = list(self.meeting.agenda.filter(started_at=None).order_by("position"))
        while waiting:
            item = waiting[0]
            hall_chair.take_item(item, by=self.chair, at=at, seen=None)
            if item.kind == kind:
                break
            waiting.pop(0)
        return waiting

    def debate(self, motion: Motion, at: datetime) -> Motion:
        """It is moved."""
        hall_chair.move_motion(motion, by=self.chair, at=at, seen=None)
        motion.refresh_from_db()
        return motion

    def speak(self, at: datetime) -> None:
        """Some want to speak, and the first of them has the floor."""
        for member, kind in zip(self.there[5:8], ("for", "against", "question"), strict=False):
            hall_stack.raise_hand(self.meeting, kind=kind, by=member, at=at)
        first = Speaker.objects.filter(meeting=self.meeting, status="waiting").order_by("pk")[0]
        hall_stack.call_speaker(self.meeting, speaker=first, by=self.chair, at=at, seen=None)

    def decide(self, subject: Subject, at: datetime, *, against: int) -> None:
        """An open vote of everybody who is there, declared; in a council by roll-call."""
        method = "roll_call" if self.meeting.committee.is_council else "open"
        vote = put_question(
            self.meeting, subject=subject, method=method, by=self.chair, at=at, seen=None
        )
        choices = [Choice.AGAINST] * against + [Choice.FOR] * len(self.there)
        for member, choice in zip(self.there, choices, strict=False):
            cast_open_vote(vote, choice=choice, by=member, at=at)
        close_vote(vote, by=self.chair, at=at + MINUTE)
        declare_vote(vote, by=self.chair, at=at + MINUTE, seen=None)

    def decide_in_secret(self, subject: Subject, at: datetime, *, against: int) -> None:
        """The same by secret ballots, which stand on a board afterwards."""
        vote = put_question(
            self.meeting, subject=subject, method="secret", by=self.chair, at=at, seen=None
        )
        contest = vote.contest
        assert contest is not None
        assert vote.closes_at is not None
        for number, member in enumerate(self.there):
            choice = NO if number < against else YES
            ScriptedVoter(contest, member.public_id).vote([choice], at=at)
        close_vote(vote, by=self.chair, at=vote.closes_at)
        contest.refresh_from_db()
        declare_vote(vote, by=self.chair, at=contest.complaints_until, seen=None)

    def hold(self, at: datetime) -> list[Resolution]:
        """The whole meeting: both motions decided, minutes read through, something to be done."""
        self.prepare(at)
        moment = self.begin()
        for decide in (self.decide, self.decide_in_secret):
            item = self.go_to(ItemKind.MOTION, moment)[0]
            motion = item.motion
            assert motion is not None
            motion = self.debate(motion, moment)
            for amendment in Amendment.objects.filter(motion=motion, status="seconded"):
                hall_chair.move_amendment(amendment, by=self.chair, at=moment, seen=None)
                subject = Subject("amendment", motion=motion, amendment=amendment)
                self.decide(subject, moment + 5 * MINUTE, against=3)
            motion.refresh_from_db()
            decide(Subject("motion", motion=motion), moment + 8 * MINUTE, against=1)
            moment += 15 * MINUTE
        closed = meetings.close_meeting(
            self.meeting, present=len(self.there) + 2, by=self.founder, at=moment
        )
        draft = closed.record
        minutes.edit_minutes(
            draft, text=draft.text, seen=1, by=self.there[1], at=moment + 600 * MINUTE
        )
        actions.note_action(
            closed,
            text=self.words.library.title,
            due_on=(moment + timedelta(days=21)).date(),
            holder=self.founder,
            by=self.founder,
            at=moment + 660 * MINUTE,
        )
        found = list(Resolution.objects.filter(meeting=closed).order_by("number"))
        publish_resolution(found[0], by=self.founder, at=moment + 700 * MINUTE)
        act_on_resolution(found[1], by=self.founder, at=moment + 720 * MINUTE)
        return found


def held(meeting: Meeting, members: Sequence[Membership], *, at: datetime) -> list[Resolution]:
    """A meeting of the past, from its motions (put from `at` on) to its resolutions."""
    return Assembly(meeting, members).hold(at)


def under_way(meeting: Meeting, members: Sequence[Membership], *, at: datetime) -> None:
    """A meeting that is open now: a motion is debated, and one member speaks."""
    assembly = Assembly(meeting, members)
    assembly.prepare(at)
    moment = assembly.begin()
    item = assembly.go_to(ItemKind.MOTION, moment)[0]
    assert item.motion is not None
    assembly.debate(item.motion, moment)
    assembly.speak(moment + MINUTE)
