"""Who gets the messages about contacts and delegations; asked when they go out."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from notices.audiences import Recipient, audience
from outreach.models import DelegationMember, FollowUp, NamedMember


@audience("outreach.just_named")
def just_named(about: dict[str, Any]) -> Iterable[Recipient]:
    """The member of `about["named"]`, while they are named."""
    return _of(NamedMember.objects.filter(public_id=about["named"]))


@audience("outreach.named")
def named(about: dict[str, Any]) -> Iterable[Recipient]:
    """Those who are named for `about["workplace"]`."""
    return _of(NamedMember.objects.filter(workplace__public_id=about["workplace"]))


@audience("outreach.going")
def going(about: dict[str, Any]) -> Iterable[Recipient]:
    """Those who go with `about["delegation"]`."""
    return _of(DelegationMember.objects.filter(delegation__public_id=about["delegation"]))


@audience("outreach.follow_up")
def follow_up(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who has taken on `about["follow_up"]`, while it is not done."""
    return _of(FollowUp.objects.undone().filter(public_id=about["follow_up"]))


def _of(rows: QuerySet[Any]) -> list[Recipient]:
    active = rows.filter(membership__status="active", membership__user__is_active=True)
    users = active.order_by("membership__user_id").values_list("membership__user_id", flat=True)
    return [Recipient(user_id) for user_id in users]
