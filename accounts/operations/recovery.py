"""Printed codes for who lost the mailbox: each signs in once."""

import hashlib
import re
from datetime import datetime
from functools import partial

from allauth.core.internal.cryptokit import generate_user_code
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import emails, permissions
from accounts.models import RecoveryCode, User
from core.decision import Refused
from core.models import Event

COUNT = 6
LENGTH = 20  # of 20 letters: 86 bits, so that a plain hash keeps them


@transaction.atomic
def make_recovery_codes(user: User, *, by: User, at: datetime) -> list[str]:
    """New codes to print, shown this once; the earlier ones stop working."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.make_recovery_codes(by, user).enforce()
    plain = [generate_user_code(length=LENGTH, dashed=False) for _number in range(COUNT)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest(code)) for code in plain)
    Event.record("accounts.recovery_codes_made", user, by=by, at=at)
    return ["-".join(code[i : i + 5] for i in range(0, LENGTH, 5)) for code in plain]


@transaction.atomic
def use_recovery_code(text: str, *, whose: User | None = None, at: datetime) -> User:
    """The owner of a code, which is used up by this; the mailbox is told. `Refused` otherwise.

    With `whose`, only a code of that person counts.
    """
    codes = RecoveryCode.objects.select_for_update(of=("self",)).select_related("user")
    codes = codes.filter(digest=digest(text), user__is_active=True)
    code = (codes.filter(user=whose) if whose else codes).first()
    if code is None:
        raise Refused(_("This is not a recovery code that can still be used."))
    user = code.user
    code.delete()
    Event.record("accounts.recovery_code_used", user, by=user, at=at)
    transaction.on_commit(
        partial(emails.send_warning, "recovery_code_used", user, address=user.email), robust=True
    )
    return user


def digest(text: str) -> str:
    """The hash under which a code is kept; dashes, spaces and case do not matter."""
    letters = re.sub(r"[^A-Z]", "", text.upper())
    return hashlib.sha256(f"recovery\0{letters}".encode()).hexdigest()
