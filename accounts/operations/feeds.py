"""The address at which a person's own calendar reads the dates of their committees."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from accounts import permissions
from accounts.models import CalendarFeed, User
from core.models import Event

BYTES = 24  # 192 bits, so that a plain hash keeps them


@transaction.atomic
def make_feed(user: User, *, by: User, at: datetime) -> str:
    """The token of a new address, shown this once; an earlier one stops working."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.make_feed(by, user).enforce()
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(user=user, defaults={"digest": digest(token)})
    Event.record("accounts.feed_made", user, by=by, at=at)
    return token


@transaction.atomic
def revoke_feed(user: User, *, by: User, at: datetime) -> None:
    """The address leads nowhere from now on. A calendar keeps what it has read until it asks again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.revoke_feed(by, user).enforce()
    CalendarFeed.objects.filter(user=user).delete()
    Event.record("accounts.feed_revoked", user, by=by, at=at)


def owner_of(token: str) -> User | None:
    """Whose calendar this is; None for an address that was revoked or never was."""
    feeds = CalendarFeed.objects.select_related("user")
    feed = feeds.filter(digest=digest(token), user__is_active=True).first()
    return feed.user if feed else None


def digest(token: str) -> str:
    """The hash under which an address is kept."""
    return hashlib.sha256(f"calendar\0{token}".encode()).hexdigest()
