"""Who may see the pages that show several apps."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operators import is_operator
from core.decision import ALLOWED, Decision, denied


def operator(user: User) -> Decision:
    """The operator of this server."""
    if is_operator(user):
        return ALLOWED
    return denied(_("This page is for who runs the server."))
