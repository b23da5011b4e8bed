"""The envelope sender of each mail (VERP): where its bounce arrives, and what says whose it was.

`bounces+TOKEN@BOUNCE_DOMAIN`. The token is sealed, expires never and is kept nowhere; it names the
account and, by three bytes, the address the mail went to: a late bounce of an old address is
nobody's.
"""

import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import crypto
from accounts.models import User

_PURPOSE = "return-path"
_MARK = 3  # bytes
_OURS = re.compile(r"(?<![\w.+-])bounces\+([a-z2-7]{16,56})@([\w.-]+)", re.IGNORECASE | re.ASCII)


def without_account() -> str:
    """For mail to an address that is looked up nowhere: sign-in codes, invitations."""
    return f"bounces@{settings.BOUNCE_DOMAIN}" if settings.BOUNCE_DOMAIN else _visible()


def of(user: User, address: str = "") -> str:
    """For mail to this account, at its own address unless another is given."""
    if not settings.BOUNCE_DOMAIN:
        return _visible()
    raw = _mark(address or user.email) + user.public_id.encode()
    return f"bounces+{crypto.seal_short(raw, _PURPOSE)}@{settings.BOUNCE_DOMAIN}"


def owner(text: str) -> User | None:
    """The account of the first whole return path in `text`, if its address is still the same."""
    for token, domain in dict.fromkeys(_OURS.findall(text)):
        user = _read(token) if _is_here(domain) else None
        if user is not None:
            return user
    return None


def _read(token: str) -> User | None:
    try:
        raw = crypto.open_short(token, _PURPOSE)
        user = User.objects.filter(public_id=raw[_MARK:].decode(), is_active=True).first()
    except ValueError:
        return None
    if user is None or not constant_time_compare(raw[:_MARK], _mark(user.email)):
        return None
    return user


def _mark(address: str) -> bytes:
    return salted_hmac(_PURPOSE, address, algorithm="sha256").digest()[:_MARK]


def _is_here(domain: str) -> bool:
    return domain.rstrip(".").casefold() == settings.BOUNCE_DOMAIN.casefold()


def _visible() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
