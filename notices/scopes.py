"""What mail can be about besides the whole site: committees, which say so from above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.discovery import discover

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Scope:
    """A committee as mail knows it. The name of a discreet one stays off pages without sign-in."""

    id: str
    name: str
    is_discreet: bool = True


Provider = Callable[["User"], Iterable[Scope]]
_PROVIDERS: list[Provider] = []
Silence = Callable[[str], bool]
_SILENCES: list[Silence] = []


def provider(function: Provider) -> Provider:
    """Register a function that yields the scopes of a user. Put it in `scopes.py`."""
    if function not in _PROVIDERS:
        _PROVIDERS.append(function)
    return function


def of(user: "User") -> list[Scope]:
    """Everything this person gets mail from, by name."""
    discover("scopes")
    found = {scope.id: scope for one in _PROVIDERS for scope in one(user)}
    return sorted(found.values(), key=lambda scope: scope.name.casefold())


def silence(function: Silence) -> Silence:
    """Register a function that says of a scope whether nothing may be mailed in its name."""
    if function not in _SILENCES:
        _SILENCES.append(function)
    return function


def is_silent(scope: str) -> bool:
    """Whether nothing is to be mailed in the name of this committee now."""
    discover("scopes")
    return bool(scope) and any(one(scope) for one in _SILENCES)
