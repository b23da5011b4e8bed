"""Reads public lists of schools: each reader yields rows, and bad rows with their number."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from committees.campus_sources import hipo, ipeds, own_csv
from committees.campus_sources.rows import BadRow, CampusRow, Unreadable

Reader = Callable[[BinaryIO], Iterator[CampusRow | BadRow]]

READERS: dict[str, Reader] = {"hipo": hipo.read, "ipeds": ipeds.read, "csv": own_csv.read}

__all__ = ["READERS", "BadRow", "CampusRow", "Reader", "Unreadable"]
