"""Encryption of single columns under `FIELD_KEYS`; the newest key writes, all read.

A key is 64 bytes in hex. AES-256-SIV (RFC 5297) is deterministic, so that an address can be looked
up and be unique; AES-256-GCM with a random nonce is for what is never looked up.
"""

import base64
import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(ValueError):
    """The text was not written under any of the present keys."""


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@lru_cache(maxsize=64)
def _siv(key: str) -> AESSIV:
    return AESSIV(bytes.fromhex(key))


@lru_cache(maxsize=64)
def _gcm(key: str, purpose: str) -> AESGCM:
    return AESGCM(hashlib.sha256(purpose.encode() + b"\0" + bytes.fromhex(key)).digest())


def seal_lookup(text: str, purpose: str) -> str:
    """Deterministic: equal texts under the newest key give equal results."""
    return _encode(_siv(settings.FIELD_KEYS[0]).encrypt(text.encode(), [purpose.encode()]))


def seal_lookups(text: str, purpose: str) -> list[str]:
    """The sealed forms of `text` under every present key, for looking it up during a rotation."""
    return [
        _encode(_siv(key).encrypt(text.encode(), [purpose.encode()])) for key in settings.FIELD_KEYS
    ]


def open_lookup(sealed: str, purpose: str) -> str:
    """What `seal_lookup` sealed; `Unreadable` otherwise."""
    for key in settings.FIELD_KEYS:
        try:
            return _siv(key).decrypt(_decode(sealed), [purpose.encode()]).decode()
        except (InvalidTag, ValueError):
            continue
    raise Unreadable("This column was not written under the present keys.")


def seal_short(raw: bytes, purpose: str) -> str:
    """Deterministic, 16 bytes longer, in small letters and digits: for where case is lost."""
    sealed = _siv(settings.FIELD_KEYS[0]).encrypt(raw, [purpose.encode()])
    return base64.b32encode(sealed).rstrip(b"=").decode().lower()


def open_short(sealed: str, purpose: str) -> bytes:
    """What `seal_short` sealed, in whatever case; `Unreadable` otherwise."""
    for key in settings.FIELD_KEYS:
        try:
            raw = base64.b32decode(sealed.upper() + "=" * (-len(sealed) % 8))
            return _siv(key).decrypt(raw, [purpose.encode()])
        except (InvalidTag, ValueError):
            continue
    raise Unreadable("This was not written under the present keys.")


def seal(raw: bytes, purpose: str) -> str:
    """Randomised: equal texts give different results."""
    nonce = os.urandom(12)
    sealed = _gcm(settings.FIELD_KEYS[0], purpose).encrypt(nonce, raw, purpose.encode())
    return _encode(nonce + sealed)


def unseal(sealed: str, purpose: str) -> bytes:
    """What `seal` sealed; `Unreadable` otherwise."""
    for key in settings.FIELD_KEYS:
        try:
            raw = _decode(sealed)
            return _gcm(key, purpose).decrypt(raw[:12], raw[12:], purpose.encode())
        except (InvalidTag, ValueError):
            continue
    raise Unreadable("This text was not written under the present keys.")


def seeds(purpose: str) -> list[bytes]:
    """32 bytes for another key under every present key (HKDF, RFC 5869), the newest first."""
    return [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(
            bytes.fromhex(key)
        )
        for key in settings.FIELD_KEYS
    ]


def renewed(sealed: str, purpose: str) -> str:
    """What `seal` sealed, under the newest key; blank stays blank."""
    return seal(unseal(sealed, purpose), purpose) if sealed else sealed
