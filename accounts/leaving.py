"""What other apps do when somebody leaves, in the same transaction, before the account goes."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User

Leaving = Callable[[User, datetime], None]
_LISTENERS: list[Leaving] = []


def on_leave(function: Leaving) -> Leaving:
    """Register `function(user, at)`; put it in a module that the app's `ready` imports."""
    if function not in _LISTENERS:
        _LISTENERS.append(function)
    return function


def tell(user: User, at: datetime) -> None:
    """Call every registered function."""
    for function in _LISTENERS:
        function(user, at)
