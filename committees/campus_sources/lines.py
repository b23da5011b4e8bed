"""Reads CSV that may be half broken, in unknown encoding, a record at a time."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from committees.campus_sources.rows import BadRow, Unreadable

LINE_LIMIT = 100_000
LINES_IN_A_RECORD = 20
_UTF16 = ("ÿþ", "þÿ")  # its byte order marks, read as Latin-1

Record = tuple[int, dict[str, str]]


def decode(raw: bytes) -> str:
    """UTF-8, else what Windows calls Latin-1, else Latin-1 itself, which always succeeds."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def read_records(
    file: BinaryIO, *, required: Iterable[str], delimiters: str = ","
) -> Iterator[Record | BadRow]:
    """Each record as (line number, values by lower-case column), or the bad row and go on."""
    lines = _Lines(file)
    try:
        yield from _records(lines, tuple(required), delimiters)
    finally:
        lines.release()


def _records(
    lines: "_Lines", required: tuple[str, ...], delimiters: str
) -> Iterator[Record | BadRow]:
    header_line = lines.take()
    if header_line is not None and header_line[1].startswith(_UTF16):
        raise Unreadable(_("The file is in UTF-16. Save it as UTF-8 and try again."))
    while header_line is not None and not header_line[1].strip():
        header_line = lines.take()
    if header_line is None:
        raise Unreadable(_("The file is empty."))
    columns, delimiter = _read_header(header_line[1], required, delimiters)
    while (line := lines.take()) is not None:
        number, text = line
        if not text.strip(f" {delimiter}\t"):
            continue
        values = _complete(text, lines, delimiter, len(columns))
        if isinstance(values, str):
            yield BadRow(number, values)
        else:
            yield number, dict(zip(columns, values, strict=True))


class _Lines:
    """Lines with their number, of which some can be looked at before they are taken."""

    def __init__(self, file: BinaryIO) -> None:
        # Latin-1 keeps every byte, so that each line can be decoded by itself: one line in
        # another encoding then spoils nothing else.
        self._source = io.TextIOWrapper(file, encoding="latin-1", newline=None)
        self._ahead: deque[str] = deque()
        self._number = 0

    def release(self) -> None:
        """Leave the file open to its owner, who closes it."""
        self._source.detach()

    def take(self) -> tuple[int, str] | None:
        line = self._ahead.popleft() if self._ahead else self._next()
        if line is None:
            return None
        self._number += 1
        return self._number, line

    def peek(self, count: int) -> list[str]:
        while len(self._ahead) < count:
            line = self._next()
            if line is None:
                break
            self._ahead.append(line)
        return list(self._ahead)[:count]

    def _next(self) -> str | None:
        line = part = self._source.readline(LINE_LIMIT + 1)
        while part and not part.endswith("\n"):  # the rest of an endless line is not kept
            part = self._source.readline(LINE_LIMIT + 1)
        if not line or len(line) > LINE_LIMIT:
            return line or None
        return decode(line.encode("latin-1"))


def _read_header(line: str, required: tuple[str, ...], delimiters: str) -> tuple[list[str], str]:
    if "\0" in line or len(line) > LINE_LIMIT:
        raise Unreadable(_("This is not a CSV file: its first line is not a row of column names."))
    missing: list[str] = []
    for delimiter in delimiters:
        parsed = _parse(line, delimiter)
        columns = [column.strip().lower() for column in parsed or []]
        missing = missing or [name for name in required if name.lower() not in columns]
        if all(name.lower() in columns for name in required):
            return columns, delimiter
    raise Unreadable(
        _("The first line names no column “%(column)s”, so this is not the expected CSV file.")
        % {"column": missing[0]}
    )


def _complete(text: str, lines: _Lines, delimiter: str, width: int) -> list[str] | str:
    """The values of the record that begins with this line, or the reason it is bad.

    A cell may run over several lines. They are only taken if they end in a record of the
    right width, so that one forgotten quotation mark does not swallow the rest of the file.
    """
    if len(text) > LINE_LIMIT:
        return _("The line is longer than %(limit)d characters.") % {"limit": LINE_LIMIT}
    if text.count('"') % 2:
        joined = text
        for taken, following in enumerate(lines.peek(LINES_IN_A_RECORD), start=1):
            joined += following
            if following.count('"') % 2:
                values = _parse(joined, delimiter)
                if values is None or len(values) != width:
                    break
                for _line in range(taken):
                    lines.take()
                return values
        return _("A quotation mark is opened and never closed.")
    values = _parse(text, delimiter)
    if values is None:
        return _("The quotation marks in this line do not match.")
    while len(values) > width and not values[-1].strip():
        values.pop()
    if len(values) != width:
        return _("The row has %(found)d columns, and the first line has %(width)d.") % {
            "found": len(values),
            "width": width,
        }
    return values


def _parse(text: str, delimiter: str) -> list[str] | None:
    try:
        records = list(
            csv.reader(io.StringIO(text.rstrip("\n"), newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None
