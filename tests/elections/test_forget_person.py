"""Leave and erase, for whoever stands, answers or observes."""

from accounts.operations.people import erase_account
from committees.models import Committee, Membership
from elections.models import Candidacy, HustingsAnswer, Observer
from tests.accounts.dump import everything
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import (
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    ObserverFactory,
    announced,
    asking,
    candidacy_of,
    stand,
    voting,
)


def _ada(committee: Committee) -> Membership:
    made: Membership = MembershipFactory(committee=committee, chosen_name="Planted-Ada")
    return made


def _erase(member: Membership) -> None:
    assert member.user is not None
    erase_account(member.user, by=member.user, at=NOW)


def test_before_the_paper_is_printed_no_trace_of_a_candidate_stays(
    committee: Committee, returning_officer: Membership
) -> None:
    ada = _ada(committee)
    stand(announced(committee, returning_officer), ada)
    assert "Planted-Ada" in everything()
    _erase(ada)
    assert not Candidacy.objects.exists()
    assert "Planted-Ada" not in everything()


def test_while_candidates_are_asked_statement_and_answers_go(
    committee: Committee, returning_officer: Membership, member: Membership
) -> None:
    election = asking(committee, returning_officer, ada := _ada(committee), member)
    for one in (ada, member):
        HustingsAnswerFactory(
            question=HustingsQuestionFactory(election=election),
            candidacy=candidacy_of(election, one),
        )
    _erase(ada)
    assert "Planted-Ada" not in everything()
    assert HustingsAnswer.objects.get().candidacy == candidacy_of(election, member)


def test_on_a_printed_paper_the_name_stays_and_is_passed_over(
    committee: Committee, returning_officer: Membership, member: Membership
) -> None:
    election = voting(committee, returning_officer, ada := _ada(committee), member)
    candidacy = candidacy_of(election, ada)
    HustingsAnswerFactory(question=HustingsQuestionFactory(election=election), candidacy=candidacy)
    _erase(ada)
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.statement) == ("withdrawn", "")
    assert election.contest.options.get(reference=candidacy.public_id).is_withdrawn
    assert not HustingsAnswer.objects.exists()
    assert candidacy_of(election, member).statement


def test_whoever_observed_is_no_longer_named(
    committee: Committee, returning_officer: Membership, member: Membership
) -> None:
    election = voting(committee, returning_officer, member)
    ObserverFactory(
        candidacy=candidacy_of(election, member),
        membership=(ada := _ada(committee)),
        name="Planted-Ada",
    )
    _erase(ada)
    assert not Observer.objects.exists()
    assert "Planted-Ada" not in everything()
