"""A plan of an action, and what calls are made with in its tests."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from PIL import Image

from outreach.operations.actions import Plan
from tests.factories_actions import BEGINS_AT

As = Callable[[object], Client]
Counter = Callable[[int], Any]
FORM = {
    "kind": "rally",
    "title": "Walkout for warm rooms",
    "starts_at": "2026-03-11T08:00",
    "minutes": "120",
    "expected": "50",
    "demands": "Warm rooms.",
    "place": "North gate",
    "place_opens_at": "",
}


def plan(**fields: Any) -> Plan:
    given = {
        "kind": "rally",
        "title": "Walkout for warm rooms",
        "demands": "Warm rooms.",
        "starts_at": BEGINS_AT,
        "minutes": 120,
        "place": "North gate",
        "place_opens_at": BEGINS_AT - timedelta(hours=2),
    }
    return Plan(**(given | fields))


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **saved: Any) -> bytes:
    """A picture, red at the left and blue at the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    made = BytesIO()
    picture.save(made, kind, **saved)
    return made.getvalue()
