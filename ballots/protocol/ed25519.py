"""Ed25519 with the refusals of the protocol, section 0."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY = 32
SIGNATURE = 64
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_SIGN = 1 << 255
# The heights of the eight points whose order divides 8: identity, order 2, order 4, order 8.
_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_SMALL = frozenset({0, 1, _P - 1, _EIGHTH, _P - _EIGHTH})


def is_sound_key(key: bytes) -> bool:
    """Whether this may stand as a public key or as R: canonical, and not of small order."""
    if len(key) != KEY:
        return False
    y = int.from_bytes(key, "little") & ~_SIGN
    return y < _P and y not in _SMALL


def verify(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the key's signature (RFC 8032, 5.1.7, without the cofactor)."""
    if len(signature) != SIGNATURE or not is_sound_key(key) or not is_sound_key(signature[:KEY]):
        return False
    if int.from_bytes(signature[KEY:], "little") >= _ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def sign(private: bytes, message: bytes) -> bytes:
    """Sign with the key of this seed (RFC 8032, 5.1.6)."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def public_key(private: bytes) -> bytes:
    """The public key of this seed (RFC 8032, 5.1.5)."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
