"""What is held about one person, read from the models themselves.

Whatever points at the account is found by its foreign key, and whatever points at that; so a model
that is added later stands here by itself. `PARTS` are the exceptions: rows of a committee in which
a person has a part. Of those the part is named, and not followed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Committee
from core.models import Event, PublicId
from core.retention import rules
from home.held_words import FIELDS, MODELS, PARTS

MOST = 500
# Columns that open something or that nobody can read: hashes, sealed sessions, keys, addresses of
# others, what the row is called inside, and copies of another column.
LEFT_OUT = frozenset(
    {
        *("id", "public_id", "key", "password", "data", "digest", "token_hash", "extra", "waiting"),
        *(
            "mark",
            "seal",
            "sealed",
            "secret",
            "sign",
            "lots",
            "folded_name",
            "leased_until",
            "choices",
            "decision",
        ),
    }
)
NAMES = frozenset({"name", "chosen_name", "greeting"})

Link = tuple[type[models.Model], str]
Own = dict[type[models.Model], set[Any]]


@dataclass(frozen=True, slots=True)
class Value:
    """One column, in words, and as JSON holds it."""

    label: str
    shown: str
    raw: Any
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    values: tuple[Value, ...]


@dataclass
class Held:
    """The rows of one kind, why they are there, and how long."""

    model: str
    label: str
    rules: list[str]
    rows: list[Row] = field(default_factory=list)
    more: int = 0


def links() -> dict[Link, type[models.Model]]:
    """Every foreign key that leads to the account, by way of rows that are this person's own."""
    own: list[type[models.Model]] = [User]
    found: dict[Link, type[models.Model]] = {}
    for model in own:  # grows on the way
        for other in apps.get_models():
            for column in _keys(other):
                if column.related_model is not model:
                    continue
                found[other, column.name] = model
                if f"{other._meta.label}.{column.name}" not in PARTS and other not in own:
                    own.append(other)
    return found


def _keys(model: type[models.Model]) -> Iterator[models.ForeignKey[Any, Any]]:
    """A model's own foreign keys."""
    for column in model._meta.local_fields:
        if isinstance(column, models.ForeignKey):
            yield column


def held_about(user: User) -> list[Held]:
    """Everything, in the order in which it is found: the account first."""
    found: dict[str, Held] = {}
    own: Own = {User: {user.pk}}
    chain = links()
    _follow(chain, own)
    for model, keys in own.items():
        if keys:
            rows = model._default_manager.filter(pk__in=keys).order_by("pk")
            _add(found, model, rows.select_related(*(key.name for key in _keys(model))), own)
    for (model, column), target in chain.items():
        if f"{model._meta.label}.{column}" in PARTS and own.get(target):
            parts = model._default_manager.filter(**{f"{column}__in": own[target]})
            _add_parts(found, model, column, parts)
    _add_events(found, own)
    return list(found.values())


def _follow(chain: dict[Link, type[models.Model]], own: Own) -> None:
    """Find the rows behind every key; again, as long as a row that was found leads to others."""
    before = -1
    while before != (before := sum(map(len, own.values()))):
        for (model, column), target in chain.items():
            if f"{model._meta.label}.{column}" not in PARTS and own.get(target):
                rows = model._default_manager.filter(**{f"{column}__in": own[target]})
                own.setdefault(model, set()).update(rows.values_list("pk", flat=True))


def _held(found: dict[str, Held], model: type[models.Model]) -> Held:
    name = model._meta.label
    words = [str(one.words) for one in rules().get(model, [])]
    return found.setdefault(name, Held(name, str(MODELS[name]), words))


def _add(
    found: dict[str, Held],
    model: type[models.Model],
    rows: models.QuerySet[Any],
    own: Own,
) -> None:
    held = _held(found, model)
    for row in rows:
        if len(held.rows) == MOST:
            held.more += 1
        else:
            held.rows.append(Row(tuple(_values(row, own))))


def _values(row: models.Model, own: Own) -> Iterator[Value]:
    """The columns of a row that is this person's; of one that is another's too, no name."""
    others = [
        key
        for key in _keys(type(row))
        if key.related_model in own
        and (pk := getattr(row, key.attname)) is not None
        and pk not in own[key.related_model]
    ]
    for column in row._meta.local_fields:
        if (
            column.name in LEFT_OUT
            or isinstance(column, PublicId)
            or (others and column.name in NAMES)
        ):
            continue
        if isinstance(column, models.ForeignKey):
            if column.related_model not in own:
                yield _value(column.name, _name_of(getattr(row, column.name)))
            continue
        raw = getattr(row, column.name)
        if column.name == "scope":
            raw = _committee(raw)
        chosen = getattr(row, f"get_{column.name}_display", None)
        yield _value(column.name, raw, str(chosen()) if chosen else "")


def _name_of(row: models.Model | None) -> str:
    """What a committee's row is called; never a person, for those lie among their own."""
    for name in ("title", "name", "question", "text", "category"):
        if row is not None and isinstance(text := getattr(row, name, None), str) and text:
            display = getattr(row, f"get_{name}_display", None)
            return str(display()) if display else text
    return str(row or "")


def _committee(public_id: str) -> str:
    return (
        Committee.objects.filter(public_id=public_id).values_list("name", flat=True).first() or ""
    )


def _value(column: str, raw: Any, shown: str = "") -> Value:
    return Value(str(FIELDS[column]), shown or _shown(raw), _plain(raw), column)


def _shown(raw: Any) -> str:
    if raw is None or raw == "":
        return "–"
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if isinstance(raw, datetime):
        return formats.date_format(timezone.localtime(raw), "DATETIME_FORMAT")
    if isinstance(raw, date):
        return formats.date_format(raw, "DATE_FORMAT")
    return str(raw)


def _plain(raw: Any) -> Any:
    if isinstance(raw, date):  # moments are dates, too
        return raw.isoformat()
    return (
        raw if raw is None or isinstance(raw, bool | int | float | str | list | dict) else str(raw)
    )


def _add_parts(
    found: dict[str, Held], model: type[models.Model], column: str, rows: models.QuerySet[Any]
) -> None:
    part = str(PARTS[f"{model._meta.label}.{column}"])
    for row in rows.order_by("pk")[:MOST]:
        name = _name_of(row)
        _held(found, model).rows.append(Row((Value(part, name, name, column),)))


def _add_events(found: dict[str, Held], own: Own) -> None:
    """How many lines of the log hold an identifier of this person; the lines are the committee's."""
    names: list[str] = []
    for model, keys in own.items():
        if any(isinstance(column, PublicId) for column in model._meta.local_fields):
            names += model._default_manager.filter(pk__in=keys).values_list("public_id", flat=True)
    count = Event.objects.filter(models.Q(actor__in=names) | models.Q(subject__in=names)).count()
    if count:
        held = _held(found, Event)
        held.rows.append(Row((Value(str(FIELDS["lines"]), str(count), count, "lines"),)))
