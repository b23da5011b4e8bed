"""Who may see the pages that show several apps."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.decision import ALLOWED, Decision, denied


def operator(user: User) -> Decision:
    """The operator: named in `OPERATOR_ADDRESSES`, or made one in the demonstration."""
    named = {address.strip().casefold() for address in settings.OPERATOR_ADDRESSES}
    if user.is_operator or user.email.casefold() in named:
        return ALLOWED
    return denied(_("This page is for who runs the server."))
