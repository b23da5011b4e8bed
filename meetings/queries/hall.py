"""What the pages of the hall show, as frozen values."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from committees.models import Membership
from committees.queries.members import members_count
from committees.standing_orders import RULES, Quorum, orders
from meetings import rules, stack, states
from meetings.models import (
    AgendaItem,
    Amendment,
    AmendmentStatus,
    Duty,
    LogEntry,
    LogKind,
    Meeting,
    MeetingOfficer,
    MeetingStatus,
    Motion,
    MotionStatus,
    MotionTranslation,
    Offer,
    Speaker,
    SpeakerStatus,
    SpeechKind,
)
from meetings.queries.motions import ChangedClause, changes_of
from meetings.roles import attends

ON_SCREEN = 3  # of those who wait, on the screen of the hall


@dataclass(frozen=True, slots=True)
class Place:
    """One who waits to speak, in their order. `member` is the key of the membership."""

    public_id: str
    member: int
    name: str
    kind: str
    kind_words: str
    is_first_time: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """The speech that is under way; `seconds` is how long it may last."""

    member: int
    name: str
    kind: str
    kind_words: str
    began_at: datetime
    seconds: int

    @property
    def ends_at(self) -> datetime:
        return self.began_at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class QuorumNow:
    """How many are there and must be; `waits_until`: until then a meeting without quorum waits."""

    present: int
    by_hand: int
    members: int
    rule: Quorum
    committees: int
    waits_until: datetime
    sentence: str
    rule_words: str

    @property
    def is_met(self) -> bool:
        return self.rule.is_met(self.present, self.committees)

    @property
    def most(self) -> int:
        """The end of the meter."""
        return max(self.members, self.rule.needed, self.present)


@dataclass(frozen=True, slots=True)
class Hall:
    """What is the same for everybody in the hall. `changes` are those of the amendment."""

    meeting: Meeting
    item: AgendaItem | None
    item_ends_at: datetime | None
    motion: Motion | None
    amendment: Amendment | None
    changes: list[ChangedClause]
    speech: Speech | None
    waiting: list[Place]
    quorum: QuorumNow
    officers: list[MeetingOfficer]
    goes_on_at: datetime | None
    now: datetime

    @property
    def is_open(self) -> bool:
        return self.meeting.status == MeetingStatus.OPEN

    @property
    def is_quiet(self) -> bool:
        """Nobody speaks and nobody wants to."""
        return self.speech is None and not self.waiting

    @property
    def next_few(self) -> list[Place]:
        """Those whom the screen of the hall has room for."""
        return self.waiting[:ON_SCREEN]


@dataclass(frozen=True, slots=True)
class Own:
    """What one member sees of themselves. `key` is that of the membership."""

    key: int
    is_here: bool
    place: Place | None
    number: int
    speaks: bool
    offered: frozenset[str]
    duties: frozenset[str]


def hall(meeting: Meeting, now: datetime) -> Hall:
    """What the meeting does now. The version of the meeting and its stack say when it changes."""
    item = _item(meeting)
    motion = item.motion if item else None
    speakers = _speakers(meeting)
    line = _line(meeting, motion, speakers)
    amendment = _amendment(motion)
    return Hall(
        meeting=meeting,
        item=item,
        item_ends_at=_item_ends_at(item),
        motion=motion,
        amendment=amendment,
        changes=changes_of(amendment) if amendment else [],
        speech=_speech(meeting, motion, speakers),
        waiting=line,
        quorum=quorum_now(meeting, now),
        officers=officers(meeting),
        goes_on_at=_goes_on_at(meeting),
        now=now,
    )


def own(shown: Hall, member: Membership, meeting: Meeting) -> Own:
    """The same as one member sees it; `meeting` is as it was found for them just now."""
    places = [
        (number, one) for number, one in enumerate(shown.waiting, 1) if one.member == member.pk
    ]
    number, place = places[0] if places else (0, None)
    return Own(
        key=member.pk,
        is_here=attends(member, meeting),
        place=place,
        number=number,
        speaks=shown.speech is not None and shown.speech.member == member.pk,
        offered=frozenset(meeting.offers.filter(membership=member).values_list("duty", flat=True)),
        duties=frozenset(one.duty for one in shown.officers if one.membership_id == member.pk),
    )


def quorum_now(meeting: Meeting, now: datetime) -> QuorumNow:
    """How many are there, how many must be, and what follows from it."""
    present, committees = states.present(meeting), states.committees_present(meeting)
    members = members_count(meeting.committee)
    rule = rules.quorum(meeting, members)
    until = rules.waits_for_quorum_until(meeting)
    return QuorumNow(
        present=present,
        by_hand=meeting.hand_count,
        members=members,
        rule=rule,
        committees=committees,
        waits_until=until,
        sentence=rules.allowed_now(meeting, rule, now, is_met=rule.is_met(present, committees)),
        rule_words=RULES["quorum_wait_minutes"].said(orders(meeting.committee).quorum_wait_minutes),
    )


def officers(meeting: Meeting) -> list[MeetingOfficer]:
    """Who runs the meeting now, the chair first."""
    order = {duty: place for place, duty in enumerate(Duty.values)}
    rows = meeting.officers.filter(ended_at__isnull=True, membership__status="active")
    return sorted(rows.select_related("membership"), key=lambda one: (order[one.duty], one.pk))


def offers(meeting: Meeting) -> list[Offer]:
    """Who would do what, of those who are still there."""
    order = {duty: place for place, duty in enumerate(Duty.values)}
    here = meeting.attendance.values("membership")
    rows = meeting.offers.filter(membership__in=here, membership__status="active")
    return sorted(rows.select_related("membership"), key=lambda one: (order[one.duty], one.pk))


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """All items in their order."""
    return list(meeting.agenda.order_by("position"))


def seconded(motion: Motion | None) -> list[Amendment]:
    """The amendments that can be moved, in the order in which they came."""
    if motion is None or motion.status != MotionStatus.MOVED:
        return []
    rows = motion.amendments.filter(status=AmendmentStatus.SECONDED)
    return list(rows.order_by("submitted_at", "pk"))


def translations(motion: Motion | None) -> list[MotionTranslation]:
    """The motion in other languages, of the version that is debated."""
    if motion is None:
        return []
    return list(motion.translations.filter(version=motion.version).order_by("language"))


def rulings(meeting: Meeting, most: int = 5) -> list[LogEntry]:
    """What was ruled last, newest first."""
    kept = meeting.log.exclude(kind__in=[LogKind.QUORUM_REACHED, LogKind.QUORUM_LOST])
    return list(kept.order_by("-number")[:most])


def speaking_rule(meeting: Meeting) -> list[str]:
    """How long who speaks, as the standing orders say it."""
    held = orders(meeting.committee)
    names = ("mover_minutes", "speaker_minutes", "reply_minutes")
    return [RULES[name].said(getattr(held, name)) for name in names]


def _item(meeting: Meeting) -> AgendaItem | None:
    if meeting.item_id is None:
        return None
    return AgendaItem.objects.select_related("motion__proposer").get(pk=meeting.item_id)


def _item_ends_at(item: AgendaItem | None) -> datetime | None:
    if item is None or item.started_at is None or not item.minutes:
        return None
    return item.started_at + timedelta(minutes=item.minutes)


def _amendment(motion: Motion | None) -> Amendment | None:
    return motion.amendments.filter(status=AmendmentStatus.MOVED).first() if motion else None


def _speakers(meeting: Meeting) -> list[Speaker]:
    kept = meeting.speakers.exclude(status=SpeakerStatus.WITHDRAWN)
    return list(kept.select_related("membership").order_by("asked_at", "pk"))


def _spoken(speakers: list[Speaker]) -> Counter[int]:
    """How often each has spoken; a point of order is no speech."""
    return Counter(
        one.membership_id
        for one in speakers
        if one.status in (SpeakerStatus.SPOKEN, SpeakerStatus.SPEAKING)
        and one.kind != SpeechKind.POINT_OF_ORDER
    )


def line(meeting: Meeting) -> list[Place]:
    """Who waits to speak on the item before the meeting, in the order in which they are called."""
    item = _item(meeting)
    return _line(meeting, item.motion if item else None, _speakers(meeting))


def _line(meeting: Meeting, motion: Motion | None, speakers: list[Speaker]) -> list[Place]:
    spoken = _spoken(speakers)
    mover = motion.proposer_id if motion and motion.status == MotionStatus.MOVED else None
    if mover is not None and _has_spoken_to(meeting, mover, speakers):
        mover = None
    sides = [
        one
        for one in speakers
        if one.called_at and one.kind in stack.SIDES and one.item_id == meeting.item_id
    ]
    last = max(sides, key=lambda one: one.called_at or one.asked_at).kind if sides else ""
    waiting = [
        one
        for one in speakers
        if one.status == SpeakerStatus.WAITING and one.item_id == meeting.item_id
    ]
    debate = stack.Debate(spoken, mover, last, is_balanced=meeting.balanced_at is not None)
    return [
        Place(
            public_id=one.public_id,
            member=one.membership_id,
            name=one.membership.shown_name,
            kind=one.kind,
            kind_words=one.get_kind_display(),
            is_first_time=not spoken[one.membership_id],
        )
        for one in stack.ordered(waiting, debate)
    ]


def _has_spoken_to(meeting: Meeting, member: int, speakers: list[Speaker]) -> bool:
    """Whether this member has had a speech on the item before the meeting, or has it now."""
    return any(
        one.membership_id == member
        and one.item_id == meeting.item_id
        and one.called_at is not None
        and one.kind != SpeechKind.POINT_OF_ORDER
        for one in speakers
    )


def _speech(meeting: Meeting, motion: Motion | None, speakers: list[Speaker]) -> Speech | None:
    one = next((one for one in speakers if one.status == SpeakerStatus.SPEAKING), None)
    if one is None or one.called_at is None:
        return None
    is_mover = motion is not None and motion.proposer_id == one.membership_id
    before = [other for other in speakers if other.pk != one.pk]
    return Speech(
        member=one.membership_id,
        name=one.membership.shown_name,
        kind=one.kind,
        kind_words=one.get_kind_display(),
        began_at=one.called_at,
        seconds=stack.allowed(
            one,
            orders(meeting.committee),
            is_mover=is_mover,
            has_spoken=_has_spoken_to(meeting, one.membership_id, before),
        ),
    )


def _goes_on_at(meeting: Meeting) -> datetime | None:
    """Until when an adjourned meeting is adjourned."""
    if meeting.status != MeetingStatus.ADJOURNED:
        return None
    adjourned = meeting.log.filter(kind=LogKind.ADJOURNED, undone_at__isnull=True)
    entry = adjourned.order_by("-number").first()
    return datetime.fromisoformat(entry.facts["until"]) if entry else None
