"""Addresses out of pasted or uploaded text; what is wrong is told by row number alone."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from accounts.addresses import clean_address

ADDRESSES_AT_MOST = 2_000
BYTES_AT_MOST = 200_000
FAULTS_AT_MOST = 200
_PARTS = re.compile(r"[,;\t]|\s+(?=\S+@)")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NoText(ValueError):
    """The file is no text, such as a spreadsheet or a picture."""


@dataclass(frozen=True, slots=True)
class AddressList:
    """`rows` are (row number, address), each address once; `faults` are (row number, word)."""

    rows: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def decode(raw: bytes) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, else Latin; `NoText` where it is none."""
    encoding = next((name for mark, name in _ENCODINGS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if "\0" in text:
        raise NoText
    return text


def read(text: str) -> AddressList:
    """The addresses of every row: one or several, bare or in angle brackets, in any column."""
    found, seen = AddressList(), set[str]()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if not line.strip(" \t,;\"'"):
            continue
        candidates = [part for part in _PARTS.split(line) if "@" in part]
        if not candidates and number > 1:  # the first row may name the columns
            found.faults.append((number, "empty"))
        for candidate in candidates:
            address = _address(candidate)
            if address is None:
                found.faults.append((number, "invalid"))
            elif address in seen:
                found.faults.append((number, "twice"))
            else:
                seen.add(address)
                found.rows.append((number, address))
    return found


def _address(candidate: str) -> str | None:
    bracketed = re.search(r"<([^<>]*)>", candidate)
    try:
        return clean_address((bracketed[1] if bracketed else candidate).strip(" \"'\ufeff"))
    except ValidationError:
        return None
