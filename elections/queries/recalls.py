"""Recall petitions and their votes, as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from ballots import definitions
from ballots import queries as ballots
from ballots.models import RollEntry
from ballots.protocol.encoding import b64
from committees.models import Committee, MandateStatus, Membership
from core.decision import Decision
from core.steps import Step
from elections import booth, permissions, recalls
from elections.models import RecallPetition, RecallStatus

MOST_PAST = 20


@dataclass(frozen=True, slots=True)
class Recall:
    """One petition for one member. Of a mandate that has ended no name is told.

    `watch` is what their browser needs to look after a ballot that was cast from it.
    """

    petition: RecallPetition
    name: str
    is_mine: bool
    needed: int
    is_doubled: bool
    has_signed: bool
    may_sign: Decision
    may_withdraw: Decision
    may_answer: Decision
    may_vote: Decision
    has_paper: bool
    entry: RollEntry | None
    leaf: str
    box: str
    words: tuple[str, ...]
    watch: dict[str, Any] | None
    steps: list[Step]
    voted: int
    turnout_percent: int
    has_board: bool
    is_small: bool


FEW_VOTERS = 10


def recall_of(
    petition: RecallPetition, member: Membership, now: datetime, *, has_signed: bool
) -> Recall:
    """What the page of a petition shows this member."""
    contest = petition.contest
    entry = ballots.on_roll(contest, member.public_id) if contest else None
    is_live = petition.mandate.status == MandateStatus.LIVE
    voted = (contest.envelopes or 0) if contest and petition.is_decided else 0
    roll = contest.roll_size if contest else 0
    return Recall(
        petition=petition,
        name=petition.mandate.membership.shown_name if is_live else "",
        is_mine=is_live and petition.mandate.membership_id == member.pk,
        needed=petition.needed_at(now),
        is_doubled=petition.is_doubled(now),
        has_signed=has_signed,
        may_sign=permissions.sign_recall(member, petition, now, has_signed=has_signed),
        may_withdraw=permissions.withdraw_signature(member, petition, now, has_signed=has_signed),
        may_answer=permissions.answer_recall(member, petition, now),
        may_vote=permissions.cast_recall_vote(member, petition, entry, now),
        has_paper=entry is not None
        and contest is not None
        and ballots.has_paper(contest, entry.voter),
        entry=entry,
        leaf=b64(bytes(entry.leaf)) if entry else "",
        box=booth.recall_box_of(petition),
        words=definitions.words(contest) if contest else (),
        watch=booth.recall_watch_of(petition, member),
        steps=recalls.steps(petition, now),
        voted=voted,
        turnout_percent=round(100 * voted / roll) if roll else 0,
        has_board=contest is not None and petition.is_decided and ballots.has_board(contest),
        is_small=voted < FEW_VOTERS,
    )


def running(committee: Committee) -> list[RecallPetition]:
    """Those under way, the newest first."""
    rows = RecallPetition.objects.running().filter(committee=committee)
    return list(rows.select_related("mandate__membership").order_by("-opened_at", "-pk"))


def past(committee: Committee) -> list[RecallPetition]:
    """The latest that have ended."""
    rows = RecallPetition.objects.filter(committee=committee, ended_at__isnull=False)
    return list(rows.select_related("mandate").order_by("-ended_at", "-pk")[:MOST_PAST])


@dataclass(frozen=True, slots=True)
class RecallAsk:
    """What a recall asks of somebody, who is `voter` there: to vote, or to reply."""

    petition: RecallPetition
    voter: str
    has_paper: bool

    @property
    def is_vote(self) -> bool:
        return self.petition.status == RecallStatus.VOTING


def asks(user: object, now: datetime) -> list[RecallAsk]:
    """Open votes in which this person is on the roll, and replies that they can still write."""
    mine = Membership.objects.active().filter(user=user).values("public_id")  # type: ignore[misc]
    votes = Q(
        status=RecallStatus.VOTING,
        voting_closes_at__gt=now,
        contest__in=RollEntry.objects.filter(voter__in=mine).values("contest"),
    )
    replies = Q(
        status__in=[RecallStatus.OPEN, RecallStatus.REACHED],
        reply="",
        mandate__membership__public_id__in=mine,
        mandate__status=MandateStatus.LIVE,
    )
    rows = RecallPetition.objects.visible_to(user).filter(votes | replies)
    found: list[Any] = list(
        rows.annotate(voter=F("committee__memberships__public_id"))
        .select_related("committee", "contest")
        .order_by("due_at")
    )
    contests = [one.contest for one in found if one.contest and one.status == RecallStatus.VOTING]
    taken = {word for word, _voter in ballots.with_papers(contests, [one.voter for one in found])}
    return [
        RecallAsk(one, one.voter, one.contest is not None and one.contest.public_id in taken)
        for one in found
    ]
