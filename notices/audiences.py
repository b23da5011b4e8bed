"""Who a message goes to: functions by name, called in the worker when it goes out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.discovery import discover


@dataclass(frozen=True, slots=True)
class Recipient:
    """An account, and what only its copy says (small, JSON)."""

    user_id: int
    extra: dict[str, Any] = field(default_factory=dict)


Audience = Callable[[dict[str, Any]], Iterable[Recipient]]
_AUDIENCES: dict[str, Audience] = {}


def audience(name: str) -> Callable[[Audience], Audience]:
    """Register a function under `name`; it gets the message's `about`. Put it in `audiences.py`."""

    def register(function: Audience) -> Audience:
        _AUDIENCES[name] = function
        return function

    return register


def find(name: str) -> Audience:
    """The function registered under `name`; `KeyError` where there is none."""
    discover("audiences")
    return _AUDIENCES[name]


@audience("notices.account")
def account(about: dict[str, Any]) -> Iterable[Recipient]:
    """One account: `about["user_id"]`."""
    yield Recipient(about["user_id"])
