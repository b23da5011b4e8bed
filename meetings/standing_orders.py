"""How much notice each kind of meeting needs."""

from dataclasses import dataclass

from committees.models import Committee

NOTICE_HOURS = {"general": 7 * 24, "mass": 3 * 24, "emergency": 24, "founding": 2}


@dataclass(frozen=True, slots=True)
class Orders:
    """What a committee's standing orders say about notice."""

    def notice_hours(self, kind: str) -> int:
        return NOTICE_HOURS[kind]


def orders(committee: Committee) -> Orders:
    """The standing orders in force."""
    return Orders()
