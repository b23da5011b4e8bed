"""Counting here what was voted elsewhere: a contest from a file of ballots."""

import hashlib
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from ballots import permissions, queries
from ballots.counting import Contest as Papers
from ballots.counting import count
from ballots.models import Contest, ContestStatus, CountedBallots, Option
from core.models import Event


@transaction.atomic
def import_contest(papers: Papers, *, question: str, roll_size: int, at: datetime) -> Contest:
    """Keep the ballots of `papers` as a contest that is closed and counted; its roll is a number."""
    permissions.import_contest(papers).enforce()
    contest = Contest.objects.create(
        question=question,
        rule=papers.rule,
        seats=papers.seats,
        most_ranks=len(papers.candidates),
        status=ContestStatus.CLOSED,
        opens_at=at - timedelta(hours=1),
        papers_until=at,
        closes_at=at,
        complaints_until=at,
        opened_at=at - timedelta(hours=1),
        closed_at=at,
        roll_size=roll_size,
        envelopes=sum(weight for weight, _ranking in papers.papers) + papers.invalid,
        # No key holders: the lot comes from the ballots alone, which everybody has.
        lot_seed=_seed(papers).hex(),
    )
    Option.objects.bulk_create(
        Option(
            contest=contest,
            number=number,
            label=label[:200],
            is_ron=number == papers.ron,
            is_withdrawn=number in papers.withdrawn,
        )
        for number, label in enumerate(papers.candidates, 1)
    )
    grouped: Counter[tuple[int, ...]] = Counter()
    for weight, ranking in papers.papers:
        grouped[ranking] += weight
    CountedBallots.objects.bulk_create(
        [
            CountedBallots(contest=contest, choices=list(ranking), number=number)
            for ranking, number in sorted(grouped.items())
        ],
        batch_size=2_000,
    )
    contest.result = count(queries.as_counted(contest)).to_json()
    contest.status, contest.counted_at = ContestStatus.COUNTED, at
    contest.save(update_fields=["result", "status", "counted_at"])
    Event.record("ballots.contest_imported", contest, by=None, at=at, papers=contest.envelopes)
    return contest


def _seed(papers: Papers) -> bytes:
    """SHA-256 of every ballot as a line of numbers, sorted as bytes."""
    lines: list[bytes] = []
    for weight, ranking in papers.papers:
        lines += [(" ".join(map(str, ranking)) + "\n").encode()] * weight
    return hashlib.sha256(b"".join(sorted(lines))).digest()
