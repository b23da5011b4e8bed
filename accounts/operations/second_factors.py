"""Passkeys and authenticator apps: added, named, removed; by their owner alone."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts import emails, permissions
from accounts.models import FactorKind, SecondFactor, Session, User
from accounts.sessions import row_key
from core.models import Event


@transaction.atomic
def add_passkey(
    user: User, *, credential: str, label: str, cookie: str | None, by: User, at: datetime
) -> SecondFactor:
    """Keep what a passkey proves itself by; the mailbox is told, other browsers are signed out."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.add_passkey(by, user).enforce()
    factor = SecondFactor.objects.create(
        user=user, kind=FactorKind.PASSKEY, label=label, secret=credential
    )
    _end_weaker_sessions(user, cookie)
    Event.record("accounts.passkey_added", user, by=by, at=at)
    _warn(user, "passkey_added")
    return factor


@transaction.atomic
def add_authenticator(
    user: User, *, seed: str, cookie: str | None, by: User, at: datetime
) -> SecondFactor:
    """Keep the seed of an authenticator app, in place of an earlier one; otherwise as a passkey."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.add_authenticator(by, user).enforce()
    user.second_factors.filter(kind=FactorKind.AUTHENTICATOR).delete()
    factor = SecondFactor.objects.create(user=user, kind=FactorKind.AUTHENTICATOR, secret=seed)
    _end_weaker_sessions(user, cookie)
    Event.record("accounts.authenticator_added", user, by=by, at=at)
    _warn(user, "authenticator_added")
    return factor


@transaction.atomic
def name_second_factor(factor: SecondFactor, label: str, *, by: User) -> SecondFactor:
    """Put the label on it that its owner chose."""
    factor = SecondFactor.objects.select_for_update().get(pk=factor.pk)
    permissions.name_second_factor(by, factor).enforce()
    factor.label = label
    factor.save(update_fields=["label"])
    return factor


@transaction.atomic
def remove_second_factor(factor: SecondFactor, *, by: User, at: datetime) -> None:
    """It opens nothing from now on; the mailbox is told."""
    factor = SecondFactor.objects.select_for_update(of=("self",)).get(pk=factor.pk)
    permissions.remove_second_factor(by, factor).enforce()
    user, kind = factor.user, factor.kind
    factor.delete()
    Event.record("accounts.second_factor_removed", user, by=by, at=at)
    _warn(user, f"{kind}_removed")


def _end_weaker_sessions(user: User, cookie: str | None) -> None:
    """Whoever signed in by the mailbox alone, before this, does not stay signed in."""
    Session.objects.filter(user=user).exclude(pk=row_key(cookie or "")).delete()


def _warn(user: User, stem: str) -> None:
    transaction.on_commit(partial(emails.send_warning, stem, user, address=user.email), robust=True)
