"""The board: everything that proves a result, in one file (protocol, section 10)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ballots import counting
from ballots.counting import Count
from ballots.protocol import envelope as envelopes
from ballots.protocol import lists, lot
from ballots.protocol.ballot import Ballot
from ballots.protocol.checking import BoardError, verify_board
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64, canonical_pieces, digest, unb64
from ballots.protocol.opening import Invalid, Opened
from ballots.protocol.paper import Papers

__all__ = [
    "BoardError",
    "board_hash",
    "build",
    "contest_of",
    "csv_lines",
    "file_of",
    "is_sealed",
    "pieces",
    "result_of",
    "tracker",
    "verify_board",
]

TRACKER = 10
# Beside a leaf: neither, a paper was issued, its member votes on paper.
ISSUED, ON_PAPER = 1, 2


def build(
    definition: Definition,
    *,
    closing_list: Iterable[bytes],
    list_signature: bytes,
    leaves: Iterable[tuple[bytes, int]],
    opened: Opened,
    lots: Sequence[bytes | None],
    ready: Sequence[bytes],
    withdrawn: Iterable[int],
    paper: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The `board` object: one r or None a holder.

    Leaves are (leaf, 1 where a paper was issued, 2 where its member votes on paper); `paper` is
    the field for these, and None where there are none.
    """
    ordered = sorted(opened.ballots, key=lambda ballot: digest(ballot.paper.key))
    invalid = sorted(
        opened.invalid, key=lambda one: envelopes.fingerprint_of(definition, one.envelope)
    )
    on_paper = {} if paper is None else {"paper": dict(paper)}
    return on_paper | {
        "ballots": [_ballot(ballot) for ballot in ordered],
        "closing_list": [b64(h) for h in sorted(closing_list)],
        "definition": definition.to_json(),
        "invalid": [_invalid(one) for one in invalid],
        "leaves": [[b64(leaf), issued] for leaf, issued in sorted(leaves)],
        "list_signature": b64(list_signature),
        "lots": [b64(r or b"") for r in lots],
        "ready": [b64(signature) for signature in ready],
        "withdrawn": sorted(withdrawn),
    }


def pieces(value: Mapping[str, Any]) -> Iterator[bytes]:
    """The canonical bytes of a board or a board file, piece by piece."""
    return canonical_pieces(value)


def board_hash(board: Mapping[str, Any]) -> bytes:
    """H(board), what holders sign."""
    hashed = hashlib.sha256()
    for piece in pieces(board):
        hashed.update(piece)
    return hashed.digest()


def contest_of(board: Mapping[str, Any], papers: Papers | None = None) -> counting.Contest:
    """The contest as this board puts it to the count, with the seed of its lot.

    Where the board seals its paper ballots, `papers` are those of the annex.
    """
    definition = Definition.from_json(board["definition"])
    if papers is None and "paper" in board:
        papers = Papers.read(definition, board["paper"])
    on_paper = papers or Papers(())
    hashed = lists.list_hash(
        definition.fingerprint, board["withdrawn"], map(unb64, board["closing_list"])
    )
    return definition.counted(
        counting.group(
            chain((ballot["choices"] for ballot in board["ballots"]), on_paper.counted())
        ),
        withdrawn=board["withdrawn"],
        seed=lot.seed(definition.fingerprint, hashed, map(unb64, board["lots"])),
        invalid=len(board["invalid"]) + on_paper.spoilt,
    )


def is_sealed(board: Mapping[str, Any]) -> bool:
    """Whether this board shows only the hash of its paper ballots."""
    return "hash" in board.get("paper", {})


def result_of(count: Count, *, is_sealed: bool = False) -> dict[str, Any]:
    """The `result` of the board file; without the stages where paper ballots are sealed.

    What the stages hold more than the ballots on the board would be the papers.
    """
    if is_sealed:
        return {"elected": list(count.elected), "reopened": count.reopened}
    return {
        "blank": count.blank,
        "elected": list(count.elected),
        "quota": count.quota,
        "reopened": count.reopened,
        "stages": [
            {
                "elected": list(stage.elected),
                "excluded": list(stage.excluded),
                "lot": [number for number, _ in stage.lot.order] if stage.lot else [],
                "non_transferable": stage.non_transferable,
                "number": stage.number,
                "votes": list(stage.votes),
            }
            for stage in count.stages
        ],
        "valid": count.valid,
    }


def file_of(
    board: Mapping[str, Any], signatures: Mapping[int, bytes], result: Mapping[str, Any]
) -> dict[str, Any]:
    """The board file: the board, the holders' signatures by number, and the result."""
    issued = sum(given == ISSUED for _, given in board["leaves"])
    return {
        "board": board,
        "papers_unused": issued - len(board["closing_list"]),
        "result": result,
        "signatures": [
            {"holder": number, "signature": b64(signature)}
            for number, signature in sorted(signatures.items())
        ],
    }


def tracker(key: bytes) -> str:
    """What a member compares by eye; programs compare b itself."""
    return base64.b32encode(digest(key)).decode("ascii")[:TRACKER]


def csv_lines(board: Mapping[str, Any]) -> Iterator[str]:
    """The lines of ballots.csv, sorted as on the board (section 7)."""
    yield "tracker,key,choices\n"
    for ballot in board["ballots"]:
        choices = " ".join(map(str, ballot["choices"]))
        yield f"{tracker(unb64(ballot['key']))},{ballot['key']},{choices}\n"


def _ballot(ballot: Ballot) -> dict[str, Any]:
    return {
        "choices": list(ballot.choices),
        "counter": ballot.counter,
        "credential": b64(ballot.paper.signature),
        "key": b64(ballot.paper.key),
        "prefix": b64(ballot.paper.prefix),
        "signature": b64(ballot.signature),
    }


def _invalid(one: Invalid) -> dict[str, str]:
    return {"code": str(one.code), "envelope": b64(one.envelope), "key": b64(one.key)}
