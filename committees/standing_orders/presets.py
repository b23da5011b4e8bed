"""Three ways to begin, and the rules that hold in one committee."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from committees.standing_orders.rules import StandingOrders, fault


@dataclass(frozen=True, slots=True)
class Preset:
    """A way to begin: what it changes of the defaults, in one sentence."""

    slug: str
    name: str | Promise
    sentence: str | Promise
    template: str
    changes: dict[str, int]


PRESETS = {
    one.slug: one
    for one in (
        Preset(
            "simple",
            _("Simple meeting"),
            _("Few rules in plain words, for a committee that sits round one table."),
            "standing-orders-simple",
            {},
        ),
        Preset(
            "standing_orders",
            _("Standing orders"),
            _("Every step written down, for a committee that wants no doubt about procedure."),
            "standing-orders-full",
            {},
        ),
        Preset(
            "assembly",
            _("Assembly"),
            _("Short speeches and longer elections, for hundreds of people in a hall."),
            "standing-orders-assembly",
            {
                "mover_minutes": 3,
                "speaker_minutes": 2,
                "reply_minutes": 1,
                "requisition_percent": 5,
                "nominations_days": 7,
            },
        ),
    )
}


def orders(committee: Committee) -> StandingOrders:
    """The rules that hold in this committee: defaults, its preset, its own changes."""
    preset = PRESETS.get(committee.preset, PRESETS["simple"])
    own = {key: value for key, value in committee.rules.items() if fault(key, value) is None}
    return StandingOrders(**(preset.changes | own))
