"""Who wants which mail. Leaves no event: what a person reads is nobody's business."""

from collections.abc import Collection, Iterable

from django.db import transaction

from accounts.models import User
from notices import permissions
from notices.models import DigestChoice, Refusal


@transaction.atomic
def unsubscribe(user: User, *, category: str, scope: str) -> None:
    """No more mail of this category from this scope, from this moment; again is harmless."""
    permissions.unsubscribe(user, category).enforce()
    refusal = Refusal(user=user, category=category, scope=scope)
    Refusal.objects.bulk_create([refusal], ignore_conflicts=True)


@transaction.atomic
def resubscribe(user: User, *, category: str, scope: str) -> None:
    """Take a refusal back; again is harmless."""
    Refusal.objects.filter(user=user, category=category, scope=scope).delete()


@transaction.atomic
def choose_notices(
    user: User,
    *,
    scopes: Iterable[str],
    refused: Collection[tuple[str, str]],
    digests: Collection[str] = (),
) -> None:
    """In these scopes refuse exactly the pairs (category, scope) in `refused`.

    In those of `digests`, scopes too, one mail a week takes the place of single announcements.
    """
    scopes = set(scopes)
    for category, _scope in refused:
        permissions.unsubscribe(user, category).enforce()
    User.objects.select_for_update().get(pk=user.pk)
    Refusal.objects.filter(user=user, scope__in=scopes).delete()
    Refusal.objects.bulk_create(
        Refusal(user=user, category=category, scope=scope)
        for category, scope in set(refused)
        if scope in scopes
    )
    DigestChoice.objects.filter(user=user, scope__in=scopes).delete()
    DigestChoice.objects.bulk_create(
        DigestChoice(user=user, scope=scope) for scope in scopes & set(digests)
    )
