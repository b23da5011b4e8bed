from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Election, HustingsAnswer, HustingsQuestion
from elections.operations.clockwork import advance_election
from elections.operations.hustings import answer_as_candidate, take_down
from elections.operations.nominations import withdraw_candidacy
from elections.permissions import answer_as_candidate as may_answer
from tests.elections.hustings import asked_election, soon
from tests.factories import MembershipFactory
from tests.factories_elections import HustingsQuestionFactory, asking, candidacy_of

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def candidate(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Ada")


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    candidate: Membership,
    coordinator: Membership,
) -> Election:
    return asked_election(committee, returning_officer, candidate, coordinator)


@pytest.fixture
def question(election: Election) -> HustingsQuestion:
    return HustingsQuestionFactory(election=election)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


def _answer(question: HustingsQuestion, by: Membership, text: str = "So.") -> HustingsAnswer:
    election = question.election
    own = candidacy_of(election, by)
    return answer_as_candidate(question, text=text, candidacy=own, by=by, at=soon(election))


def test_a_candidate_answers_and_changes_the_answer_until_voting_opens(
    question: HustingsQuestion, candidate: Membership, member: Membership, as_: As
) -> None:
    url = f"/asked/{question.public_id}/"
    browser = as_(candidate)
    assert question.text in browser.get(url).content.decode()
    page = browser.post(url, {"text": "I call a meeting."}, follow=True).content.decode()
    assert "Your answer stands." in page
    assert "Change my answer" in page
    assert "I call a meeting." in browser.get(url).content.decode()
    browser.post(url, {"text": "I ask you."})
    page = as_(member).get(f"/elections/{question.election.public_id}/hustings/").content.decode()
    assert "I ask you." in page
    assert "I call a meeting." not in page
    assert HustingsAnswer.objects.count() == 1
    told = Event.objects.filter(name="elections.candidate_answered")
    assert {one.actor for one in told} == {candidate.public_id}
    advance_election(question.election, at=question.election.voting_opens_at)
    answer = browser.post(url, {"text": "Something else."})
    assert answer.status_code == 403
    assert "Answers stand as they are" in answer.content.decode()


@pytest.mark.parametrize("text", ["", " ", "x" * 1_001])
def test_an_answer_that_is_none_comes_back_with_a_sentence(
    question: HustingsQuestion, candidate: Membership, as_: As, text: str
) -> None:
    answer = as_(candidate).post(f"/asked/{question.public_id}/", {"text": text})
    assert answer.status_code == 422
    assert not HustingsAnswer.objects.exists()


def test_nobody_else_answers_and_nobody_for_another(
    question: HustingsQuestion, candidate: Membership, member: Membership, outsider: Membership,
    coordinator: Membership, as_: As,
) -> None:  # fmt: skip
    url = f"/asked/{question.public_id}/"
    assert as_(member).get(url).status_code == 403
    assert as_(outsider).get(url).status_code == 404
    ada = candidacy_of(question.election, candidate)
    at = soon(question.election)
    with pytest.raises(Refused, match="Only the candidates answer"):
        answer_as_candidate(question, text="x", candidacy=ada, by=coordinator, at=at)
    assert may_answer(member, None, question).reason == "Only the candidates answer."


def test_a_question_of_another_election_is_not_theirs(
    question: HustingsQuestion, candidate: Membership, returning_officer: Membership
) -> None:
    other = asking(
        question.election.committee, returning_officer, candidate, office="membership_secretary"
    )
    own = candidacy_of(other, candidate)
    with pytest.raises(Refused, match="of another election"):
        answer_as_candidate(question, text="x", candidacy=own, by=candidate, at=soon(other))


def test_who_withdrew_answers_nothing(question: HustingsQuestion, candidate: Membership) -> None:
    own = candidacy_of(question.election, candidate)
    withdraw_candidacy(own, by=candidate, at=soon(question.election))
    with pytest.raises(Refused, match="You do not stand"):
        _answer(question, candidate)


def test_a_question_that_is_gone_is_not_answered(
    question: HustingsQuestion, candidate: Membership, returning_officer: Membership
) -> None:
    at = soon(question.election)
    take_down(question, ground="abuse", because="An insult.", by=returning_officer, at=at)
    with pytest.raises(Refused, match="was taken down"):
        _answer(question, candidate)


def test_an_answer_that_was_taken_down_can_be_given_anew_and_the_reason_stays(
    question: HustingsQuestion, candidate: Membership, returning_officer: Membership, as_: As
) -> None:
    answer = _answer(question, candidate, "You fool.")
    at = soon(question.election)
    take_down(answer, ground="abuse", because="An insult.", by=returning_officer, at=at)
    assert "An insult." in as_(candidate).get(f"/asked/{question.public_id}/").content.decode()
    _answer(question, candidate, "I disagree.")
    page = (
        as_(candidate).get(f"/elections/{question.election.public_id}/hustings/").content.decode()
    )
    assert "What stood here before was taken down by the returning officer." in page
    assert "I disagree." in page
    assert "You fool." not in page


def test_the_home_page_asks_a_candidate_until_all_is_answered(
    question: HustingsQuestion, candidate: Membership, member: Membership, as_: As
) -> None:
    words = f"Members ask you: {question.election.title}"
    assert words in as_(candidate).get("/home/").content.decode()
    assert words not in as_(member).get("/home/").content.decode()
    _answer(question, candidate)
    assert words not in as_(candidate).get("/home/").content.decode()
