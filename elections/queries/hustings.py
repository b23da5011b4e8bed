"""The hustings: statements side by side, questions with everybody's answers, in the reader's order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from committees.models import Membership
from committees.standing_orders import RULES
from core.decision import Decision
from elections import permissions
from elections.asking import asking_ends, drawn_for
from elections.models import (
    Candidacy,
    CandidacyStatus,
    Election,
    ElectionStatus,
    HustingsAnswer,
    HustingsQuestion,
)
from elections.officers import office_over
from elections.states import NOT_STARTED, OVER


@dataclass(frozen=True, slots=True)
class Reply:
    """A candidate's answer to one question; None where they have not answered."""

    candidacy: Candidacy
    answer: HustingsAnswer | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answers of all who stand. `asker` is empty where no name was wanted."""

    question: HustingsQuestion
    asker: str
    replies: list[Reply]
    may_answer: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Hustings:
    """What the page shows. `is_kept`: questions and answers are kept, so they can be read."""

    candidacies: list[Candidacy]
    asked: list[Asked]
    own: Candidacy | None
    may_ask: Decision
    is_kept: bool
    has_closed: bool
    takes_down: bool
    asking_ends: datetime
    has_time: bool
    rule: str

    @property
    def unanswered(self) -> int:
        """How many questions wait for the reader, who stands."""
        return sum(one.may_answer and not one.is_answered for one in self.asked)


def hustings(election: Election, member: Membership, now: datetime) -> Hustings:
    """The page of one reader."""
    rows = election.candidacies.filter(
        status__in=[CandidacyStatus.STANDING, CandidacyStatus.WITHDRAWN]
    )
    shown = list(rows)
    for one in shown:
        one.election = election
    drawn = drawn_for(member, shown)
    own = next((one for one in shown if one.membership_id == member.pk), None)
    is_kept = not (election.status in OVER and election.due_at is None)
    return Hustings(
        candidacies=drawn,
        asked=list(_asked(election, drawn, own, member)) if is_kept else [],
        own=own if own and own.status == CandidacyStatus.STANDING else None,
        may_ask=permissions.ask_candidates(member, election, now),
        is_kept=is_kept,
        has_closed=election.status not in (*NOT_STARTED, ElectionStatus.VOTING),
        takes_down=election.status in (*NOT_STARTED, ElectionStatus.VOTING)
        and bool(office_over(member, election)),
        asking_ends=asking_ends(election),
        has_time=election.voting_opens_at > election.nominations_close_at,
        rule=RULES["questions_days"].said(_days_for_questions(election)),
    )


def _days_for_questions(election: Election) -> int:
    """As the timetable has it, which need not be the days of the standing orders."""
    return round((election.voting_opens_at - election.nominations_close_at) / timedelta(days=1))


def _asked(
    election: Election, drawn: list[Candidacy], own: Candidacy | None, member: Membership
) -> Iterator[Asked]:
    answers = Prefetch("answers", queryset=HustingsAnswer.objects.all())
    rows = election.asked.select_related("asker").prefetch_related(answers).order_by("pk")
    for question in rows:
        question.election = election
        given = {one.candidacy_id: one for one in question.answers.all()}
        yield Asked(
            question=question,
            asker=question.asker.shown_name if question.asker else "",
            replies=[
                Reply(one, given.get(one.pk))
                for one in drawn
                if one.pk in given
                or (one.status == CandidacyStatus.STANDING and not question.is_gone)
            ],
            may_answer=bool(permissions.answer_as_candidate(member, own, question)),
            is_answered=own is not None and own.pk in given,
        )


def unanswering() -> QuerySet[Candidacy]:
    """Who stands and has left a question without an answer, while answers are taken."""
    answers = HustingsAnswer.objects.filter(
        question=OuterRef("pk"), candidacy=OuterRef(OuterRef("pk"))
    )
    questions = HustingsQuestion.objects.filter(election=OuterRef("election")).exclude(text="")
    return Candidacy.objects.standing().filter(
        Exists(questions.exclude(Exists(answers))), election__status=ElectionStatus.QUESTIONS
    )


def waiting_for(user: object) -> Iterable[Candidacy]:
    """This person's candidacies in which questions wait for them."""
    members = Membership.objects.active().filter(user=user)  # type: ignore[misc]
    rows = unanswering().filter(membership__in=members)
    return rows.select_related("election__committee").order_by("election__voting_opens_at")
