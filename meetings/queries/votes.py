"""The vote before the meeting as each reader sees it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ballots import booth
from ballots import queries as ballots
from ballots.queries import SoFar
from committees.models import Membership
from core import clock
from core.decision import Decision, denied
from meetings import debate, permissions, states, subjects, voting
from meetings.models import (
    BY_NAME,
    CAST_OPENLY,
    Amendment,
    LogKind,
    Meeting,
    Resolution,
    TellerCount,
    Vote,
    VoteAbout,
    VoteMethod,
    VoteOutcome,
    VoteStatus,
)
from meetings.operations.casting import entry_of
from meetings.operations.counts import differing
from meetings.queries.named_votes import NamedLine, lines_of
from meetings.roles import attends, chairs
from meetings.subjects import Subject

_NO = denied("")
# What shows that the meeting has gone on: then the last result leaves the screens.
_GONE_ON = (
    LogKind.ITEM_TAKEN,
    LogKind.MOTION_MOVED,
    LogKind.AMENDMENT_MOVED,
    LogKind.SPEAKER_CALLED,
    LogKind.ADJOURNED,
    LogKind.RESUMED,
)


@dataclass(frozen=True, slots=True)
class Counting:
    """A show of hands while it is counted: `mine` is what the reader entered, `others` how many did.

    `differ` names the numbers that are not the same, once both are in.
    """

    may_enter: Decision
    mine: TellerCount | None
    counted: int
    needed: int
    differ: list[str | Promise] = field(default_factory=list)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Chairing:
    """What whoever chairs can do with the vote."""

    may_close: Decision
    may_declare: Decision
    may_recount: Decision
    may_set_aside: Decision


@dataclass(frozen=True, slots=True)
class VoteNow:
    """A vote for one reader. `state` is open, closed or declared, as the clock has it by now.

    `cast` is how many have voted openly, never how; of so many `cards` that are there. `raised_by`:
    the other delegate of this reader's committee who has raised its card. `named` is
    how delegates voted in a council, by name. Nothing of a count is here before the
    declaration. `closes_at` of an open vote; `opens_at` of a secret one that waits for its ballots.
    """

    vote: Vote
    meeting: Meeting
    state: str
    kicker: str | Promise
    question: str
    method: str
    method_words: str | Promise
    rule: str
    is_practice: bool
    is_advice: bool
    closes_at: datetime | None
    opens_at: datetime | None
    cast: int | None
    cards: int
    named: list[NamedLine]
    turnout: SoFar | None
    mine: str
    raised_by: str
    may_cast: Decision
    has_paper: bool
    few_voters: bool
    by_hand: int
    counting: Counting | None
    chairing: Chairing | None
    watch: dict[str, Any] | None
    has_board: bool
    outcome: str | Promise
    is_carried: bool
    tie_rule: str
    is_challenge: bool
    resolution: Resolution | None
    conflicts: list[Amendment]

    @property
    def closes(self) -> str:
        """Until when, by the campus clock, to the second."""
        return _second(self.closes_at, self.meeting)

    @property
    def opens(self) -> str:
        """From when the ballots can be opened, by the campus clock, to the second."""
        return _second(self.opens_at, self.meeting)

    @property
    def closes_ms(self) -> int | None:
        return states.milliseconds(self.closes_at)

    @property
    def opens_ms(self) -> int | None:
        return states.milliseconds(self.opens_at)

    @property
    def has_numbers(self) -> bool:
        """Whether the numbers may be told: of very few secret ballots only the outcome is."""
        return self.state == VoteStatus.DECLARED and self.vote.votes_for is not None

    @property
    def is_by_name(self) -> bool:
        return self.method in BY_NAME

    @property
    def is_by_card(self) -> bool:
        return self.method == VoteMethod.CARD

    @property
    def may_close_early(self) -> bool:
        """Whether its chair can close it before its time."""
        return self.state == VoteStatus.OPEN and self.method in CAST_OPENLY

    @property
    def openness_rule(self) -> str:
        return voting.openness_rule(self.meeting)

    @property
    def voters_rule(self) -> str:
        return voting.voters_rule()

    @property
    def counting_rule(self) -> str:
        return voting.counting_rule()


def vote_now(meeting: Meeting, member: Membership | None) -> VoteNow | None:
    """The vote that is taken, or the last result until the meeting goes on; `member` None: a screen."""
    for_all = vote_for_all(meeting)
    return for_all and as_seen_by(for_all, meeting, member)


def vote_for_all(meeting: Meeting) -> VoteNow | None:
    """The same as everybody sees it, which may be kept for those who ask in the next seconds."""
    vote = states.latest_vote(meeting)
    if vote is None or (vote.status == VoteStatus.DECLARED and _has_gone_on(meeting, vote)):
        return None
    return _for_all(vote, meeting)


def shown(vote: Vote, meeting: Meeting, member: Membership | None) -> VoteNow:
    """One vote of this meeting as this reader sees it now."""
    return as_seen_by(_for_all(vote, meeting), meeting, member)


def as_seen_by(for_all: VoteNow, meeting: Meeting, member: Membership | None) -> VoteNow:
    """What is the same for everybody, and what this reader has done and may do; `for_all` may be old."""
    vote, now = for_all.vote, clock.now()
    vote.meeting = meeting
    if for_all.state == VoteStatus.OPEN and vote.is_overdue(now):
        for_all = _for_all(vote, meeting)
    is_open, is_declared = for_all.state == VoteStatus.OPEN, for_all.state == VoteStatus.DECLARED
    is_card = vote.method == VoteMethod.CARD
    is_secret, is_hands = vote.method == VoteMethod.SECRET, vote.method == VoteMethod.HANDS
    contest = vote.contest
    entry = entry_of(vote, member) if member and contest and is_open else None
    cast, mine = _cast(vote, member) if vote.method in CAST_OPENLY else (None, "")
    return replace(
        for_all,
        meeting=meeting,
        cast=None if is_declared else cast,
        cards=states.committees_present(meeting) if is_open and is_card else 0,
        mine=mine if is_open else "",
        raised_by=_raised_by(vote, member) if is_open and is_card and mine and member else "",
        may_cast=_may_cast(vote, member, entry, now) if is_open and not is_hands else _NO,
        has_paper=bool(contest and entry and ballots.has_paper(contest, entry.voter)),
        counting=_counting(vote, member) if is_hands and not is_declared else None,
        chairing=_chairing(vote, member, now),
        watch=_watch(vote, member) if is_secret else None,
    )


def _for_all(vote: Vote, meeting: Meeting) -> VoteNow:
    vote.meeting, now = meeting, clock.now()
    state = VoteStatus.CLOSED if vote.is_overdue(now) else vote.status
    is_open, is_declared = state == VoteStatus.OPEN, state == VoteStatus.DECLARED
    subject = subjects.of_vote(vote)
    contest, motion = vote.contest, vote.motion
    is_carried = is_declared and vote.outcome == VoteOutcome.CARRIED
    return VoteNow(
        vote=vote,
        meeting=meeting,
        state=str(state),
        kicker=VoteAbout(vote.about).label,
        question=_question(vote, subject),
        method=vote.method,
        method_words=VoteMethod(vote.method).label,
        rule=voting.threshold_rule(vote.threshold),
        is_practice=vote.about == VoteAbout.PRACTICE,
        is_advice=not vote.is_binding and vote.about != VoteAbout.PRACTICE,
        closes_at=vote.closes_at if is_open else None,
        opens_at=_opens_at(vote, now) if state == VoteStatus.CLOSED else None,
        cast=None,
        cards=0,
        named=lines_of(vote) if is_declared and vote.method in BY_NAME else [],
        turnout=ballots.turnout_so_far(contest) if contest and is_open else None,
        mine="",
        raised_by="",
        may_cast=_NO,
        has_paper=False,
        few_voters=bool(contest and contest.roll_size < voting.FEW),
        by_hand=meeting.hand_count if is_open and vote.method != VoteMethod.HANDS else 0,
        counting=None,
        chairing=None,
        watch=None,
        has_board=bool(is_declared and contest and ballots.board_of(contest)),
        outcome=VoteOutcome(vote.outcome).label if is_declared else "",
        is_carried=is_carried,
        tie_rule=voting.tie_rule() if is_declared and vote.outcome == VoteOutcome.TIED else "",
        is_challenge=vote.about == VoteAbout.CHALLENGE_CHAIR,
        resolution=_resolution(vote) if is_carried and vote.about == VoteAbout.MOTION else None,
        conflicts=debate.in_conflict(motion)
        if is_carried and vote.about == VoteAbout.AMENDMENT and motion
        else [],
    )


def _question(vote: Vote, subject: Subject) -> str:
    """The words of a vote in the reader's language, where they are not those of the chair."""
    if subject.rule or subject.minutes or subject.resolution:
        return subject.said(vote.meeting)
    if vote.about in (VoteAbout.CHALLENGE_CHAIR, VoteAbout.ADJOURN, VoteAbout.PRACTICE):
        return ""
    return vote.question


