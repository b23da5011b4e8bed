"""Who asks the candidates, who answers, and who may take words down."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.asking import MOST_QUESTIONS, asking_ends
from elections.models import (
    Candidacy,
    CandidacyStatus,
    Election,
    ElectionStatus,
    HustingsQuestion,
    Words,
)
from elections.officers import office_over
from elections.states import NOT_STARTED


def ask_candidates(member: Membership, election: Election, at: datetime) -> Decision:
    """Any member, from the end of nominations until there is too little time to answer."""
    if not member.is_active or member.committee_id != election.committee_id:
        return denied(_("Only members of the committee ask the candidates."))
    if election.status in (ElectionStatus.ANNOUNCED, ElectionStatus.NOMINATIONS):
        return denied(_("Candidates are asked once nominations have closed."))
    if election.status != ElectionStatus.QUESTIONS:
        return denied(_("The time to ask is over."))
    if at >= asking_ends(election):
        return denied(_("The time to ask is over: the candidates answer until voting opens."))
    if election.asked.exclude(text="").count() >= MOST_QUESTIONS:
        return denied(
            _("%(most)s questions are asked already, which is the most that can be answered.")
            % {"most": MOST_QUESTIONS}
        )
    return ALLOWED


def answer_as_candidate(
    member: Membership, candidacy: Candidacy | None, question: HustingsQuestion
) -> Decision:
    """Each who stands, for themself; an answer can be changed until voting opens."""
    if candidacy is None or candidacy.membership_id != member.pk:
        return denied(_("Only the candidates answer."))
    if candidacy.election_id != question.election_id:
        return denied(_("This question is of another election."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    if question.election.status != ElectionStatus.QUESTIONS:
        return denied(_("Answers stand as they are once voting has opened."))
    if question.is_gone:
        return denied(_("This question was taken down."))
    return ALLOWED


def take_down(member: Membership, election: Election, words: Words) -> Decision:
    """The returning officer, or a coordinator where the clock runs it, until voting closes."""
    if not office_over(member, election):
        return denied(
            _(
                "Only the returning officer takes words down; where the clock runs the election, a "
                "coordinator who does not stand in it."
            )
        )
    if election.status not in (*NOT_STARTED, ElectionStatus.VOTING):
        return denied(_("Voting has closed."))
    if not words.words:
        return denied(_("Nothing stands here that could be taken down."))
    return ALLOWED
