"""Who runs the server."""

from django.conf import settings

from accounts.models import User


def is_operator(user: User) -> bool:
    """Named in `OPERATOR_ADDRESSES`, or made one in the demonstration."""
    named = {address.strip().casefold() for address in settings.OPERATOR_ADDRESSES}
    return bool(user.is_operator or user.email.casefold() in named)