def _opens_at(vote: Vote, now: datetime) -> datetime | None:
    """When the ballots of a secret vote can be opened, while that is still to come."""
    if vote.contest is None or now >= vote.contest.complaints_until:
        return None
    return vote.contest.complaints_until


def _cast(vote: Vote, member: Membership | None) -> tuple[int, str]:
    """How many have voted, never how; and how this reader has."""
    own = Q(membership=member) if member else Q(pk=None)
    if member and vote.method == VoteMethod.CARD:
        own = Q(affiliation__places__membership=member)
    found = vote.cast.aggregate(number=Count("pk"), mine=Max("choice", filter=own))
    return found["number"], found["mine"] or ""


def _raised_by(vote: Vote, member: Membership) -> str:
    """Who of the same committee raised its card; blank where it was this reader."""
    rows = vote.cast.filter(affiliation__places__membership=member).exclude(membership=member)
    raised = rows.select_related("membership").first()
    return raised.membership.shown_name if raised else ""


def _may_cast(vote: Vote, member: Membership | None, entry: Any, now: datetime) -> Decision:
    if member is None:
        return _NO
    if vote.method == VoteMethod.SECRET:
        return permissions.cast_secret_vote(member, vote, entry, now)
    is_attending = attends(member, vote.meeting)
    return permissions.cast_open_vote(member, vote, now, is_attending=is_attending)


