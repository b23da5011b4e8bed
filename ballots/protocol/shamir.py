"""Shamir's sharing over GF(2^8) with 0x11B, the coefficients drawn from K (protocol, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ballots.protocol.encoding import tag
from ballots.protocol.keys import hkdf

KEY = 32


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ 0x11B * (a >> 7)
        b >>= 1
    return product


# A whole share is multiplied by one number with bytes.translate.
_TIMES = [bytes(_times(factor, byte) for byte in range(256)) for factor in range(256)]
_INVERSE = [0] + [_TIMES[number].index(1) for number in range(1, 256)]


def split(key: bytes, needed: int, holders: int) -> tuple[bytes, ...]:
    """Every holder's share; K alone fixes them all."""
    drawn = hkdf(key, tag("shamir"), KEY * (needed - 1)) if needed > 1 else b""
    coefficients = [drawn[start : start + KEY] for start in range(0, len(drawn), KEY)]
    return tuple(_at(key, coefficients, number) for number in range(1, holders + 1))


def combine(shares: Iterable[tuple[int, bytes]]) -> bytes:
    """K from (holder's number, share): interpolation at 0."""
    pairs = sorted(shares)
    weights = _weights(tuple(number for number, _ in pairs))
    return _sum(
        share.translate(_TIMES[weight]) for weight, (_, share) in zip(weights, pairs, strict=True)
    )


def _at(key: bytes, coefficients: list[bytes], number: int) -> bytes:
    power, terms = 1, [key]
    for coefficient in coefficients:
        power = _TIMES[power][number]
        terms.append(coefficient.translate(_TIMES[power]))
    return _sum(terms)


@lru_cache(maxsize=1024)
def _weights(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Lagrange's weights at 0: the product of x_j / (x_j - x_i)."""
    if len(set(numbers)) != len(numbers) or 0 in numbers:
        raise ValueError("Shares must come from different holders.")
    weights = []
    for own in numbers:
        weight = 1
        for other in numbers:
            if other != own:
                weight = _TIMES[_TIMES[weight][other]][_INVERSE[other ^ own]]
        weights.append(weight)
    return tuple(weights)


def _sum(terms: Iterable[bytes]) -> bytes:
    total = 0
    for term in terms:
        total ^= int.from_bytes(term, "big")
    return total.to_bytes(KEY, "big")
