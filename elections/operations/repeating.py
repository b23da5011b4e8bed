"""Repeating an election that ended void: the same question, to the same people, once more."""

from datetime import datetime

from django.db import transaction

from committees.models import Membership
from core.models import Event
from elections import messages, permissions, timetable
from elections.models import Candidacy, CandidacyStatus, Election, Teller, TellerStatus
from elections.operations.announcing import announce_election

_STILL_HERE = {"membership__status": "active"}


@transaction.atomic
def repeat_election(election: Election, *, by: Membership, at: datetime) -> Election:
    """Announce it anew from now on; who stood is asked whether they stand again, so are tellers."""
    election = Election.objects.select_related("committee__campus").get(pk=election.pk)
    committee = election.committee
    permissions.repeat_election(by, committee, election).enforce()
    fresh = announce_election(
        committee,
        office=election.office,
        seats=election.seats,
        title=election.title,
        about=election.about,
        preset=election.preset,
        table=timetable.propose(election.preset, at, committee),
        by=by,
        at=at,
    )
    stood_before = election.candidacies.filter(status=CandidacyStatus.STANDING, **_STILL_HERE)
    for stood in stood_before.order_by("pk"):
        candidacy = Candidacy.objects.create(
            election=fresh,
            membership=stood.membership,
            name=stood.name,
            statement=stood.statement,
            nominated_at=at,
        )
        messages.ask_nominee(candidacy, at=at)
    held_before = election.tellers.filter(status=TellerStatus.ACCEPTED, **_STILL_HERE)
    for held in held_before.order_by("pk"):
        teller = Teller.objects.create(
            election=fresh, membership=held.membership, name=held.name, asked_at=at
        )
        messages.ask_teller(teller, at=at)
    Event.record("elections.election_repeated", fresh, by=by, at=at)
    return fresh
