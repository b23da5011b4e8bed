"""How long strike ballots, and the rolls and ballots of their contests, are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ballots.models import (
    Board,
    ClosingList,
    Complaint,
    CountedBallots,
    Holder,
    PublishedBallot,
    RollEntry,
)
from core.retention import rule
from elections.models import STRIKE_OVER, StrikeBallot

BALLOTS_KEPT = timedelta(days=30)


def _rolls(_now: datetime) -> QuerySet[RollEntry]:
    over = StrikeBallot.objects.filter(status__in=STRIKE_OVER)
    return RollEntry.objects.filter(contest__in=over.values("contest"))


def _ballots(model: type[Any]) -> Callable[[datetime], QuerySet[Any]]:
    def rows(now: datetime) -> QuerySet[Any]:
        past = StrikeBallot.objects.filter(ended_at__lte=now - BALLOTS_KEPT)
        found: QuerySet[Any] = model._default_manager.filter(contest__in=past.values("contest"))
        return found

    return rows


rule(StrikeBallot, _("kept with its committee: numbers alone"))
rule(RollEntry, _("Of a strike ballot: deleted when it is decided"), due=_rolls)
for _kept in (Board, ClosingList, Complaint, CountedBallots, Holder, PublishedBallot):
    rule(
        _kept,
        _("Of a strike ballot: deleted 30 days after its result"),
        due=_ballots(_kept),
    )
