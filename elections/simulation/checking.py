"""Whether the board is the one that the voters know they cast; each difference is a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ballots.counting import count
from ballots.protocol import board as boards
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64, unb64
from ballots.protocol.envelope import fingerprint_of
from ballots.protocol.outer import parse
from ballots.protocol.voter import Voter
from elections.simulation.voting import Record


class Cast:
    """What a voter knows of their last envelope."""

    def __init__(self, record: Record, definition: Definition) -> None:
        assert record.stored is not None
        self.record = record
        self.key = Voter.from_json(record.stored, definition).ballot_key
        self.h = parse(record.cast[-1], definition).h
        self.code = record.part.code
        self.choices = list(record.part.ballots[-1])


def differences(
    file: dict[str, Any], trackers: str, records: Sequence[Record], definition: Definition
) -> Iterator[str]:
    """What the board file and `ballots.csv` say that is not so."""
    board, cast = file["board"], [Cast(one, definition) for one in records if one.cast]
    if board["definition"] != definition.to_json():
        yield "The board is of another definition."
    yield from _ballots(board, cast)
    yield from _invalid(board, cast, definition)
    if board["closing_list"] != sorted((b64(one.h) for one in cast), key=unb64):
        yield "The closing list is not that of the envelopes that were cast."
    yield from _papers(file, records)
    yield from _trackers(trackers, cast)
    counted = boards.result_of(count(boards.contest_of(board)))
    if file["result"] != counted:
        yield "The result is not the count of the board's own ballots."


def _ballots(board: dict[str, Any], cast: Sequence[Cast]) -> Iterator[str]:
    wanted = {one.key: one.choices for one in cast if one.code is None}
    found = {unb64(one["key"]): one["choices"] for one in board["ballots"]}
    if len(found) != len(board["ballots"]):
        yield "A key stands on the board twice."
    if missing := wanted.keys() - found.keys():
        yield f"{len(missing)} ballots that were cast are missing from the board."
    if added := found.keys() - wanted.keys():
        yield f"{len(added)} ballots on the board were cast by nobody."
    altered = [key for key in wanted.keys() & found.keys() if wanted[key] != found[key]]
    if altered:
        yield f"{len(altered)} ballots on the board are not as they were cast."
    choices = (Counter(map(tuple, those.values())) for those in (wanted, found))
    if len(set(map(frozenset, (one.items() for one in choices)))) != 1:
        yield "The choices on the board are not those that were cast."


def _invalid(board: dict[str, Any], cast: Sequence[Cast], definition: Definition) -> Iterator[str]:
    wanted = {one.h: str(one.code) for one in cast if one.code is not None}
    found = {
        fingerprint_of(definition, unb64(one["envelope"])): one["code"] for one in board["invalid"]
    }
    for h in wanted.keys() | found.keys():
        if wanted.get(h) != found.get(h):
            yield f"An envelope is {found.get(h, 'valid')} in place of {wanted.get(h, 'valid')}."


def _papers(file: dict[str, Any], records: Sequence[Record]) -> Iterator[str]:
    taken = sum(one.stored is not None for one in records)
    issued = sum(mark for _leaf, mark in file["board"]["leaves"])
    if issued != taken:
        yield f"The roll says that {issued} papers were issued, not {taken}."
    if len(file["board"]["leaves"]) != len(records):
        yield "The roll is not as long as it was."
    if file["papers_unused"] != taken - sum(bool(one.cast) for one in records):
        yield f"{file['papers_unused']} is not the number of papers that were not used."


def _trackers(csv: str, cast: Sequence[Cast]) -> Iterator[str]:
    lines = csv.splitlines()
    if lines[:1] != ["tracker,key,choices"]:
        yield "ballots.csv has no head."
    found = {tuple(line.split(",")) for line in lines[1:]}
    wanted = {
        (boards.tracker(one.key), b64(one.key), " ".join(map(str, one.choices)))
        for one in cast
        if one.code is None
    }
    if lost := wanted - found:
        yield f"{len(lost)} voters do not find their tracker with their choices."
