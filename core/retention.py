"""How long each kind of row is kept. Every app declares its rules in `retention.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.append_only import sweeping
from core.discovery import discover
from core.models import DeletionStop, Event

EVENTS_KEPT = timedelta(days=365)
GRACE = timedelta(days=1, hours=1)  # the sweep comes once a day
RULES: dict[type[models.Model], list["Rule"]] = {}


@dataclass(frozen=True)
class Rule:
    """What happens to the rows of `model`, in words, and the rows that are due for it."""

    model: type[models.Model]
    words: str | Promise
    due: Callable[[datetime], models.QuerySet[Any]] | None = None
    change: dict[str, Any] | None = None


def rule(
    model: type[models.Model],
    words: str | Promise,
    due: Callable[[datetime], models.QuerySet[Any]] | None = None,
    change: dict[str, Any] | None = None,
) -> None:
    """Declare a rule: rows in `due(now)` are deleted, or get `change`; without `due` they stay."""
    RULES.setdefault(model, []).append(Rule(model, words, due, change))


def rules() -> dict[type[models.Model], list[Rule]]:
    """Every declared rule by model."""
    discover("retention")
    return RULES


def sweep(at: datetime) -> dict[str, int]:
    """Apply every rule as of `at`; rows touched by model label, those with none left out."""
    touched: dict[str, int] = {}
    for model, of_model in rules().items():
        for one in of_model:
            if one.due is None:
                continue
            with transaction.atomic():
                count = _apply(one, one.due(at), at)
            if count:
                touched[model._meta.label] = touched.get(model._meta.label, 0) + count
    return touched


def kind_of(label: str) -> str:
    """What rows of the model `app.Name` are called, in words; the label of one that is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name_plural).capitalize()
    except LookupError:
        return label


@dataclass(frozen=True, slots=True)
class Overdue:
    """Rows that a rule should have taken a day ago, and did not."""

    label: str
    words: str | Promise
    rows: int

    @property
    def kind(self) -> str:
        """What these rows are called."""
        return kind_of(self.label)


def overdue(at: datetime) -> list[Overdue]:
    """What the last sweeps left; a query a rule, for the operator's page."""
    found = []
    for model, of_model in rules().items():
        for one in of_model:
            rows = one.due(at - GRACE).count() if one.due else 0
            if rows:
                found.append(Overdue(model._meta.label, one.words, rows))
    return found


def _apply(one: Rule, due: models.QuerySet[Any], at: datetime) -> int:
    if one.change:
        return due.update(**one.change)
    if one.model is not Event:
        return due.delete()[0]
    with sweeping(at):
        return due.delete()[0]


rule(DeletionStop, _("When deletion was stopped, and until when; kept, it says nothing of people."))
rule(
    Event,
    _("What happened is kept for a year."),
    lambda now: Event.objects.filter(at__lte=now - EVENTS_KEPT),
)
