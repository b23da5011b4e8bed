"""Rows of actions and of defence that the constraints allow."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from outreach.models import (
    Action,
    ActionComing,
    DefenceStep,
    Defender,
    Evidence,
    Participation,
    PublishedTotals,
    Reprisal,
    ReprisalTotal,
    RightsCard,
    Shift,
    ShiftPlace,
    Task,
)
from tests.factories import NOW, CommitteeFactory, MembershipFactory
from tests.factories_meetings import ResolutionFactory

BEGINS_AT = NOW + timedelta(days=7)
ENDS_AT = BEGINS_AT + timedelta(hours=2)


class ActionFactory(DjangoModelFactory[Action]):
    class Meta:
        model = Action

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    kind = "rally"
    title = "Walkout for warm rooms"
    demands = "Warm rooms. Nobody is punished."
    starts_at = BEGINS_AT
    ends_at = ENDS_AT
    place = "North gate"
    has_place = True
    place_opens_at = BEGINS_AT - timedelta(hours=2)
    called_at = NOW


class ParticipationFactory(DjangoModelFactory[Participation]):
    class Meta:
        model = Participation

    action = factory.SubFactory(ActionFactory)
    committee = factory.SelfAttribute("action.committee")
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..committee")
    )
    expected = 50
    joined_at = NOW


class ActionComingFactory(DjangoModelFactory[ActionComing]):
    class Meta:
        model = ActionComing

    participation = factory.SubFactory(ParticipationFactory)
    membership = factory.SubFactory(
        MembershipFactory, committee=factory.SelfAttribute("..participation.committee")
    )


class TaskFactory(DjangoModelFactory[Task]):
    class Meta:
        model = Task

    participation = factory.SubFactory(ParticipationFactory)
    kind = "press"


class ShiftFactory(DjangoModelFactory[Shift]):
    class Meta:
        model = Shift

    participation = factory.SubFactory(ParticipationFactory)
    role = "marshal"
    starts_at = BEGINS_AT
    ends_at = ENDS_AT
    places = 2


class ShiftPlaceFactory(DjangoModelFactory[ShiftPlace]):
    class Meta:
        model = ShiftPlace

    shift = factory.SubFactory(ShiftFactory)
    membership = factory.SubFactory(
        MembershipFactory, committee=factory.SelfAttribute("..shift.participation.committee")
    )


class DefenderFactory(DjangoModelFactory[Defender]):
    class Meta:
        model = Defender

    membership = factory.SubFactory(MembershipFactory)
    committee = factory.SelfAttribute("membership.committee")
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..committee")
    )
    named_at = NOW


class ReprisalFactory(DjangoModelFactory[Reprisal]):
    class Meta:
        model = Reprisal

    reporter = factory.SubFactory(MembershipFactory)
    committee = factory.SelfAttribute("reporter.committee")
    kind = "suspension"
    where = "school"
    whom = "self"
    happened_on = NOW.date()
    text = "I was suspended for the walkout."
    to = "coordinators"
    reported_at = NOW
    delete_at = NOW + timedelta(days=90)


class EvidenceFactory(DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    reprisal = factory.SubFactory(ReprisalFactory)
    sealed = b"\xff\xd8 a photo"
    added_at = NOW


class DefenceStepFactory(DjangoModelFactory[DefenceStep]):
    class Meta:
        model = DefenceStep

    reprisal = factory.SubFactory(ReprisalFactory)
    kind = "letter"
    text = "To the principal"
    due_on = (NOW + timedelta(days=3)).date()


class ReprisalTotalFactory(DjangoModelFactory[ReprisalTotal]):
    class Meta:
        model = ReprisalTotal

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    month = NOW.date().replace(day=1)
    kind = "suspension"
    people = 323


class PublishedTotalsFactory(DjangoModelFactory[PublishedTotals]):
    class Meta:
        model = PublishedTotals

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    rows = factory.LazyFunction(
        lambda: [{"month": "2026-03-01", "kind": "suspension", "people": 323}]
    )
    published_at = NOW


class RightsCardFactory(DjangoModelFactory[RightsCard]):
    class Meta:
        model = RightsCard

    country = "US"
    language = "en"
    title = "Your rights"
    text = "## If stopped\n- Ask for a lawyer."
    edited_at = NOW
