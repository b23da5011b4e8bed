"""What a server checks of a board before it takes it (protocol, section 11, points 1 to 10).

Signatures of holders and the result stand outside the board: they are checked where they arrive.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ballots.protocol import ballot as ballots
from ballots.protocol import envelope as envelopes
from ballots.protocol import holders, lists, opening, paper
from ballots.protocol.ballot import Ballot
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, digest, fields, integer, items, parse, text, unb64
from ballots.protocol.opening import Code
from ballots.protocol.papers import Paper
from ballots.protocol.roll import roll_hash

_FIELDS = (
    *("ballots", "closing_list", "definition", "invalid", "leaves", "list_signature"),
    *("lots", "ready", "withdrawn"),
)


class BoardError(ValueError):
    """A board whose form is right and whose content is not; the text says what fails."""


def verify_board(data: bytes, definition: Definition | None = None) -> dict[str, Any]:
    """The board in these canonical bytes, if all of it holds (and is of this definition).

    Raises `Malformed` where it is no board, and `BoardError` where it does not hold.
    """
    read = parse(data)
    has_paper = isinstance(read, dict) and "paper" in read
    board = fields(read, *_FIELDS, *(("paper",) if has_paper else ()))
    named = Definition.from_json(board["definition"])
    if definition is not None and named.fingerprint != definition.fingerprint:
        raise BoardError("The board is of another contest.")
    definition = definition or named
    issued, marked = _check_leaves(definition, board["leaves"])
    if has_paper != bool(marked):
        raise BoardError("The board is silent on paper ballots, or nobody votes on paper.")
    if marked:
        paper.read_field(definition, board["paper"], marked)
    closing = _check_list(definition, board)
    standing = _check_ballots(definition, board["ballots"])
    _check_invalid(definition, board["invalid"], closing, standing)
    if len(standing) + len(board["invalid"]) != len(closing):
        raise BoardError("The board does not hold each listed envelope once.")
    if len(closing) > issued:
        raise BoardError("There are more envelopes than papers.")
    _check_holders(definition, board)
    return board


def _check_holders(definition: Definition, board: dict[str, Any]) -> None:
    ready, lots = items(board["ready"]), items(board["lots"])
    if not len(ready) == len(lots) == len(definition.holders):
        raise BoardError("Not every holder has its place on the board.")
    for number, signature in enumerate(ready, 1):
        if not holders.verify_ready(definition, number, unb64(signature, 64)):
            raise BoardError(f"Holder {number} has not said that it is ready.")
    for number, value in enumerate(lots, 1):
        r = unb64(value)
        if r and not holders.verify_lot(definition, number, r):
            raise BoardError(f"Holder {number} has committed to another lot.")


def _check_leaves(definition: Definition, value: object) -> tuple[int, int]:
    """How many papers were issued, and how many vote on paper."""
    leaves, kinds = [], []
    for entry in items(value):
        leaf, given = _pair(entry)
        leaves.append(unb64(leaf, 32))
        kinds.append(integer(given, most=2))
    _ascending(leaves, "The leaves are not sorted.")
    if len(leaves) != definition.roll_size or roll_hash(leaves) != definition.roll_hash:
        raise BoardError("The leaves are not those of the roll.")
    return kinds.count(1), kinds.count(2)


def _check_list(definition: Definition, board: dict[str, Any]) -> set[bytes]:
    closing = [unb64(h, 32) for h in items(board["closing_list"])]
    candidates = len(definition.candidates)
    withdrawn = [integer(number, 1, candidates) for number in items(board["withdrawn"])]
    _ascending(closing, "The closing list is not sorted.")
    _ascending(withdrawn, "The withdrawn candidates are not sorted.")
    hashed = lists.list_hash(definition.fingerprint, withdrawn, closing)
    signature = unb64(board["list_signature"], 64)
    key = definition.receipt_key
    if not lists.verify_final(key, signature, definition.fingerprint, hashed):
        raise BoardError("The closing list is not signed.")
    return set(closing)


def _check_ballots(definition: Definition, value: object) -> dict[bytes, Ballot]:
    """The ballots by b."""
    standing: dict[bytes, Ballot] = {}
    order = []
    for entry in items(value):
        ballot = read_ballot(entry)
        if not ballots.verify(ballot, definition):
            raise BoardError("A ballot does not verify.")
        standing[ballot.paper.key] = ballot
        order.append(digest(ballot.paper.key))
    # Strictly ascending: no b stands twice.
    _ascending(order, "The ballots are not sorted.")
    return standing


def _check_invalid(
    definition: Definition, value: object, closing: set[bytes], standing: dict[bytes, Ballot]
) -> None:
    hashes = []
    for entry in items(value):
        read = fields(entry, "code", "envelope", "key")
        code, envelope, key = text(read["code"]), unb64(read["envelope"]), unb64(read["key"])
        if code not in set(Code):
            raise Malformed("There is no such code.")
        if len(envelope) != definition.envelope_length or len(key) not in {0, 32}:
            raise BoardError("An invalid envelope or its key has a wrong length.")
        hashes.append(envelopes.fingerprint_of(definition, envelope))
        if (code == Code.UNOPENABLE) != (key == b""):
            raise BoardError("A key is missing, or stands where none can be.")
        if key and not _is_code(code, opening.examine(definition, envelope, key), standing):
            raise BoardError(f"An envelope called {code!r} is not so.")
    _ascending(hashes, "The invalid envelopes are not sorted.")
    if not closing.issuperset(hashes):
        raise BoardError("An invalid envelope is not on the list.")


def _is_code(code: str, found: Ballot | Code, standing: dict[bytes, Ballot]) -> bool:
    if isinstance(found, Code):
        return found == code
    kept = standing.get(found.paper.key)
    return code == Code.DUPLICATE and kept is not None and kept.counter >= found.counter


def read_ballot(value: object) -> Ballot:
    names = ("choices", "counter", "credential", "key", "prefix", "signature")
    read = fields(value, *names)
    paper = Paper(unb64(read["key"], 32), unb64(read["prefix"], 32), unb64(read["credential"], 384))
    choices = tuple(map(integer, items(read["choices"])))
    return Ballot(paper, choices, integer(read["counter"]), unb64(read["signature"], 64))


def _pair(value: object) -> tuple[object, object]:
    entry = items(value)
    if len(entry) != 2:
        raise Malformed("A leaf stands with one number.")
    return entry[0], entry[1]


def _ascending(values: Sequence[Any], complaint: str) -> None:
    """Sorted, and none twice."""
    if any(first >= second for first, second in pairwise(values)):
        raise BoardError(complaint)
