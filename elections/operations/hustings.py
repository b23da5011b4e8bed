"""Questions to the candidates, their answers, and words that are taken down."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from accounts import limits
from committees.models import Membership
from core.models import Event
from elections import messages, permissions
from elections.models import (
    Candidacy,
    Election,
    HustingsAnswer,
    HustingsQuestion,
    Words,
)
from elections.officers import office_over

Said = TypeVar("Said", bound=Words)


@transaction.atomic
def ask_candidates(
    election: Election, *, text: str, with_name: bool, by: Membership, at: datetime
) -> HustingsQuestion:
    """Ask everybody who stands. Raises `limits.TooMany` where this member has asked enough today.

    Without a name nothing that is kept leads from the question to whoever asked it: no row and no
    event, and neither says at which minute it was. How much a member has asked lies in the cache
    alone, under a keyed hash, until the day is over.
    """
    election = _locked(election)
    permissions.ask_candidates(by, election, at).enforce()
    limits.consume("ask_candidates", asker=f"{election.public_id}|{by.public_id}")
    local = at.astimezone(election.committee.timezone)
    question = HustingsQuestion.objects.create(
        election=election, asker=by if with_name else None, text=text, asked_on=local.date()
    )
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    Event.record("elections.candidates_asked", question, by=None, at=midnight)
    return question


@transaction.atomic
def answer_as_candidate(
    question: HustingsQuestion, *, text: str, candidacy: Candidacy, by: Membership, at: datetime
) -> HustingsAnswer:
    """Answer, or change the answer, until voting opens."""
    election = _locked(question.election)
    question = HustingsQuestion.objects.get(pk=question.pk)
    candidacy = Candidacy.objects.get(pk=candidacy.pk)
    question.election = election
    permissions.answer_as_candidate(by, candidacy, question).enforce()
    answer, _is_new = HustingsAnswer.objects.update_or_create(
        question=question, candidacy=candidacy, defaults={"text": text, "answered_at": at}
    )
    Event.record("elections.candidate_answered", answer, by=by, at=at)
    return answer


@transaction.atomic
def take_down(words: Said, *, ground: str, because: str, by: Membership, at: datetime) -> Said:
    """Empty a statement, a question or an answer; its place stays, with reason and office."""
    election = _locked(election_of(words))
    words = type(words)._default_manager.select_for_update().get(pk=words.pk)
    permissions.take_down(by, election, words).enforce()
    field = "statement" if isinstance(words, Candidacy) else "text"
    setattr(words, field, "")
    words.taken_down_at, words.taken_down_by = at, office_over(by, election)
    words.taken_down_ground, words.taken_down_because = ground, because
    names = ["taken_down_at", "taken_down_by", "taken_down_ground", "taken_down_because"]
    words.save(update_fields=[field, *names])
    Event.record("elections.words_taken_down", words, by=by, at=at)  # type: ignore[arg-type]
    messages.tell_author(election, words, at=at)
    return words


def election_of(words: Words) -> Election:
    """The election for which they were written."""
    if isinstance(words, HustingsAnswer):
        return words.question.election
    assert isinstance(words, Candidacy | HustingsQuestion)  # there are no others
    return words.election


def _locked(election: Election) -> Election:
    rows = Election.objects.select_for_update(of=("self",))
    return rows.select_related("committee", "returning_officer").get(pk=election.pk)
