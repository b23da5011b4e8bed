"""From the final list to the count: the holders' steps, and the host's where it is the only one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction

from ballots import box, definitions, keyring, permissions, queries
from ballots.counting import count
from ballots.models import (
    Board,
    Bundle,
    Contest,
    ContestStatus,
    CountedBallots,
    Holder,
    PublishedBallot,
)
from ballots.protocol import board as boards
from ballots.protocol import bundles, checking, holders, lists, lot, opening
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64, digest, parse, u8, unb64
from core.decision import Refused
from core.models import Event

_BATCH = 1_000


@transaction.atomic
def reveal_lot(contest: Contest, *, number: int, r: bytes, at: datetime) -> Holder:
    """Keep a holder's part of the lot, which they committed to before voting."""
    contest, holder = _locked(contest, number)
    permissions.reveal_lot(contest, holder).enforce()
    if not holders.verify_lot(definitions.of(contest.public_id), number, r):
        raise Refused("commitment")
    if holder.r is None:
        holder.r = r
        holder.save(update_fields=["r"])
        Event.record("ballots.lot_revealed", contest, by=None, at=at, holder=number)
    return holder


@transaction.atomic
def pass_bundle(
    contest: Contest, *, sender: int, receiver: int, bundle: bytes, at: datetime
) -> None:
    """Keep a holder's sealed shares for another; the first fixes the lot."""
    contest, holder = _locked(contest, sender)
    permissions.pass_bundle(contest, holder).enforce()
    definition = definitions.of(contest.public_id)
    is_for_another = receiver != sender and 1 <= receiver <= len(definition.holders)
    listed = list_hash(contest, definition)
    if not is_for_another or not bundles.verify_bundle(
        definition, sender, receiver, listed, bundle
    ):
        raise Refused("signature")
    Bundle.objects.get_or_create(
        contest=contest, sender=sender, receiver=receiver, defaults={"sealed": bundle}
    )
    Event.record("ballots.bundle_passed", contest, by=None, at=at, sender=sender, receiver=receiver)


@transaction.atomic
def sign_board(
    contest: Contest, *, number: int, body: bytes, signature: bytes, at: datetime
) -> Contest:
    """Keep a holder's board; once enough have signed the same, it stands and is counted.

    Raises `protocol.checking.BoardError` where something in it does not hold.
    """
    contest, holder = _locked(contest, number)
    permissions.sign_board(contest, holder).enforce()
    definition = definitions.of(contest.public_id)
    hashed = digest(body)
    if not holders.verify_board_signature(definition, number, hashed, signature):
        raise Refused("signature")
    if not contest.holders.filter(board_hash=hashed).exists():
        _check(contest, definition, body)
    holder.board_body, holder.board_hash, holder.board_signature = body, hashed, signature
    holder.save(update_fields=["board_body", "board_hash", "board_signature"])
    Event.record("ballots.board_signed", contest, by=None, at=at, holder=number)
    if contest.holders.filter(board_hash=hashed).count() < contest.needed:
        return contest
    return _count(contest, definition, parse(body), hashed, at)


@transaction.atomic
def open_ballots(contest: Contest, *, at: datetime) -> Contest:
    """The host alone: show the lot, open every envelope, sign the board, and count.

    Raises `keyring.KeyLost` where the key is gone: then nobody can open them any more.
    """
    contest, holder = _locked(contest, 1)
    permissions.open_ballots(contest).enforce()
    definition = definitions.of(contest.public_id)
    keys = keyring.holder(contest.public_id)
    holder.r = keys.r
    envelopes = list(box.listed(contest.public_id))
    shares = opening.open_shares(keys, 1, definition, envelopes)
    opened = opening.open_envelopes(definition, envelopes, {1: shares})
    holder.save(update_fields=["r"])
    board = built(contest, definition, opened)
    hashed = boards.board_hash(board)
    holder.board_hash = hashed
    holder.board_signature = keys.sign_board(definition.fingerprint, hashed)
    holder.save(update_fields=["board_hash", "board_signature"])
    Event.record("ballots.ballots_opened", contest, by=None, at=at)
    return _count(contest, definition, board, hashed, at)


