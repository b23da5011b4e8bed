"""What a member gets mail from, and what is silent."""

from collections.abc import Iterable

from accounts.models import User
from committees.models import Committee, Discretion
from notices.scopes import Scope, provider, silence


@provider
def committees(user: User) -> Iterable[Scope]:
    """The member's committees, each a choice of its own."""
    for committee in Committee.objects.of(user):
        is_discreet = committee.discretion == Discretion.DISCREET
        yield Scope(committee.public_id, committee.name, is_discreet=is_discreet)


@silence
def suspended(scope: str) -> bool:
    """A committee that the host has suspended."""
    return Committee.objects.filter(public_id=scope, suspended_at__isnull=False).exists()
