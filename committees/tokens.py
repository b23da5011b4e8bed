"""The words in an invitation's links. A token is shown once; what is kept opens nothing."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

_signer = signing.Signer(salt="committees.refuse-invitations", sep="~")


def new() -> str:
    """A token of 32 random bytes."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def link(token: str) -> str:
    """The absolute address of an invitation."""
    return settings.PUBLIC_URL + reverse("invitation", args=[token])


def digest_of_address(address: str) -> str:
    """The keyed hash under which a refusal of an address is kept."""
    return salted_hmac("committees.invitation-refusal", address, algorithm="sha256").hexdigest()


def refusal_token(address: str) -> str:
    """Signed, without expiry; the address cannot be read from it."""
    return _signer.sign(digest_of_address(address))


def read_refusal(token: str) -> str | None:
    """The hash that `refusal_token` signed; None for anything else."""
    try:
        return _signer.unsign(token)
    except signing.BadSignature:
        return None


def refusal_link(address: str) -> str:
    """The absolute address of the page where this mailbox refuses invitations."""
    return settings.PUBLIC_URL + reverse("refuse-invitations", args=[refusal_token(address)])
