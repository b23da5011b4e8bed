"""How long each kind of row is kept. Every app declares its rules in `retention.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from core.discovery import discover
from core.models import Event

RULES: dict[type[models.Model], list["Rule"]] = {}


@dataclass(frozen=True)
class Rule:
    """What happens to the rows of `model`, in words, and the rows that are due for it."""

    model: type[models.Model]
    words: str
    due: Callable[[datetime], models.QuerySet[Any]] | None = None
    change: dict[str, Any] | None = None


def rule(
    model: type[models.Model],
    words: str,
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
                rows = one.due(at)
                count = rows.update(**one.change) if one.change else rows.delete()[0]
            if count:
                touched[model._meta.label] = touched.get(model._meta.label, 0) + count
    return touched


rule(
    Event,
    "What happened is kept for a year.",
    lambda now: Event.objects.filter(at__lte=now - timedelta(days=365)),
)
