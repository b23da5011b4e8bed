"""How long elections, and the rolls and ballots of their contests, are kept."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ballots.models import CountedBallots, RollEntry
from core.retention import rule
from elections.models import Candidacy, Election, ElectionReminder

AFTER_THE_CHALLENGE = timedelta(days=30)
_OVER = Q(status__in=["final", "void"])


def _rolls(now: datetime) -> QuerySet[RollEntry]:
    over = Election.objects.filter(_OVER, due_at__isnull=True)
    return RollEntry.objects.filter(contest__in=over.values("contest"))


def _ballots(now: datetime) -> QuerySet[CountedBallots]:
    past = Election.objects.filter(_OVER, challenge_ends_at__lte=now - AFTER_THE_CHALLENGE)
    return CountedBallots.objects.filter(contest__in=past.values("contest"))


def _unanswered(now: datetime) -> QuerySet[Candidacy]:
    closed = Election.objects.filter(nominations_close_at__lte=now - AFTER_THE_CHALLENGE)
    return Candidacy.objects.filter(status__in=["nominated", "declined"], election__in=closed)


def _statements(now: datetime) -> QuerySet[Candidacy]:
    past = Election.objects.filter(_OVER, challenge_ends_at__lte=now - AFTER_THE_CHALLENGE)
    return Candidacy.objects.filter(election__in=past).exclude(statement="")


def _reminders(now: datetime) -> QuerySet[ElectionReminder]:
    return ElectionReminder.objects.filter(sent_at__lte=now - AFTER_THE_CHALLENGE)


rule(Election, "Kept with the committee: it says where mandates come from.")
rule(RollEntry, "Deleted when the challenge ends; the size of the roll stays.", _rolls)
rule(CountedBallots, "Deleted 30 days after the challenge; the stages stay.", _ballots)
rule(Candidacy, "Unanswered and declined: deleted 30 days after nominations.", _unanswered)
rule(
    Candidacy, "The statement: emptied 30 days after the challenge.", _statements, {"statement": ""}
)
rule(ElectionReminder, "Deleted 30 days after it was sent.", _reminders)
