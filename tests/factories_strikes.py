"""Strike ballots that the constraints allow."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from elections.models import StrikeBallot
from tests.factories import NOW, CommitteeFactory
from tests.factories_elections import drafted
from tests.factories_meetings import ResolutionFactory


class StrikeBallotFactory(DjangoModelFactory[StrikeBallot]):
    """Carried by 12 of those who took part, and good for 30 days."""

    class Meta:
        model = StrikeBallot

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..committee")
    )
    action = "strike"
    title = "Shall we strike?"
    contest = factory.LazyFunction(lambda: drafted(["ann", "bob"]))
    status = "carried"
    needed = 10
    turnout = 12
    lapse_days = 30
    called_at = NOW - timedelta(days=6)
    voting_opens_at = NOW - timedelta(days=5)
    voting_closes_at = NOW - timedelta(days=2)
    ended_at = NOW - timedelta(days=1)
    lapses_at = NOW + timedelta(days=29)
