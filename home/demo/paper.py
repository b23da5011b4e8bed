"""Votes on paper: members marked in an open election, papers that wait to be entered, a complaint."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ballots.operations.evidence import bring_evidence
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership, Office
from elections.models import Election, Preset
from elections.operations import on_paper
from elections.operations.announcing import announce_election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from elections.timetable import Timetable

Vote = Callable[..., None]


def mark(election: Election, members: list[Membership], *, at: datetime) -> None:
    """These vote on paper."""
    for member in members:
        on_paper.mark_on_paper(election, member, by=member, at=at)


def awaited(committee: Committee, members: list[Membership], vote: Vote, *, now: datetime) -> None:
    """An election that has just closed; the count waits for the papers of six members."""
    officer, counter = members[2], members[3]
    closed = now - timedelta(minutes=20)
    announced = closed - timedelta(days=10)
    opened = closed - timedelta(days=3)
    election = announce_election(
        committee,
        office=Office.RETURNING_OFFICER,
        seats=1,
        title="Election of a returning officer",
        about="Six members vote on paper. Their papers are entered by two people.",
        preset=Preset.STANDARD,
        table=Timetable(
            announced, announced + timedelta(days=5), opened, closed, closed + timedelta(days=3)
        ),
        by=officer,
        at=announced,
    )
    for member in members[4:6]:
        at = announced + timedelta(days=1)
        nominate(election, name=None, statement="I will count fairly.", by=member, at=at)
    election = advance_election(election, at=opened)
    for member in members[4:12]:
        vote(election, member, at=opened + timedelta(hours=5))
    mark(election, members[-7:-1], at=opened + timedelta(hours=6))
    on_paper.name_counter(election, counter, by=officer, at=opened + timedelta(days=1))
    voter = ScriptedVoter(election.contest, members[12].public_id)
    voter.vote([1], at=opened + timedelta(hours=5))
    election = advance_election(election, at=now)
    bring_evidence(election.contest, voter.complaint([1]), at=now)
