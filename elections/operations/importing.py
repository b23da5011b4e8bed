"""Publishing, as an election of the committee, a contest that was voted elsewhere."""

from datetime import datetime, timedelta

from django.db import transaction

from ballots import queries as ballots
from ballots.counting import Contest as Papers
from ballots.operations.imports import import_contest
from committees.models import Committee, Membership
from core.models import Event
from elections import permissions
from elections.models import (
    Candidacy,
    CandidacyStatus,
    Election,
    ElectionStatus,
    Outcome,
    Preset,
)


@transaction.atomic
def import_election(
    committee: Committee, papers: Papers, *, title: str, about: str, by: Membership, at: datetime
) -> Election:
    """Count `papers` and show the result; nobody takes an office from it."""
    permissions.import_election(by, committee).enforce()
    size = sum(weight for weight, _ranking in papers.papers) + papers.invalid
    contest = import_contest(papers, question=title, roll_size=size, at=at)
    election = Election.objects.create(
        committee=committee,
        title=title,
        about=about,
        seats=papers.seats,
        preset=Preset.PRACTICE,
        status=ElectionStatus.FINAL,
        contest=contest,
        announced_at=at,
        nominations_open_at=at - timedelta(hours=3),
        nominations_close_at=at - timedelta(hours=2),
        voting_opens_at=at - timedelta(hours=1),
        voting_closes_at=at,
        challenge_ends_at=at,
        declared_at=at,
    )
    result = ballots.result(contest)
    assert result is not None  # an imported contest is counted
    order = {number: place for place, number in enumerate(result.elected, 1)}
    Candidacy.objects.bulk_create(
        Candidacy(
            election=election,
            name=name[:60],
            status=CandidacyStatus.WITHDRAWN
            if number in papers.withdrawn
            else CandidacyStatus.STANDING,
            nominated_at=at,
            answered_at=at,
            withdrawn_at=at if number in papers.withdrawn else None,
            outcome=Outcome.ELECTED if number in order else Outcome.NOT_ELECTED,
            position=order.get(number),
        )
        for number, name in enumerate(papers.candidates, 1)
        if number != papers.ron
    )
    Event.record("elections.election_imported", election, by=by, at=at)
    return election
