"""Keys drawn from one secret (protocol, sections 0, 3 and 4)."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET = 32


def hkdf(secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 with an empty salt (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=b"", info=info).derive(secret)
