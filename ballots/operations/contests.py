"""A contest from its draft to its count. The box is opened and emptied here."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from ballots import permissions, queries, secrets
from ballots.counting import count
from ballots.locks import seize_box
from ballots.models import Contest, ContestStatus, CountedBallots, Option, RollEntry
from core.models import Event

log = logging.getLogger("rankandfile.ballots")


@dataclass(frozen=True, slots=True)
class Answer:
    """An option to be put on the paper."""

    label: str
    reference: str = ""
    is_ron: bool = False


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
    most_ranks: int = 10,
) -> Contest:
    """Freeze a roll of opaque voters for a vote to come."""
    roll = sorted(set(voters))  # in an order that says nothing of who joined when
    contest = Contest.objects.create(
        question=question,
        rule=rule,
        seats=seats,
        most_ranks=most_ranks,
        opens_at=opens_at,
        closes_at=closes_at,
        roll_size=len(roll),
    )
    RollEntry.objects.bulk_create(
        [RollEntry(contest=contest, voter=voter) for voter in roll], batch_size=1_000
    )
    Event.record("ballots.contest_drafted", contest, by=None, at=at, roll=len(roll))
    return contest


@transaction.atomic
def open_contest(contest: Contest, *, options: Sequence[Answer], at: datetime) -> Contest:
    """Print the paper, make the secret, publish what it commits the lot to, and take ballots."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.open_contest(contest, at).enforce()
    Option.objects.bulk_create(
        Option(
            contest=contest,
            number=number,
            label=option.label,
            reference=option.reference,
            is_ron=option.is_ron,
        )
        for number, option in enumerate(options, 1)
    )
    contest.lot_commitment = secrets.make(contest.public_id).commitment
    contest.status, contest.opened_at = ContestStatus.OPEN, at
    contest.save(update_fields=["lot_commitment", "status", "opened_at"])
    Event.record("ballots.contest_opened", contest, by=None, at=at)
    return contest


@transaction.atomic
def withdraw_option(contest: Contest, *, reference: str, at: datetime) -> None:
    """Count a name on the paper as withdrawn from now on; ballots that rank it stay good."""
    seize_box(contest)  # before the row, as closing does: else the two could wait for each other
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.withdraw_option(contest).enforce()
    option = contest.options.filter(reference=reference, is_withdrawn=False).first()
    if option is None:
        return
    option.is_withdrawn = True
    option.save(update_fields=["is_withdrawn"])
    Event.record("ballots.option_withdrawn", contest, by=None, at=at, number=option.number)


@transaction.atomic
def close_contest(contest: Contest, *, at: datetime) -> Contest:
    """Take the ballots out of the box, in an order that tells nothing, and destroy the secret.

    Raises `secrets.SecretLost` where they cannot be opened: then the vote is void.
    """
    seize_box(contest)
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.close_contest(contest, at).enforce()
    secret = secrets.read(contest.public_id)
    ballots = Counter(
        secret.open(mark, bytes(sealed))
        for mark, sealed in contest.box.values_list("mark", "sealed")
    )
    CountedBallots.objects.bulk_create(
        [
            CountedBallots(contest=contest, choices=list(choices), number=number)
            for choices, number in sorted(ballots.items())
        ],
        batch_size=1_000,
    )
    contest.box.all().delete()
    contest.status, contest.closed_at = ContestStatus.CLOSED, at
    contest.lot_secret, contest.papers = secret.lot.hex(), ballots.total()
    contest.save(update_fields=["status", "closed_at", "lot_secret", "papers"])
    Event.record("ballots.contest_closed", contest, by=None, at=at)
    transaction.on_commit(partial(secrets.destroy, contest.public_id))
    return contest


@transaction.atomic
def count_contest(contest: Contest, *, at: datetime) -> Contest:
    """Count by the contest's rule; the result holds every stage."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.count_contest(contest).enforce()
    contest.ballots_hash = queries.ballots_hash(contest)
    contest.result = count(queries.as_counted(contest)).to_json()
    contest.status, contest.counted_at = ContestStatus.COUNTED, at
    contest.save(update_fields=["status", "counted_at", "result", "ballots_hash"])
    Event.record("ballots.contest_counted", contest, by=None, at=at)
    return contest


@transaction.atomic
def void_contest(contest: Contest, *, at: datetime) -> Contest:
    """End a vote without a result: ballots and secret are destroyed, nobody has seen them."""
    seize_box(contest)
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.void_contest(contest).enforce()
    contest.box.all().delete()
    contest.counted.all().delete()
    contest.status, contest.voided_at, contest.result = ContestStatus.VOID, at, None
    contest.save(update_fields=["status", "voided_at", "result"])
    Event.record("ballots.contest_voided", contest, by=None, at=at)
    transaction.on_commit(partial(secrets.destroy, contest.public_id))
    return contest


def destroy_left_secrets() -> None:
    """Destroy what a process that died between commit and destruction left behind."""
    held = secrets.held()
    alive = Contest.objects.filter(
        public_id__in=held, status__in=[ContestStatus.DRAFT, ContestStatus.OPEN]
    ).values_list("public_id", flat=True)
    ended = Contest.objects.filter(public_id__in=held).exclude(public_id__in=list(alive))
    for contest in ended.values_list("public_id", flat=True):
        secrets.destroy(contest)
        log.warning("the secret of the closed contest %s was left behind; now destroyed", contest)
