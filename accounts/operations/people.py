"""Having an account: signing up, the address, language and zone, erasing it."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import emails, leaving, moving, permissions
from accounts.models import Session, User
from accounts.sessions import row_key
from core.decision import Refused
from core.models import Event


def sign_up(address: str, *, age: int, language: str, at: datetime) -> User:
    """The account of this proved address, made now unless another browser was faster."""
    permissions.sign_up(age).enforce()
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, language=language)
            prove_address(user)
            Event.record("accounts.signed_up", user, by=None, at=at)
            return user
    except IntegrityError:
        return User.objects.get(email=address)


def prove_address(user: User) -> None:
    """Write for allauth that the account's one address is proved; says nothing of when."""
    EmailAddress.objects.update_or_create(
        user=user, primary=True, defaults={"email": user.email, "verified": True}
    )


@transaction.atomic
def change_address(
    user: User, address: str, *, cookie: str | None = None, by: User, at: datetime
) -> User:
    """Move the account to another proved address; the old one is told.

    Every session but that of `cookie` ends: who had the old mailbox may be signed in.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.change_address(by, user).enforce()
    old = user.email
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise Refused(_("This address already belongs to another account."))
    user.email = address
    user.save(update_fields=["email"])
    prove_address(user)
    Session.objects.filter(user=user).exclude(pk=row_key(cookie or "")).delete()
    Event.record("accounts.address_changed", user, by=by, at=at)
    if old != address:
        moving.tell(user)
        transaction.on_commit(
            partial(emails.send_warning, "address_changed", user, address=old), robust=True
        )
    return user


@transaction.atomic
def set_preferences(
    user: User, *, language: str, timezone: ZoneInfo | str, by: User, at: datetime
) -> User:
    """Keep language and zone; blank means the browser's language and campus time."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.set_preferences(by, user).enforce()
    user.language, user.timezone = language, timezone
    user.save(update_fields=["language", "timezone"])
    Event.record("accounts.preferences_set", user, by=by, at=at)
    return user


@transaction.atomic
def erase_account(user: User, *, by: User, at: datetime) -> None:
    """Leave everything, then delete the account, its address, sessions and codes."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.erase_account(by, user).enforce()
    leaving.tell(user, at)
    # No actor: the event must not outlive the account as a trace of it.
    Event.record("accounts.account_erased", user, by=None, at=at)
    user.delete()
