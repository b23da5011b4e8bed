"""The files that a counted contest is published as, written while they are sent."""

from collections.abc import Iterator
from itertools import chain

from ballots import queries
from ballots.models import ClosingList, Contest, ListKind, PublishedBallot
from ballots.protocol import board as boards
from ballots.protocol.encoding import b64, canonical, parse

_LEAF = 33
# Bytes in the board file: what there always is, a ballot, a hash of the list, a line of the roll.
_FIXED, _BALLOT, _HASH, _LINE = 4_000, 800, 46, 49
_TOGETHER = 200


def ballots_csv(contest: Contest) -> Iterator[bytes]:
    """Tracker, key and choices of every ballot, in the board's order."""
    return _joined(
        chain(
            [b"tracker,key,choices\n"],
            (
                f"{one.tracker},{b64(bytes(one.key))},{' '.join(map(str, one.choices))}\n".encode()
                for one in queries.published(contest)
            ),
        )
    )


def board_file(contest: Contest) -> Iterator[bytes]:
    """The board file (section 10)."""
    count = queries.result(contest)
    assert count is not None  # only a counted contest has a board
    signed = contest.holders.filter(board_hash=bytes(contest.board.hash)).order_by("number")
    signatures = [
        {"holder": one.number, "signature": b64(bytes(one.board_signature or b""))}
        for one in signed
    ]
    unused = (contest.papers_issued or 0) - (contest.envelopes or 0)
    return _joined(
        chain(
            [b'{"board":'],
            board_body(contest),
            [
                b',"papers_unused":',
                canonical(unused),
                b',"result":',
                canonical(boards.result_of(count, is_sealed=not queries.shows_stages(contest))),
                b',"signatures":',
                canonical(signatures),
                b"}",
            ],
        )
    )


def board_body(contest: Contest) -> Iterator[bytes]:
    """The bytes that the holders signed, from the rows."""
    board, final = contest.board, queries.closing_list(contest)
    assert final is not None  # only a listed contest has a board
    leaves = bytes(board.leaves)
    ready = contest.holders.order_by("number").values_list("ready", flat=True)
    rest = {
        "closing_list": [b64(one) for one in queries.hashes_of(final)],
        "definition": parse(bytes(contest.definition or b"")),
        "invalid": board.invalid,
        "leaves": [
            [b64(leaves[at : at + 32]), leaves[at + 32]] for at in range(0, len(leaves), _LEAF)
        ],
        "list_signature": b64(bytes(final.signature)),
        "lots": board.lots,
        "ready": [b64(bytes(one or b"")) for one in ready],
        "withdrawn": final.withdrawn,
    }
    if on_paper := queries.paper_field(contest):
        rest["paper"] = on_paper
    yield b'{"ballots":['
    between = b""
    for one in queries.published(contest):
        yield between + canonical(_ballot(one))
        between = b","
    yield b"],"
    yield canonical(rest)[1:]


def about_size(contest: Contest) -> int:
    """Bytes of the board file, near enough to say before it is fetched."""
    ballots, envelopes = contest.board.invalid, contest.envelopes or 0
    invalid = sum(len(one["envelope"]) for one in ballots)
    valid = envelopes - len(ballots)
    return _FIXED + _BALLOT * valid + _HASH * envelopes + _LINE * contest.roll_size + invalid


def list_json(listed: ClosingList) -> bytes:
    """A closing list as the box shows it (section 8)."""
    return canonical(
        {
            "envelopes": [b64(one) for one in queries.hashes_of(listed)],
            "kind": str(ListKind(listed.kind).value),
            "signature": b64(bytes(listed.signature)),
            "withdrawn": listed.withdrawn,
        }
    )


def _ballot(one: PublishedBallot) -> dict[str, object]:
    return {
        "choices": one.choices,
        "counter": one.counter,
        "credential": b64(bytes(one.credential)),
        "key": b64(bytes(one.key)),
        "prefix": b64(bytes(one.prefix)),
        "signature": b64(bytes(one.signature)),
    }


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Small pieces put together, so that a server is not asked to send each by itself."""
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == _TOGETHER:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)
