"""The default rules as numbers, and what a committee may change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees import standing_orders
from committees.models import Committee
from committees.standing_orders import PRESETS, RULES, StandingOrders, orders

DEFAULTS = StandingOrders()


@pytest.mark.parametrize(
    ("kind", "hours"), [("general", 168), ("mass", 72), ("emergency", 24), ("founding", 2)]
)
def test_every_kind_of_meeting_has_its_least_notice(kind: str, hours: int) -> None:
    assert DEFAULTS.notice_hours(kind) == hours


@pytest.mark.parametrize(
    ("members", "needed"),
    [(1, 1), (3, 1), (4, 2), (7, 3), (29, 10), (30, 10), (31, 10), (100, 10), (101, 11), (400, 40)],
)
def test_the_quorum_is_a_third_and_then_ten_or_a_tenth(members: int, needed: int) -> None:
    assert DEFAULTS.quorum("general", members).needed == needed


@given(st.integers(1, 30))
def test_thirty_three_percent_is_a_third_of_a_small_committee(members: int) -> None:
    assert DEFAULTS.quorum("general", members).needed == (members + 2) // 3


def test_only_a_mass_meeting_advises_without_a_quorum() -> None:
    assert DEFAULTS.quorum("mass", 300).is_advisory_without
    assert not DEFAULTS.quorum("general", 300).is_advisory_without


def test_a_founding_meeting_needs_three_whoever_is_on_the_roll() -> None:
    quorum = DEFAULTS.quorum("founding", 100)
    assert not quorum.is_met(2)
    assert quorum.is_met(3)


@pytest.mark.parametrize(
    ("members", "delegates"),
    [(1, 1), (20, 1), (21, 2), (50, 2), (51, 3), (100, 3), (101, 4), (200, 4), (201, 5), (400, 5),
     (401, 6), (600, 6), (601, 7), (800, 7)],
)  # fmt: skip
def test_delegates_follow_the_size_of_the_committee(members: int, delegates: int) -> None:
    assert standing_orders.delegates_for(members) == delegates


def test_a_petition_is_a_tenth_and_at_least_three() -> None:
    assert [DEFAULTS.requisition_needed(n) for n in (5, 30, 31, 100)] == [3, 3, 4, 10]
    assert [DEFAULTS.recall_needed(n) for n in (5, 30, 31, 100)] == [3, 3, 4, 10]


def test_a_council_needs_most_committees_and_a_third_of_the_delegates() -> None:
    assert standing_orders.council_quorum(4, 10) == (3, 4)
    assert standing_orders.council_quorum(5, 9) == (3, 3)


def test_a_tie_is_lost_and_two_thirds_include_two_thirds() -> None:
    assert not standing_orders.is_carried(5, 5)
    assert standing_orders.is_carried(6, 5)
    assert standing_orders.is_carried_by_two_thirds(10, 5)
    assert not standing_orders.is_carried_by_two_thirds(10, 6)
    assert not standing_orders.is_carried_by_two_thirds(0, 0)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (datetime(2026, 8, 31, 9, tzinfo=UTC), 6, datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 12, 5, tzinfo=UTC), 12, datetime(2027, 12, 5, tzinfo=UTC)),
        (datetime(2026, 11, 30, tzinfo=UTC), 1, datetime(2026, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_term_ends_on_the_same_day_or_the_months_last(
    start: datetime, months: int, end: datetime
) -> None:
    assert standing_orders.months_after(start, months) == end


def test_delegates_serve_six_months_and_officers_twelve() -> None:
    start = datetime(2026, 3, 4, tzinfo=UTC)
    assert DEFAULTS.term_end("delegate", start) == datetime(2026, 9, 4, tzinfo=UTC)
    assert DEFAULTS.term_end("coordinator", start) == datetime(2027, 3, 4, tzinfo=UTC)


def test_an_election_has_its_spans() -> None:
    assert DEFAULTS.nominations == timedelta(days=5)
    assert DEFAULTS.questions == timedelta(days=2)
    assert DEFAULTS.voting == timedelta(days=3)
    assert DEFAULTS.challenge == timedelta(days=3)


def test_the_assembly_preset_is_the_fifteen_day_election() -> None:
    held = orders(Committee(preset="assembly"))
    spans = held.nominations + held.questions + held.voting + held.challenge
    assert (spans, held.mover_minutes) == (timedelta(days=15), 3)


def test_a_committees_own_rule_wins_over_its_preset() -> None:
    held = orders(Committee(preset="assembly", rules={"mover_minutes": 4, "nominations_days": 6}))
    assert (held.mover_minutes, held.nominations_days, held.speaker_minutes) == (4, 6, 2)


@pytest.mark.parametrize("value", [1, 29, "7", 7.5, True, None])
def test_a_value_outside_its_limits_does_not_hold(value: object) -> None:
    committee = Committee(rules={"notice_general_days": value, "unheard_of": 3})
    assert orders(committee) == DEFAULTS
    assert standing_orders.fault("notice_general_days", value) == "Between 2 days – 28 days."


def test_a_rule_that_does_not_exist_is_named_a_fault() -> None:
    assert standing_orders.fault("unheard_of", 3) == "There is no such rule."


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_default_lies_within_its_limits_and_can_be_said(rule: standing_orders.Rule) -> None:
    assert rule.minimum <= rule.default <= rule.maximum
    assert rule.measured(rule.default) in rule.said(rule.default)
    assert rule.group in standing_orders.GROUPS


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_every_preset_keeps_to_the_limits(preset: standing_orders.Preset) -> None:
    for key, value in preset.changes.items():
        assert standing_orders.fault(key, value) is None
