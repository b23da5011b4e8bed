"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without names."""

    def populate_username(self, request: Any, user: Any) -> None:
        return None
