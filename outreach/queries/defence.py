"""What the pages show of defence, as frozen values."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from committees.models import Committee, Membership, Office
from core.decision import Decision
from meetings.models import Resolution
from outreach import roles
from outreach.models import (
    DefenceStep,
    Defender,
    Evidence,
    PublishedTotals,
    Reprisal,
    ReprisalKind,
    ReprisalTotal,
)
from outreach.models.defence import LEAST_DEFENDERS, MOST_DEFENDERS, Readers
from outreach.permissions import defence as may


@dataclass(frozen=True, slots=True)
class DefenderLine:
    """Who was chosen, and whether the reader can end it."""

    defender: Defender
    may_end: Decision


@dataclass(frozen=True)
class DefencePage:
    """The room: what anybody can do, and what only those chosen see."""

    defenders: list[DefenderLine]
    is_chosen: bool
    mine: list[Reprisal]
    reported: list[Reprisal]
    totals: list[ReprisalTotal]
    published: PublishedTotals | None
    defends: bool
    may_report: Decision
    may_name: Decision

    @property
    def are_three(self) -> bool:
        return len(self.defenders) >= MOST_DEFENDERS


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step; `adopted` is how many committees have adopted its resolution."""

    step: DefenceStep
    adopted: int
    is_late: bool


@dataclass(frozen=True)
class ReprisalPage:
    """One report, as its reporter or one of those chosen sees it."""

    reprisal: Reprisal
    is_mine: bool
    reads: bool
    readers: int
    evidence: list[Evidence]
    steps: list[StepLine]
    may_withdraw: Decision
    may_add: Decision
    may_note: Decision
    may_count: Decision


@dataclass(frozen=True, slots=True)
class PublicTotals:
    """Numbers without persons: `sums` by kind over what is shown, `months` with fewer than five as None."""

    sums: list[tuple[str, int]]
    months: list[tuple[date, str, int | None]]
    published_at: datetime


def defence_page(committee: Committee, member: Membership, user: object) -> DefencePage:
    """The room of defence, in a number of queries that does not grow."""
    defenders = list(
        Defender.objects.live()
        .filter(committee=committee)
        .select_related("membership", "committee", "resolution")
        .order_by("named_at", "pk")
    )
    defends = roles.defends(member, committee)
    rows = Reprisal.objects.filter(committee=committee).order_by("-reported_at", "-pk")
    decided = Resolution.objects.in_force().filter(committee=committee).first()
    return DefencePage(
        defenders=[DefenderLine(one, may.end_defence(member, one)) for one in defenders],
        is_chosen=len(defenders) >= LEAST_DEFENDERS,
        mine=list(rows.filter(reporter=member)),
        reported=list(rows.read_by_defence(user)) if defends else [],
        totals=list(ReprisalTotal.objects.filter(committee=committee).order_by("month", "kind"))
        if defends
        else [],
        published=PublishedTotals.objects.filter(committee=committee).first(),
        defends=defends,
        may_report=may.report_reprisal(member, committee),
        may_name=may.name_defender(member, committee, decided),
    )


def reprisal_page(reprisal: Reprisal, member: Membership, today: date) -> ReprisalPage:
    """One report with its photos and steps."""
    steps = reprisal.steps.counted().select_related("resolution")
    return ReprisalPage(
        reprisal=reprisal,
        is_mine=reprisal.reporter_id == member.pk,
        reads=roles.reads(member, reprisal),
        readers=len(readers_of(reprisal)),
        evidence=list(reprisal.evidence.defer("sealed").order_by("pk")),
        steps=[
            StepLine(one, one.adopted, one.done_at is None and one.due_on < today)
            for one in steps.order_by("due_on", "pk")
        ],
        may_withdraw=may.withdraw_reprisal(member, reprisal),
        may_add=may.add_evidence(member, reprisal),
        may_note=may.note_step(member, reprisal),
        may_count=may.count_reprisal(member, reprisal),
    )


def readers_of(reprisal: Reprisal) -> list[Membership]:
    """The members who can read this report now, besides whoever made it."""
    committee = reprisal.committee
    chosen = [
        one.membership
        for one in Defender.objects.live().filter(committee=committee).select_related("membership")
    ]
    if reprisal.to == Readers.DEFENDERS or len(chosen) >= LEAST_DEFENDERS:
        return chosen
    coordinators = Membership.objects.active().filter(
        committee=committee, mandates__status="live", mandates__office=Office.COORDINATOR
    )
    return list({one.pk: one for one in [*chosen, *coordinators]}.values())


def public_totals(published: PublishedTotals) -> PublicTotals:
    """What everybody reads: a sum only of what is shown, so that nothing hidden can be subtracted."""
    labels = dict(ReprisalKind.choices)
    sums: dict[str, int] = defaultdict(int)
    months: list[tuple[date, str, int | None]] = []
    for row in published.rows:
        label = str(labels[row["kind"]])
        months.append((date.fromisoformat(row["month"]), label, row["people"]))
        if row["people"]:
            sums[label] += row["people"]
    ranked = sorted(sums.items(), key=lambda one: -one[1])
    return PublicTotals(ranked, months, published.published_at)
