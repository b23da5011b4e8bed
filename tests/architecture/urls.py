"""Every named address of the product, as the tests of the house see it."""

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OURS = (
    "accounts",
    "notices",
    "committees",
    "meetings",
    "elections",
    "councils",
    "outreach",
    "announcements",
    "archives",
    "home",
)


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    view: Any

    @property
    def app(self) -> str:
        return str(self.view.__module__).split(".")[0]


def every_address() -> list[Address]:
    """All URL patterns with their full path and view, unwrapped of decorators."""
    found: list[Address] = []

    def walk(parts: list[Any], prefix: str) -> None:
        for part in parts:
            if isinstance(part, URLResolver):
                walk(part.url_patterns, prefix + str(part.pattern))
            elif isinstance(part, URLPattern):
                view = part.callback
                found.append(Address(part.name or "", prefix + str(part.pattern), view))

    walk(get_resolver().url_patterns, "/")
    return found


def ours() -> list[Address]:
    return [one for one in every_address() if one.app in OURS]