def built(contest: Contest, definition: Definition, opened: opening.Opened) -> dict[str, Any]:
    """The board of a listed contest as these opened envelopes make it."""
    final = queries.closing_list(contest)
    assert final is not None  # the contest is listed
    rows = list(contest.holders.order_by("number"))
    return boards.build(
        definition,
        closing_list=queries.hashes_of(final),
        list_signature=bytes(final.signature),
        leaves=queries.leaves(contest),
        opened=opened,
        lots=[bytes(one.r) if one.r else None for one in rows],
        ready=[bytes(one.ready or b"") for one in rows],
        withdrawn=final.withdrawn,
        paper=queries.paper_field(contest),
    )


def _locked(contest: Contest, number: int) -> tuple[Contest, Holder]:
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    return contest, contest.holders.get(number=number)


def list_hash(contest: Contest, definition: Definition) -> bytes:
    """H(list) of the final list."""
    final = queries.closing_list(contest)
    assert final is not None  # the permissions ask for a listed contest
    return lists.list_hash(definition.fingerprint, final.withdrawn, queries.hashes_of(final))


def _check(contest: Contest, definition: Definition, body: bytes) -> None:
    """A teller's board says of roll, list and lot what this server knows, and holds in itself."""
    board = checking.verify_board(body, definition)
    final = queries.closing_list(contest)
    assert final is not None  # the permissions ask for a listed contest
    rows = list(contest.holders.order_by("number"))
    known = {
        "definition": definition.to_json(),
        "closing_list": [b64(one) for one in queries.hashes_of(final)],
        "list_signature": b64(bytes(final.signature)),
        "withdrawn": final.withdrawn,
        "leaves": [[b64(leaf), issued] for leaf, issued in queries.leaves(contest)],
        "lots": [b64(bytes(one.r)) if one.r else "" for one in rows],
        "ready": [b64(bytes(one.ready or b"")) for one in rows],
    }
    if on_paper := queries.paper_field(contest):
        known["paper"] = on_paper  # without it `verify_board` has seen that there is none
    for name, value in known.items():
        if board[name] != value:
            raise checking.BoardError(f"The board says something else of {name} than the box.")


def _count(
    contest: Contest, definition: Definition, board: dict[str, Any], hashed: bytes, at: datetime
) -> Contest:
    """Publish the board that stands, count it, and destroy what opened it."""
    hashed_list = lists.list_hash(
        definition.fingerprint, board["withdrawn"], map(unb64, board["closing_list"])
    )
    lots = [unb64(one) if one else None for one in board["lots"]]
    contest.lot_seed = lot.seed(definition.fingerprint, hashed_list, lots).hex()
    grouped = Counter(tuple(one["choices"]) for one in board["ballots"])
    if papers := queries.papers_of(contest):
        grouped.update(papers.counted())
    CountedBallots.objects.bulk_create(
        [
            CountedBallots(contest=contest, choices=list(choices), number=number)
            for choices, number in sorted(grouped.items())
        ],
        batch_size=_BATCH,
    )
    if queries.shows_board(contest):
        _publish(contest, board, hashed)
    contest.result = count(queries.as_counted(contest)).to_json()
    contest.status, contest.counted_at = ContestStatus.COUNTED, at
    contest.save(update_fields=["status", "counted_at", "result", "lot_seed"])
    contest.holders.update(board_body=None)
    contest.bundles.all().delete()
    Event.record("ballots.contest_counted", contest, by=None, at=at)
    box.drop_finally(contest.public_id, box.LISTED)
    transaction.on_commit(partial(keyring.destroy, contest.public_id))
    transaction.on_commit(box.scrub)
    return contest


def _publish(contest: Contest, board: dict[str, Any], hashed: bytes) -> None:
    Board.objects.create(
        contest=contest,
        hash=hashed,
        leaves=b"".join(unb64(leaf) + u8(issued) for leaf, issued in board["leaves"]),
        invalid=board["invalid"],
        lots=board["lots"],
    )
    rows = (
        PublishedBallot(
            contest=contest,
            position=position,
            tracker=boards.tracker(unb64(one["key"])),
            key=unb64(one["key"]),
            prefix=unb64(one["prefix"]),
            credential=unb64(one["credential"]),
            signature=unb64(one["signature"]),
            counter=one["counter"],
            choices=one["choices"],
        )
        for position, one in enumerate(board["ballots"], 1)
    )
    for batch in _batches(rows):
        PublishedBallot.objects.bulk_create(batch)


def _batches(rows: Iterable[PublishedBallot]) -> Iterator[list[PublishedBallot]]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch
