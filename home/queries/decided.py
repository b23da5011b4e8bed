"""What was decided, newest first: what a member wants to know who was away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Committee
from elections.models import (
    RECALL_DECIDED,
    STRIKE_DECIDED,
    Candidacy,
    Election,
    ElectionStatus,
    Outcome,
    Preset,
    RecallPetition,
    RecallStatus,
    StrikeBallot,
    StrikeBallotStatus,
)
from meetings.models import Resolution


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: where, when, what, and `names` of those elected."""

    committee: str
    at: datetime
    zone: tzinfo
    title: str
    names: list[str]
    path: str


def decided(committees: Iterable[Committee], user: User, now: datetime, most: int) -> list[Decided]:
    """The latest `most` decisions of these committees that `user` may read; five queries."""
    kept = {one.pk: one for one in committees}
    found = [*_elected(kept, most), *_resolved(kept, user, now, most), *_founded(kept.values())]
    found += [*_recalled(kept, most), *_struck(kept, most)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def _elected(committees: dict[int, Committee], most: int) -> Iterable[Decided]:
    winners = Candidacy.objects.filter(outcome=Outcome.ELECTED).order_by("position", "pk")
    rows: Iterable[Any] = (
        Election.objects.filter(
            committee__in=committees, status__in=[ElectionStatus.DECLARED, ElectionStatus.FINAL]
        )
        .exclude(preset=Preset.PRACTICE)
        .order_by("-declared_at")
        .prefetch_related(Prefetch("candidacies", queryset=winners, to_attr="winners"))[:most]
    )
    for row in rows:
        committee = committees[row.committee_id]
        yield Decided(
            committee.name,
            row.declared_at,
            committee.timezone,
            row.title,
            [one.name for one in row.winners],
            reverse("election-result", args=[row.public_id]),
        )


def _recalled(committees: dict[int, Committee], most: int) -> Iterable[Decided]:
    """Votes on recalls, without a name."""
    rows = RecallPetition.objects.filter(committee__in=committees, status__in=RECALL_DECIDED)
    for row in rows.select_related("mandate").order_by("-ended_at")[:most]:
        committee = committees[row.committee_id]
        assert row.ended_at is not None  # decided: a constraint of the table
        said = {"office": row.mandate.get_office_display()}
        yield Decided(
            committee.name,
            row.ended_at,
            committee.timezone,
            _("Recall carried: %(office)s") % said
            if row.status == RecallStatus.CARRIED
            else _("Recall not carried: %(office)s") % said,
            [],
            reverse("recall", args=[row.public_id]),
        )


def _struck(committees: dict[int, Committee], most: int) -> Iterable[Decided]:
    """Strike and walkout ballots with their result."""
    rows = StrikeBallot.objects.real().filter(committee__in=committees, status__in=STRIKE_DECIDED)
    for row in rows.order_by("-ended_at")[:most]:
        committee = committees[row.committee_id]
        assert row.ended_at is not None  # decided: a constraint of the table
        said = {"ballot": row.title}
        yield Decided(
            committee.name,
            row.ended_at,
            committee.timezone,
            _("Ballot carried: %(ballot)s") % said
            if row.status == StrikeBallotStatus.CARRIED
            else _("Ballot not carried: %(ballot)s") % said,
            [],
            reverse("strike-ballot", args=[row.public_id]),
        )


def _resolved(
    committees: dict[int, Committee], user: User, now: datetime, most: int
) -> Iterable[Decided]:
    rows = Resolution.objects.visible_to(user, now).in_force().filter(committee__in=committees)
    for row in rows.order_by("-carried_at")[:most]:
        committee = committees[row.committee_id]
        yield Decided(
            committee.name,
            row.carried_at,
            committee.timezone,
            row.title,
            [],
            reverse("resolution", args=[row.public_id]),
        )


def _founded(committees: Iterable[Committee]) -> Iterable[Decided]:
    for one in committees:
        if one.founded_at:
            yield Decided(
                one.name,
                one.founded_at,
                one.timezone,
                _("The council is founded") if one.is_council else _("The committee is founded"),
                [],
                reverse("standing-orders", args=[one.public_id]),
            )
