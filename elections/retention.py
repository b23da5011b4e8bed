"""How long elections and recalls, and the rolls and ballots of their contests, are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ballots.models import (
    Board,
    Bundle,
    ClosingList,
    Complaint,
    CountedBallots,
    Holder,
    HolderFault,
    PaperBallots,
    PublishedBallot,
    RollEntry,
)
from core.retention import rule
from elections import strike_retention  # noqa: F401  registers its own
from elections.models import (
    Candidacy,
    Challenge,
    ComplaintDecision,
    Election,
    ElectionReminder,
    HustingsAnswer,
    HustingsQuestion,
    Observer,
    PaperCount,
    PaperEntry,
    RecallPetition,
    RecallSignature,
    RecallStatus,
    Teller,
)
from elections.states import OVER

AFTER_THE_CHALLENGE = timedelta(days=30)
AFTER_THE_RECALL, ROLL_AFTER_THE_RECALL = timedelta(days=30), timedelta(days=3)
_OVER = Q(status__in=OVER)


def _past(now: datetime) -> QuerySet[Election]:
    """Those whose time to challenge has been over for as long as their ballots are kept."""
    return Election.objects.filter(_OVER, challenge_ends_at__lte=now - AFTER_THE_CHALLENGE)


def _rolls(now: datetime) -> QuerySet[RollEntry]:
    return RollEntry.objects.filter(contest__in=_over().values("contest"))


def _of_past(model: type[Any]) -> Callable[[datetime], QuerySet[Any]]:
    def rows(now: datetime) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(
            contest__in=_past(now).values("contest")
        )
        return found

    return rows


def _unanswered(now: datetime) -> QuerySet[Candidacy]:
    closed = Election.objects.filter(nominations_close_at__lte=now - AFTER_THE_CHALLENGE)
    return Candidacy.objects.filter(status__in=["nominated", "declined"], election__in=closed)


def _statements(now: datetime) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(election__in=_past(now)).exclude(statement="")


def _tellers(now: datetime) -> QuerySet[Teller]:
    return Teller.objects.filter(election__in=_past(now))


def _over() -> QuerySet[Election]:
    return Election.objects.filter(_OVER, due_at__isnull=True)


def _asked(now: datetime) -> QuerySet[HustingsQuestion]:
    return HustingsQuestion.objects.filter(election__in=_over())


def _answers(now: datetime) -> QuerySet[HustingsAnswer]:
    return HustingsAnswer.objects.filter(question__election__in=_over())


def _observers(now: datetime) -> QuerySet[Observer]:
    return Observer.objects.filter(candidacy__election__in=_over())


def _counts(now: datetime) -> QuerySet[PaperCount]:
    return PaperCount.objects.filter(election__in=_past(now))


def _entries(now: datetime) -> QuerySet[PaperEntry]:
    return PaperEntry.objects.filter(count__in=_counts(now))


def _reminders(now: datetime) -> QuerySet[ElectionReminder]:
    return ElectionReminder.objects.filter(sent_at__lte=now - AFTER_THE_CHALLENGE)


def _of_recall(model: type[Any]) -> Callable[[datetime], QuerySet[Any]]:
    """What is held of the votes of recalls that ended so long ago, the repeated ones too."""

    def rows(now: datetime) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(
            _in_recalls(_ended(now, AFTER_THE_RECALL))
        )
        return found

    return rows


def _recall_rolls(now: datetime) -> QuerySet[RollEntry]:
    return RollEntry.objects.filter(_in_recalls(_ended(now, ROLL_AFTER_THE_RECALL)))


def _in_recalls(petitions: QuerySet[RecallPetition]) -> Q:
    lost = petitions.filter(lost_contest__isnull=False).values("lost_contest")
    called = petitions.filter(contest__isnull=False).values("contest")
    return Q(contest__in=called) | Q(contest__in=lost)


def _ended(now: datetime, since: timedelta) -> QuerySet[RecallPetition]:
    return RecallPetition.objects.filter(ended_at__lte=now - since)


def _words_of_recalls(now: datetime) -> QuerySet[RecallPetition]:
    return _ended(now, AFTER_THE_RECALL).exclude(reason="", reply="")


def _signatures(now: datetime) -> QuerySet[RecallSignature]:
    gone = ~Q(petition__status=RecallStatus.OPEN) | Q(petition__lapses_at__lte=now)
    return RecallSignature.objects.filter(gone)


rule(Election, _("Kept with the committee: it says where mandates come from."))
rule(RollEntry, _("Deleted when the challenge ends; the size of the roll stays."), _rolls)
for _kept, _words in {
    CountedBallots: _("Deleted 30 days after the challenge; the stages stay."),
    PublishedBallot: _("The board: deleted 30 days after the challenge; a saved file stays."),
    Complaint: _("Evidence of complaints: deleted 30 days after the challenge."),
    PaperBallots: _("Paper ballots: deleted 30 days after the challenge."),
    Board: _("Deleted 30 days after the challenge, with its ballots."),
    ClosingList: _("Deleted 30 days after the challenge."),
    Holder: _("Public keys and signatures: deleted 30 days after the challenge."),
    HolderFault: _("What key holders found false: deleted 30 days after the challenge."),
    Bundle: _("Deleted when the ballots are counted; in any case 30 days after the challenge."),
}.items():
    rule(_kept, _words, _of_past(_kept))
rule(Candidacy, _("Unanswered and declined: deleted 30 days after nominations."), _unanswered)
rule(
    Candidacy,
    _("The statement: emptied 30 days after the challenge."),
    _statements,
    {"statement": ""},
)
rule(Challenge, _("Kept with its election; it names nobody."))
rule(Teller, _("Who held the keys: deleted 30 days after the challenge."), _tellers)
rule(HustingsQuestion, _("Deleted when the challenge ends, or the election is void."), _asked)
rule(HustingsAnswer, _("Deleted with its question."), _answers)
rule(Observer, _("Deleted when the challenge ends, or the election is void."), _observers)
rule(
    PaperEntry,
    _("Deleted when both lists agree; in any case 30 days after the challenge."),
    _entries,
)
rule(ComplaintDecision, _("Kept with its election; it names nobody."))
rule(PaperCount, _("Deleted 30 days after the challenge."), _counts)
rule(ElectionReminder, _("Deleted 30 days after it was sent."), _reminders)
rule(
    RecallPetition,
    _(
        "Kept with its committee: it says how a mandate ended. Reason and reply: emptied after 30 days."
    ),
    _words_of_recalls,
    {"reason": "", "reply": ""},
)
rule(
    RecallSignature,
    _("Deleted once enough have signed, or the petition has ended (after 30 days)."),
    _signatures,
)
rule(RollEntry, _("Of a recall: deleted three days after its end."), _recall_rolls)
for _kept in (Board, Bundle, ClosingList, CountedBallots, Holder, PublishedBallot):
    rule(_kept, _("Of a recall: deleted 30 days after its end."), _of_recall(_kept))
