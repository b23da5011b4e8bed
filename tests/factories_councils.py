"""Rows of a delegate's work that the constraints allow."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from councils.models import Instruction, MandateReminder, Ratification, Report, ReportLine
from tests.factories import NOW, AffiliationFactory, SeatFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    MeetingFactory,
    MotionFactory,
    ResolutionFactory,
)


class InstructionFactory(DjangoModelFactory[Instruction]):
    class Meta:
        model = Instruction

    affiliation = factory.SubFactory(AffiliationFactory)
    item = factory.SubFactory(
        AgendaItemFactory,
        meeting__committee=factory.SelfAttribute("...affiliation.council"),
    )
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..affiliation.committee")
    )
    stance = "for"
    given_at = NOW


class MandateReminderFactory(DjangoModelFactory[MandateReminder]):
    class Meta:
        model = MandateReminder

    affiliation = factory.SubFactory(AffiliationFactory)
    meeting = factory.SubFactory(
        MeetingFactory, committee=factory.SelfAttribute("..affiliation.council")
    )


class ReportFactory(DjangoModelFactory[Report]):
    class Meta:
        model = Report

    seat = factory.SubFactory(SeatFactory)
    meeting = factory.SubFactory(
        MeetingFactory,
        committee=factory.SelfAttribute("..seat.affiliation.council"),
        status="closed",
        opened_at=NOW - timedelta(hours=2),
        closed_at=NOW,
    )
    owed_at = NOW
    due_at = NOW + timedelta(days=7)
    agenda_at = NOW + timedelta(days=14)
    remind_at = NOW + timedelta(days=5)


class ReportLineFactory(DjangoModelFactory[ReportLine]):
    class Meta:
        model = ReportLine

    report = factory.SubFactory(ReportFactory)
    item = factory.SubFactory(AgendaItemFactory, meeting=factory.SelfAttribute("..report.meeting"))


class RatificationFactory(DjangoModelFactory[Ratification]):
    class Meta:
        model = Ratification

    affiliation = factory.SubFactory(AffiliationFactory)
    resolution = factory.SubFactory(
        ResolutionFactory,
        committee=factory.SelfAttribute("..affiliation.council"),
        motion=factory.SubFactory(
            MotionFactory,
            committee=factory.SelfAttribute("..committee"),
            status="carried",
            decided_at=NOW,
        ),
    )
    asked_at = NOW
    closes_at = NOW + timedelta(days=7)
    last_call_at = NOW + timedelta(days=6)
