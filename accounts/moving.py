"""What other apps do when an account moves to another address, in the same transaction."""

from collections.abc import Callable

from accounts.models import User

Moving = Callable[[User], None]
_LISTENERS: list[Moving] = []


def on_move(function: Moving) -> Moving:
    """Register `function(user)`; put it in a module that the app's `ready` imports."""
    if function not in _LISTENERS:
        _LISTENERS.append(function)
    return function


def tell(user: User) -> None:
    """Call every registered function."""
    for function in _LISTENERS:
        function(user)
