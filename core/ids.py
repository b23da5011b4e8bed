"""Opaque identifiers: what a URL shows instead of a row number."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u: read aloud without mistakes
LENGTH = 12  # 30^12 ≈ 2^58


def new_id() -> str:
    """A random identifier of twelve characters, 58 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