def _counting(vote: Vote, member: Membership | None) -> Counting:
    counts = list(vote.counts.all())
    names = {
        "votes_for": _("for"),
        "votes_against": _("against"),
        "abstentions": _("abstentions"),
    }
    again = not counts and vote.meeting.log.filter(
        kind=LogKind.RULED, facts__vote=vote.public_id, facts__has_key="differ"
    )
    return Counting(
        may_enter=permissions.enter_count(member, vote) if member else _NO,
        mine=next((one for one in counts if member and one.membership_id == member.pk), None),
        counted=len(counts),
        needed=voting.TELLERS,
        differ=[names[one] for one in differing(vote)],
        again=bool(again and again.exists()),
    )


def _chairing(vote: Vote, member: Membership | None, now: datetime) -> Chairing | None:
    if member is None or not chairs(member, vote.meeting):
        return None
    return Chairing(
        may_close=permissions.close_vote(member, vote, now),
        may_declare=permissions.declare_vote(member, vote, now),
        may_recount=permissions.recount_vote(member, vote),
        may_set_aside=permissions.set_aside_vote(member, vote),
    )


def _watch(vote: Vote, member: Membership | None) -> dict[str, Any] | None:
    if member is None or vote.contest is None:
        return None
    return booth.watch_of(vote.contest, member.public_id, in_meeting=True)


def _resolution(vote: Vote) -> Resolution | None:
    return Resolution.objects.filter(motion=vote.motion).first()


def _has_gone_on(meeting: Meeting, vote: Vote) -> bool:
    declared = meeting.log.filter(kind=LogKind.DECLARED, facts__vote=vote.public_id)
    number = declared.values_list("number", flat=True).first() or 0
    later = meeting.log.filter(number__gt=number, kind__in=_GONE_ON, undone_at__isnull=True)
    return later.exists()


def _second(moment: datetime | None, meeting: Meeting) -> str:
    if moment is None:
        return ""
    return date_format(moment.astimezone(meeting.timezone), "H:i:s", use_l10n=False)
