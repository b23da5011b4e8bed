"""The two issuers' RSA keys and their one private operation (protocol, sections 0 and 4)."""

from __future__ import annotations

import os
import secrets
import threading
from typing import Self

from cryptography.hazmat.primitives.asymmetric import rsa
from gmpy2 import gcd, invert, mpz, powmod, powmod_sec

from ballots.protocol.encoding import Malformed

BITS = 3072
EXPONENT = 65537
_USES = 64


class IssuerKey:
    """A private key that signs what it cannot see (RFC 9474, section 4.3)."""

    def __init__(self, p: int, q: int) -> None:
        self._p, self._q = mpz(p), mpz(q)
        self._n = self._p * self._q
        self._e = mpz(EXPONENT)
        self._d_p = invert(self._e, self._p - 1)
        self._d_q = invert(self._e, self._q - 1)
        self._q_inverse = invert(self._q, self._p)
        self.length = -(-self._n.bit_length() // 8)
        self._blinding = _Blinding(int(self._n))

    @classmethod
    def generate(cls) -> Self:
        """A fresh key of 3072 bits."""
        numbers = rsa.generate_private_key(EXPONENT, BITS).private_numbers()
        return cls(numbers.p, numbers.q)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The key that `to_bytes` wrote."""
        half = BITS // 16
        p, q = int.from_bytes(stored[:half], "big"), int.from_bytes(stored[half:], "big")
        sound = len(stored) == 2 * half and (p * q).bit_length() == BITS
        if not sound or not p & q & 1 or p == q:
            raise Malformed("This is not an issuer's key.")
        try:
            return cls(p, q)
        except ZeroDivisionError:
            raise Malformed("This is not an issuer's key.") from None

    def to_bytes(self) -> bytes:
        """Both primes: 384 bytes, to be kept in a file and destroyed at the close."""
        half = BITS // 16
        return int(self._p).to_bytes(half, "big") + int(self._q).to_bytes(half, "big")

    @property
    def modulus(self) -> bytes:
        return int(self._n).to_bytes(self.length, "big")

    def sign_blinded(self, blinded: bytes) -> bytes:
        """The blind signature; `Malformed` where this is no number below the modulus."""
        message = mpz(int.from_bytes(blinded, "big"))
        if len(blinded) != self.length or message >= self._n:
            raise Malformed("A blinded message is a number below the modulus.")
        # Base blinding: what the power works on is never the number that the caller chose.
        mask, unmask = self._blinding.take()
        masked = message * mask % self._n
        of_p = powmod_sec(masked % self._p, self._d_p, self._p) if masked % self._p else mpz(0)
        of_q = powmod_sec(masked % self._q, self._d_q, self._q) if masked % self._q else mpz(0)
        joined = of_q + self._q * ((of_p - of_q) * self._q_inverse % self._p)
        # A single faulty half would give the factors away (RFC 9474, section 4.3, step 4).
        if powmod(joined, self._e, self._n) != masked:
            raise ArithmeticError("The signature came out wrong and was not given away.")
        return int(joined * unmask % self._n).to_bytes(self.length, "big")


class _Blinding:
    """A random factor and what takes it away; squared each time, drawn anew now and then."""

    def __init__(self, n: int) -> None:
        self._n = mpz(n)
        self._lock = threading.Lock()
        self._left = 0
        self._process = 0
        self._mask = self._unmask = mpz(1)

    def take(self) -> tuple[mpz, mpz]:
        with self._lock:
            # A process made by fork must not go on with its parent's factors.
            if self._left == 0 or self._process != os.getpid():
                self._draw()
            self._left -= 1
            taken = self._mask, self._unmask
            self._mask = self._mask * self._mask % self._n
            self._unmask = self._unmask * self._unmask % self._n
            return taken

    def _draw(self) -> None:
        factor = mpz(0)
        while gcd(factor, self._n) != 1:
            factor = mpz(secrets.randbelow(int(self._n)))
        self._unmask = invert(factor, self._n)
        self._mask = powmod(factor, mpz(EXPONENT), self._n)
        self._left, self._process = _USES, os.getpid()
