"""What a member gets mail from."""

from collections.abc import Iterable

from accounts.models import User
from committees.models import Committee, Discretion
from notices.scopes import Scope, provider


@provider
def committees(user: User) -> Iterable[Scope]:
    """The member's committees, each a choice of its own."""
    for committee in Committee.objects.of(user):
        is_discreet = committee.discretion == Discretion.DISCREET
        yield Scope(committee.public_id, committee.name, is_discreet=is_discreet)
