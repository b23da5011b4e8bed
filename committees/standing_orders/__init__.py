"""The default rules, their limits, and what a committee's standing orders change of them."""

from committees.standing_orders.arithmetic import (
    DELEGATE_BANDS,
    council_quorum,
    delegates_for,
    is_carried,
    is_carried_by_two_thirds,
    months_after,
)
from committees.standing_orders.presets import PRESETS, Preset, orders
from committees.standing_orders.rule import GROUPS, MEANINGS, Rule
from committees.standing_orders.rules import RULES, Quorum, StandingOrders, fault

TWO_PEOPLE_FROM = 10  # below this many members one person and a visible notice do

__all__ = [
    "DELEGATE_BANDS",
    "GROUPS",
    "MEANINGS",
    "PRESETS",
    "RULES",
    "TWO_PEOPLE_FROM",
    "Preset",
    "Quorum",
    "Rule",
    "StandingOrders",
    "council_quorum",
    "delegates_for",
    "fault",
    "is_carried",
    "is_carried_by_two_thirds",
    "months_after",
    "orders",
]
