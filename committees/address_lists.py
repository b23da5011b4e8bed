"""Addresses out of pasted or uploaded text; what is wrong is told by row number alone."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from accounts.addresses import clean_address

ADDRESSES_AT_MOST = 2_000
BYTES_AT_MOST = 200_000
FAULTS_AT_MOST = 200
_QUOTED = re.compile(r'"[^"<>@]*"')
_NAMED = re.compile(r"[^<>@]*<([^<>]*)>")
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
        candidates = _candidates(line)
        if not candidates and number > 1:  # the first row may name the columns
            found.faults.append((number, "empty"))
        if ":" in line and candidates:  # "Bcc: …" is a line of a mail, and names nobody to ask
            found.faults.append((number, "words"))
            continue
        for candidate in candidates:
            address, fault = _address(candidate)
            if fault:
                found.faults.append((number, fault))
            elif address in seen:
                found.faults.append((number, "twice"))
            else:
                seen.add(address)
                found.rows.append((number, address))
    return found


def _candidates(line: str) -> list[str]:
    """The parts of a row that hold an address; commas within a quoted name part nothing."""
    parts = re.split(r"[,;\t]", _QUOTED.sub(lambda name: re.sub(r"[,;\t]", " ", name[0]), line))
    found: list[str] = []
    for part in parts:
        words = part.split()
        found += words if all("@" in word for word in words) else [part] * ("@" in part)
    return found


def _address(candidate: str) -> tuple[str, str]:
    """The address, or the word of `InvitationBatch.FAULTS` that says why it is none."""
    candidate = candidate.strip(" \"'\ufeff")
    named = _NAMED.fullmatch(candidate)
    text = (named[1] if named else candidate).strip(" \"'")
    if len(text.split()) > 1:
        return "", "words"
    try:
        return clean_address(text), ""
    except ValidationError as error:
        if error.code == "too_long":
            return "", "long"
        return "", "invalid" if text.isascii() else "letters"
