"""Sealing to a holder's key: RFC 9180 base mode with the suite of the protocol, section 0."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

OVERHEAD = 32 + 16
_PROBE = X25519PrivateKey.from_private_bytes(bytes(31) + b"\x40")
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def is_sound_key(public: bytes) -> bool:
    """Whether an exchange with this key can give anything but zeros (RFC 7748, section 6.1)."""
    try:
        _PROBE.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """enc (32) ‖ ciphertext (plaintext + 16)."""
    return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public), info=info)


def open_sealed(private: bytes, info: bytes, sealed: bytes) -> bytes | None:
    """What `seal` sealed; None where it was sealed to another, for another use, or altered."""
    return open_with(X25519PrivateKey.from_private_bytes(private), info, sealed)


def open_with(private: X25519PrivateKey, info: bytes, sealed: bytes) -> bytes | None:
    """`open_sealed` with the library's key, for many in a row."""
    try:
        return _SUITE.decrypt(sealed, private, info=info)
    except (InvalidTag, ValueError):
        return None


def public_key(private: bytes) -> bytes:
    """The X25519 public key of this private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
