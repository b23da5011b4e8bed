"""The voter's side of a blind signature: RFC 9474, RSABSSA-SHA384-PSS-Randomized."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA384
from gmpy2 import gcd, invert, mpz, powmod

from ballots.protocol.encoding import Malformed
from ballots.protocol.issuer import EXPONENT

PREFIX = 32
SALT = 48
_HASH = SHA384()
_PADDING = PSS(MGF1(SHA384()), SALT)


def prepare(message: bytes, prefix: bytes | None = None) -> bytes:
    """Prefix ‖ message; the prefix is random (RFC 9474, section 4.1)."""
    return (prefix if prefix is not None else secrets.token_bytes(PREFIX)) + message


def blind(
    modulus: bytes, prepared: bytes, *, salt: bytes | None = None, factor: int | None = None
) -> tuple[bytes, bytes]:
    """The blinded message and the inverse that `finalize` needs (RFC 9474, section 4.2).

    Salt and factor are drawn at random; only test vectors name them.
    """
    n = mpz(int.from_bytes(modulus, "big"))
    salt = salt if salt is not None else secrets.token_bytes(SALT)
    message = mpz(int.from_bytes(_encode(prepared, n.bit_length() - 1, salt), "big"))
    drawn = mpz(factor if factor is not None else _draw(int(n)))
    if gcd(message, n) != 1 or gcd(drawn, n) != 1:
        raise Malformed("The issuer's modulus is not sound.")
    blinded = message * powmod(drawn, EXPONENT, n) % n
    return _bytes(blinded, modulus), _bytes(invert(drawn, n), modulus)


def finalize(modulus: bytes, prepared: bytes, blind_signature: bytes, inverse: bytes) -> bytes:
    """The signature on the prepared message, verified (RFC 9474, section 4.4)."""
    if len(blind_signature) != len(modulus):
        raise Malformed("A blind signature is as long as the modulus.")
    n = mpz(int.from_bytes(modulus, "big"))
    product = int.from_bytes(blind_signature, "big") * mpz(int.from_bytes(inverse, "big"))
    signature = _bytes(product % n, modulus)
    if not verify(public_key(modulus), prepared, signature):
        raise Malformed("The issuer's signature does not verify.")
    return signature


def verify(key: RSAPublicKey, prepared: bytes, signature: bytes) -> bool:
    """RSASSA-PSS-VERIFY (RFC 8017, section 8.1.2)."""
    try:
        key.verify(signature, prepared, _PADDING, _HASH)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=64)
def public_key(modulus: bytes) -> RSAPublicKey:
    """The library's key of this modulus: making one takes longer than verifying with it."""
    return RSAPublicNumbers(EXPONENT, int.from_bytes(modulus, "big")).public_key()


def _encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE (RFC 8017, section 9.1.1) with SHA-384."""
    length = -(-bits // 8)
    hashed = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(length - len(salt) - len(hashed) - 2) + b"\1" + salt
    masked = int.from_bytes(block, "big") ^ int.from_bytes(_mgf1(hashed, len(block)), "big")
    masked &= (1 << (8 * len(block) - (8 * length - bits))) - 1
    return masked.to_bytes(len(block), "big") + hashed + b"\xbc"


def _mgf1(seed: bytes, length: int) -> bytes:
    """MGF1 (RFC 8017, appendix B.2.1) with SHA-384."""
    blocks = range(-(-length // _HASH.digest_size))
    mask = b"".join(hashlib.sha384(seed + block.to_bytes(4, "big")).digest() for block in blocks)
    return mask[:length]


def _draw(n: int) -> int:
    return secrets.randbelow(n - 1) + 1


def _bytes(number: mpz, modulus: bytes) -> bytes:
    return int(number).to_bytes(len(modulus), "big")
