"""Who writes the cards that everybody reads."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operators import is_operator
from core.decision import ALLOWED, Decision, denied


def write_rights_card(user: User) -> Decision:
    """The operator of this server, who knows a lawyer in the country."""
    if not is_operator(user):
        return denied(_("The host of this server writes these cards."))
    return ALLOWED


def delete_rights_card(user: User) -> Decision:
    """Whoever writes them."""
    return write_rights_card(user)
