"""Bytes, hashes and JSON as every other part writes them (protocol, section 0)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from typing import Any

MOST = 2**53 - 1
# The board file is seven deep; whatever is deeper is none of ours, and could exhaust the stack.
DEEPEST = 12
_PIECE = 500


class Malformed(ValueError):
    """Bytes that are not what the protocol asks for; the text says what is wrong."""


def tag(name: str) -> bytes:
    """T(name): what keeps one use of a hash or key apart from every other (section 0)."""
    return f"rf1/{name}".encode("ascii") + b"\0"


def digest(*parts: bytes) -> bytes:
    """H, SHA-256 of the joined parts (section 0)."""
    return hashlib.sha256(b"".join(parts)).digest()


def u8(number: int) -> bytes:
    return number.to_bytes(1, "big")


def u16(number: int) -> bytes:
    return number.to_bytes(2, "big")


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def b64(data: bytes) -> str:
    """base64url without padding (section 0)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: object, length: int | None = None) -> bytes:
    """What `b64` wrote; `Malformed` where it is not canonical or not of this length."""
    if not isinstance(text, str):
        raise Malformed("There is no base64url text where one must be.")
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        raise Malformed("A text is not base64url.") from None
    # The decoder skips foreign letters and ignores spare bits: only the way back tells.
    if b64(data) != text:
        raise Malformed("A base64url text is not in its one form.")
    if length is not None and len(data) != length:
        raise Malformed(f"A value holds {len(data)} bytes in place of {length}.")
    return data


def canonical(value: object) -> bytes:
    """RFC 8785 over objects with ASCII keys, arrays, strings, and integers from 0 to 2^53 - 1."""
    _look_through(value, DEEPEST)
    return _write(value)


def canonical_pieces(value: object) -> Iterator[bytes]:
    """The bytes of `canonical`, piece by piece, so that a great board is never held twice."""
    _look_through(value, DEEPEST)
    yield from _pieces(value)


def parse(data: bytes) -> Any:
    """Read canonical JSON; `Malformed` where any byte differs from what `canonical` writes."""
    try:
        value = json.loads(data.decode("utf-8"))
        same = canonical(value) == data
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("This is not JSON.") from None
    # Doubled keys, spaces, other escapes and minus zero all come out otherwise than they went in.
    if not same:
        raise Malformed("This JSON is not canonical.")
    return value


def fields(value: object, *names: str) -> dict[str, Any]:
    """This object, if it has exactly these fields."""
    if not isinstance(value, dict) or value.keys() != set(names):
        raise Malformed(f"An object must have exactly the fields {', '.join(sorted(names))}.")
    return value


def items(value: object) -> list[Any]:
    """This array."""
    if not isinstance(value, list):
        raise Malformed("There is no array where one must be.")
    return value


def text(value: object) -> str:
    """This string."""
    if not isinstance(value, str):
        raise Malformed("There is no text where one must be.")
    return value


def integer(value: object, least: int = 0, most: int = MOST) -> int:
    """This integer, if it lies between `least` and `most`."""
    # True is an integer to Python.
    if type(value) is not int or not least <= value <= most:
        raise Malformed(f"There is no integer from {least} to {most} where one must be.")
    return value


def _look_through(value: object, depth: int) -> None:
    kind = type(value)
    if kind is str:
        return
    if kind is int:
        integer(value)
    elif depth == 0:
        raise Malformed("This is nested too deeply.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if type(key) is not str or not key.isascii():
                raise Malformed("The name of a field is not ASCII.")
            _look_through(inner, depth - 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _look_through(inner, depth - 1)
    else:
        raise Malformed("There are only objects, arrays, strings and integers.")


def _write(value: object) -> bytes:
    # ASCII keys sort alike by code point and by UTF-16, and Python escapes exactly what RFC 8785
    # does, where it is told not to escape letters beyond ASCII.
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return written.encode("utf-8")
    except UnicodeEncodeError:
        raise Malformed("A text holds half a character.") from None


def _pieces(value: object) -> Iterator[bytes]:
    if isinstance(value, dict):
        before = b"{"
        for key in sorted(value):
            yield before + _write(key) + b":"
            yield from _pieces(value[key])
            before = b","
        yield b"}" if value else b"{}"
    elif isinstance(value, list) and len(value) > _PIECE:
        before = b"["
        for start in range(0, len(value), _PIECE):
            yield before + _write(value[start : start + _PIECE])[1:-1]
            before = b","
        yield b"]"
    else:
        yield _write(value)
