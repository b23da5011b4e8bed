"""The rules of a committee as they hold, and from where: the default, its way to begin, a resolution."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from django.utils.functional import Promise

from committees.models import Committee
from committees.queries.standing_orders import RuleGroup, RuleLine, rule_groups
from committees.standing_orders import PRESETS, RULES
from meetings.models import Resolution


@dataclass(frozen=True)
class RuleShown(RuleLine):
    """A rule with the resolution that set it, or whether it comes with the way to begin."""

    origin: Resolution | None = None
    is_of_preset: bool = False


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Rules on one subject."""

    name: str | Promise
    meaning: str | Promise
    lines: list[RuleShown]


@dataclass(frozen=True, slots=True)
class PresetShown:
    """A way to begin, with what it changes of the usual rules."""

    name: str | Promise
    sentence: str | Promise
    changes: list[tuple[str | Promise, str]]
    is_ours: bool


def groups_shown(committee: Committee, user: object, now: datetime) -> list[GroupShown]:
    """Every rule by group; one query. A resolution is named to those who may read it."""
    origins = _origins(committee, user, now)
    preset = PRESETS.get(committee.preset, PRESETS["simple"])
    return [
        GroupShown(
            group.name,
            group.meaning,
            [
                _shown(
                    line,
                    origins.get(line.key),
                    is_of_preset=line.key in preset.changes and line.key not in committee.rules,
                )
                for line in group.lines
            ],
        )
        for group in rule_groups(committee)
    ]


def plain_groups(groups: Iterable[GroupShown]) -> list[RuleGroup]:
    """The same as the pages of a committee know them."""
    return [RuleGroup(one.name, one.meaning, tuple(one.lines)) for one in groups]


def presets_shown(committee: Committee) -> list[PresetShown]:
    """The three ways to begin."""
    return [
        PresetShown(
            one.name,
            one.sentence,
            [(RULES[key].name, RULES[key].measured(value)) for key, value in one.changes.items()],
            one.slug == committee.preset,
        )
        for one in PRESETS.values()
    ]


def _origins(committee: Committee, user: object, now: datetime) -> dict[str, Resolution]:
    """By rule the newest resolution that gave it the value that holds."""
    rows = (
        Resolution.objects.visible_to(user, now)
        .filter(committee=committee)
        .exclude(motion__rule_changes={})
        .select_related("motion")
        .order_by("carried_at", "pk")
    )
    found = {}
    for row in rows:
        for key, value in (row.motion.rule_changes if row.motion else {}).items():
            if committee.rules.get(key) == value:
                found[key] = row
    return found


def _shown(line: RuleLine, origin: Resolution | None, *, is_of_preset: bool) -> RuleShown:
    given = {one.name: getattr(line, one.name) for one in fields(RuleLine)}
    return RuleShown(**given, origin=origin, is_of_preset=is_of_preset)
