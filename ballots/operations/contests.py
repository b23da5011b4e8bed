"""A contest from its draft to its opening, and its end without a result."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from ballots import box, definitions, keyring, permissions
from ballots.models import (
    Board,
    Contest,
    ContestStatus,
    Kind,
    Option,
    PaperBallots,
    RollEntry,
)
from ballots.operations import holders
from ballots.operations.holders import Key
from ballots.protocol.encoding import b64
from ballots.protocol.roll import leaf
from core.models import Event

SALT = 32
SHORT_COMPLAINTS, COMPLAINTS = timedelta(seconds=30), timedelta(hours=1)
SHORT_VOTE = timedelta(hours=1)
_KEPT_IN_RENEWAL = (
    "question",
    "kind",
    "rule",
    "terms",
    "seats",
    "most_ranks",
    "opens_at",
    "papers_until",
    "closes_at",
    "complaints_until",
    "roll_size",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An option to be put on the paper."""

    label: str
    reference: str = ""
    is_ron: bool = False


def complaints_end(opens_at: datetime, closes_at: datetime) -> datetime:
    """An hour after the close; after a vote of under an hour half a minute (section 15)."""
    is_short = closes_at - opens_at < SHORT_VOTE
    return closes_at + (SHORT_COMPLAINTS if is_short else COMPLAINTS)


@transaction.atomic
def draft_contest(
    question: str,
    *,
    rule: str,
    seats: int,
    voters: Iterable[str],
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
    kind: str = Kind.RANKED,
    most_ranks: int = 10,
    terms: Mapping[str, int] | None = None,
    papers_until: datetime | None = None,
    disputes_until: datetime | None = None,
    tellers: Sequence[Key] = (),
    needed: int = 1,
) -> Contest:
    """Freeze a roll of opaque voters for a vote to come; without tellers the host holds the key."""
    roll = sorted(set(voters))  # in an order that says nothing of who joined when
    contest = Contest.objects.create(
        question=question,
        kind=kind,
        rule=rule,
        terms=dict(terms or {}),
        seats=seats,
        most_ranks=most_ranks,
        needed=needed,
        opens_at=opens_at,
        papers_until=papers_until or closes_at,
        closes_at=closes_at,
        complaints_until=complaints_end(opens_at, closes_at),
        disputes_until=disputes_until,
        roll_size=len(roll),
    )
    salts = [os.urandom(SALT) for _voter in roll]
    RollEntry.objects.bulk_create(
        [
            RollEntry(contest=contest, voter=voter, salt=salt, leaf=leaf(salt, voter))
            for voter, salt in zip(roll, salts, strict=True)
        ],
        batch_size=1_000,
    )
    holders.write(contest, tellers)
    Event.record("ballots.contest_drafted", contest, by=None, at=at, roll=len(roll))
    return contest


@transaction.atomic
def prepare_contest(
    contest: Contest, *, options: Sequence[Answer], at: datetime, with_host: bool = False
) -> Contest:
    """Print the paper: make the keys, fix the definition, and set up the box.

    The host holds a key `with_host`, or where there are no tellers.
    """
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.prepare_contest(contest).enforce()
    printed = Option.objects.bulk_create(
        Option(
            contest=contest,
            number=number,
            label=option.label,
            reference=option.reference,
            is_ron=option.is_ron,
        )
        for number, option in enumerate(options, 1)
    )
    held = list(contest.holders.order_by("number"))
    is_joined = with_host or not held
    keyring.make(contest.public_id, with_holder=is_joined)
    if is_joined:
        held.append(holders.join_host(contest, len(held) + 1))
    definition = definitions.draw_up(contest, printed, held)
    box.create(contest.public_id)
    contest.definition, contest.fingerprint = definition.canonical, b64(definition.fingerprint)
    contest.status, contest.prepared_at = ContestStatus.PREPARED, at
    contest.save(update_fields=["definition", "fingerprint", "status", "prepared_at"])
    for holder in held:
        if holder.is_host:
            holder.ready = keyring.holder(contest.public_id).ready(definition.fingerprint)
            holder.save(update_fields=["ready"])
    Event.record("ballots.contest_prepared", contest, by=None, at=at)
    return contest


@transaction.atomic
def open_contest(contest: Contest, *, at: datetime) -> Contest:
    """Issue papers and take envelopes from now on."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.open_contest(contest, at).enforce()
    contest.status, contest.opened_at = ContestStatus.OPEN, at
    contest.save(update_fields=["status", "opened_at"])
    Event.record("ballots.contest_opened", contest, by=None, at=at)
    return contest


@transaction.atomic
def withdraw_option(contest: Contest, *, reference: str, at: datetime) -> None:
    """Count a name on the paper as withdrawn from now on; ballots that rank it stay good."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.withdraw_option(contest).enforce()
    option = contest.options.filter(reference=reference, is_withdrawn=False).first()
    if option is None:
        return
    option.is_withdrawn = True
    option.save(update_fields=["is_withdrawn"])
    Event.record("ballots.option_withdrawn", contest, by=None, at=at, number=option.number)


@transaction.atomic
def renew_contest(contest: Contest, *, at: datetime) -> Contest:
    """A fresh draft on the same roll, in place of one whose key holders were not ready.

    Every voter's salt and leaf stay; the earlier vote is void.
    """
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.renew_contest(contest).enforce()
    fresh = Contest.objects.create(
        **{name: getattr(contest, name) for name in _KEPT_IN_RENEWAL}, needed=1
    )
    RollEntry.objects.bulk_create(
        [
            RollEntry(contest=fresh, voter=one.voter, salt=one.salt, leaf=one.leaf)
            for one in contest.roll.order_by("voter")
        ],
        batch_size=1_000,
    )
    contest.roll.all().delete()
    void_contest(contest, at=at)
    Event.record("ballots.contest_renewed", fresh, by=None, at=at)
    return fresh


@transaction.atomic
def void_contest(contest: Contest, *, at: datetime) -> Contest:
    """End a vote without a result: papers, envelopes and keys are destroyed, nobody has seen them."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.void_contest(contest).enforce()
    had_box = contest.definition is not None
    if had_box:
        box.drop_finally(contest.public_id, *box.ALL)
    Board.objects.filter(contest=contest).delete()
    PaperBallots.objects.filter(contest=contest).delete()
    for rows in (
        contest.counted,
        contest.published,
        contest.lists,
        contest.bundles,
        contest.complaints,
    ):
        rows.all().delete()
    contest.holders.update(board_body=None)
    contest.status, contest.voided_at, contest.result = ContestStatus.VOID, at, None
    contest.save(update_fields=["status", "voided_at", "result"])
    Event.record("ballots.contest_voided", contest, by=None, at=at)
    transaction.on_commit(partial(keyring.destroy, contest.public_id))
    if had_box:
        transaction.on_commit(box.scrub)
    return contest
