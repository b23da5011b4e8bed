"""The rules of a committee as its pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from committees.models import Committee
from committees.standing_orders import DELEGATE_BANDS, GROUPS, MEANINGS, PRESETS, RULES, orders

# The rules a reader asks for first.
_AT_A_GLANCE = ("notice_general_days", "voting_hours", "delegate_months", "recall_percent")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it holds here."""

    key: str
    name: str | Promise
    value: str
    sentence: str
    limits: str
    usual: str
    is_own: bool

    @property
    def number(self) -> str:
        """The digits of the value, which are set large; all of it where a language has none."""
        found = _DIGITS.search(self.value)
        return found[0] if found else self.value

    @property
    def unit(self) -> str:
        return self.value.replace(self.number, "", 1).strip()


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules on one subject, and what the words in them mean."""

    name: str | Promise
    meaning: str | Promise
    lines: tuple[RuleLine, ...]


def rule_groups(committee: Committee) -> list[RuleGroup]:
    """The standing orders by group, each rule as a sentence with its limits."""
    held = orders(committee)
    groups: dict[str, list[RuleLine]] = {group: [] for group in GROUPS}
    for key, rule in RULES.items():
        value = getattr(held, key)
        line = RuleLine(
            key=key,
            name=rule.name,
            value=rule.measured(value),
            sentence=rule.said(value),
            limits=rule.limits,
            usual=rule.measured(rule.default),
            is_own=value != rule.default,
        )
        groups[rule.group].append(line)
    return [
        RuleGroup(GROUPS[group], MEANINGS[group], tuple(lines)) for group, lines in groups.items()
    ]


def at_a_glance(groups: Iterable[RuleGroup]) -> list[RuleLine]:
    """The few rules that a reader asks for first."""
    lines = {line.key: line for group in groups for line in group.lines}
    return [lines[key] for key in _AT_A_GLANCE]


def delegate_bands() -> list[tuple[str, int]]:
    """How many delegates a committee of each size sends, as a table."""
    lows = [1, *(up_to + 1 for up_to, _delegates in DELEGATE_BANDS)]
    return [
        (f"{low} – {up_to}", delegates)
        for low, (up_to, delegates) in zip(lows, DELEGATE_BANDS, strict=False)
    ]


def preset_name(committee: Committee) -> str | Promise:
    return PRESETS.get(committee.preset, PRESETS["simple"]).name
