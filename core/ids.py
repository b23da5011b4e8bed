"""Opaque identifiers: what a URL shows instead of a row number."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u: read aloud without mistakes
LENGTH = 12  # 30^12 ≈ 2^58
_BASE = len(ALPHABET)
_ALL = _BASE**LENGTH


def new_id() -> str:
    """A random identifier of twelve characters, 58 bits."""
    number, letters = secrets.randbelow(_ALL), ""  # one draw: a choice of each letter costs ten
    for _ in range(LENGTH):
        number, place = divmod(number, _BASE)
        letters += ALPHABET[place]
    return letters
