"""The code by which a member takes up their membership on another server.

It is made from the archive, the membership and the server's keys, so that nothing need be kept:
twenty letters of `core.ids`, 98 bits, in four groups.
"""

import hashlib
import hmac

from accounts.crypto import seeds
from core.ids import ALPHABET

_LETTERS, _GROUP = 20, 5


def make(archive: str, membership: str) -> str:
    """The code of this member in this archive, both by identifier."""
    words = f"{archive} {membership}".encode()
    number = int.from_bytes(hmac.digest(seeds("archives.claims")[-1], words, "sha256"), "big")
    letters = ""
    for _place in range(_LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def digest(code: str) -> str:
    """What is kept of a code, however it was typed: its SHA-256, in hex."""
    plain = "".join(letter for letter in code.lower() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
