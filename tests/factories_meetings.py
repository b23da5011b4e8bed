"""Rows of meetings that the constraints allow."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from committees.models import Committee
from meetings.models import (
    ActionItem,
    AgendaItem,
    Amendment,
    Attendance,
    Circulation,
    Coming,
    CompositePart,
    JointMeeting,
    JointPart,
    LogEntry,
    Meeting,
    MeetingOfficer,
    Minutes,
    Motion,
    MotionQuestion,
    MotionTranslation,
    NamedVote,
    Offer,
    OpenVote,
    Requisition,
    RequisitionSignature,
    Resolution,
    Speaker,
    TellerCount,
    Vote,
)
from tests.factories import NOW, CommitteeFactory, MembershipFactory, SeatFactory

NEW_YORK = ZoneInfo("America/New_York")
DAY, CLOCK = date(2026, 3, 18), time(18, 0)  # a Wednesday, after the clocks went forward
STARTS_AT = datetime.combine(DAY, CLOCK, tzinfo=NEW_YORK)


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    kind = "general"
    title = "General meeting"
    place = "Room 12"
    local_date = DAY
    local_time = CLOCK
    timezone = "America/New_York"
    starts_at = STARTS_AT
    ends_at = STARTS_AT + timedelta(minutes=90)
    called_at = NOW


class JointMeetingFactory(DjangoModelFactory[JointMeeting]):
    class Meta:
        model = JointMeeting

    host = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    called_at = NOW


class JointPartFactory(DjangoModelFactory[JointPart]):
    """Invited, and not answered."""

    class Meta:
        model = JointPart

    joint = factory.SubFactory(JointMeetingFactory)
    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    invited_at = NOW


def held_together(host: Committee, *others: Committee, **fields: Any) -> list[Meeting]:
    """The meetings of these committees, which are held as one; the host's is first, and leads."""
    joint = JointMeetingFactory(host=host)
    meetings = []
    for one in (host, *others):
        JointPartFactory(joint=joint, committee=one, status="accepted", answered_at=NOW)
        meetings.append(MeetingFactory(committee=one, joint=joint, **fields))
    joint.leading = meetings[0]
    joint.save(update_fields=["leading"])
    return meetings


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Item {n}")


class ComingFactory(DjangoModelFactory[Coming]):
    class Meta:
        model = Coming

    meeting = factory.SubFactory(MeetingFactory)
    membership = factory.SubFactory(MembershipFactory)


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    membership = factory.SubFactory(MembershipFactory)


class MeetingOfficerFactory(DjangoModelFactory[MeetingOfficer]):
    class Meta:
        model = MeetingOfficer

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    membership = factory.SubFactory(MembershipFactory)
    duty = "chair"
    since = STARTS_AT


class OfferFactory(DjangoModelFactory[Offer]):
    class Meta:
        model = Offer

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    membership = factory.SubFactory(MembershipFactory)
    duty = "chair"


class SpeakerFactory(DjangoModelFactory[Speaker]):
    class Meta:
        model = Speaker

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    membership = factory.SubFactory(MembershipFactory)
    kind = "for"
    asked_at = STARTS_AT


class LogEntryFactory(DjangoModelFactory[LogEntry]):
    class Meta:
        model = LogEntry

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    number = factory.Sequence(lambda n: n + 1)
    kind = "ruled"
    at = STARTS_AT


class MotionFactory(DjangoModelFactory[Motion]):
    class Meta:
        model = Motion

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    title = factory.Sequence(lambda n: f"Motion {n}")
    notes = "The library closes at five."
    believes = "Many students work until six."
    resolves = "To ask for longer opening hours."
    status = "seconded"
    submitted_at = NOW
    seconded_at = NOW


class AmendmentFactory(DjangoModelFactory[Amendment]):
    class Meta:
        model = Amendment

    motion = factory.SubFactory(MotionFactory)
    base_version = 1
    was_resolves = "To ask for longer opening hours."
    resolves = "To demand longer opening hours."
    status = "seconded"
    submitted_at = NOW
    seconded_at = NOW


class CompositePartFactory(DjangoModelFactory[CompositePart]):
    class Meta:
        model = CompositePart

    composite = factory.SubFactory(MotionFactory)
    motion = factory.SubFactory(MotionFactory)


class MotionQuestionFactory(DjangoModelFactory[MotionQuestion]):
    class Meta:
        model = MotionQuestion

    motion = factory.SubFactory(MotionFactory)
    asker = factory.SubFactory(MembershipFactory)
    text = "What does it cost?"
    asked_at = NOW


class MotionTranslationFactory(DjangoModelFactory[MotionTranslation]):
    class Meta:
        model = MotionTranslation

    motion = factory.SubFactory(MotionFactory)
    language = "es"
    version = 1
    title = "Moción"
    resolves = "Pedir un horario más largo."
    translated_at = NOW


class RequisitionFactory(DjangoModelFactory[Requisition]):
    class Meta:
        model = Requisition

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    kind = "general"
    purpose = "To decide on the library."
    needed = 3
    opened_at = NOW
    lapses_at = NOW + timedelta(days=30)


class RequisitionSignatureFactory(DjangoModelFactory[RequisitionSignature]):
    class Meta:
        model = RequisitionSignature

    requisition = factory.SubFactory(RequisitionFactory)
    membership = factory.SubFactory(MembershipFactory)


class VoteFactory(DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    meeting = factory.SubFactory(MeetingFactory, status="open", opened_at=STARTS_AT)
    about = "other"
    question = "That we take a break."
    method = "hands"
    threshold = "simple"
    present = 12
    quorum_needed = 10
    opened_at = STARTS_AT


class TellerCountFactory(DjangoModelFactory[TellerCount]):
    class Meta:
        model = TellerCount

    vote = factory.SubFactory(VoteFactory)
    membership = factory.SubFactory(MembershipFactory)
    votes_for = 7
    votes_against = 4
    abstentions = 1


class OpenVoteFactory(DjangoModelFactory[OpenVote]):
    class Meta:
        model = OpenVote

    vote = factory.SubFactory(VoteFactory, method="open")
    membership = factory.SubFactory(MembershipFactory)
    choice = "for"


class NamedVoteFactory(DjangoModelFactory[NamedVote]):
    class Meta:
        model = NamedVote

    seat = factory.SubFactory(SeatFactory)
    affiliation = factory.SelfAttribute("seat.affiliation")
    vote = factory.SubFactory(
        VoteFactory,
        method="card",
        meeting__committee=factory.SelfAttribute("...affiliation.council"),
    )
    choice = "for"


class MinutesFactory(DjangoModelFactory[Minutes]):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(
        MeetingFactory, status="closed", opened_at=STARTS_AT, closed_at=STARTS_AT, present=12
    )
    text = "# Minutes"
    drafted_at = STARTS_AT
    due_at = STARTS_AT + timedelta(days=7)


class ResolutionFactory(DjangoModelFactory[Resolution]):
    class Meta:
        model = Resolution

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Resolution {n}")
    resolves = "To ask for longer opening hours."
    carried_on = DAY
    carried_at = STARTS_AT
    sha256 = "0" * 64


class CirculationFactory(DjangoModelFactory[Circulation]):
    class Meta:
        model = Circulation

    resolution = factory.SubFactory(ResolutionFactory)
    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    sent_at = NOW


class ActionItemFactory(DjangoModelFactory[ActionItem]):
    class Meta:
        model = ActionItem

    meeting = factory.SubFactory(
        MeetingFactory, status="closed", opened_at=STARTS_AT, closed_at=STARTS_AT, present=12
    )
    text = "Write to the library."
    due_on = DAY + timedelta(days=7)
