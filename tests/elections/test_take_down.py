from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.booth import _about
from elections.models import Candidacy, Election, HustingsAnswer, HustingsQuestion, Words
from elections.operations.clockwork import advance_election
from elections.operations.hustings import take_down
from elections.operations.nominations import change_statement
from notices import audiences
from notices.models import Message
from tests import factories
from tests.elections.hustings import asked_election, soon
from tests.factories_elections import (
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    asking,
    candidacy_of,
    number_of,
)

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
WHY = {"ground": "private", "because": "It names a street."}


@pytest.fixture
def candidate(committee: Committee) -> Membership:
    return factories.MembershipFactory(committee=committee, chosen_name="Ada")


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    candidate: Membership,
    coordinator: Membership,
) -> Election:
    return asked_election(committee, returning_officer, candidate, coordinator)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


@pytest.fixture
def question(election: Election) -> HustingsQuestion:
    return HustingsQuestionFactory(election=election, text="Does Ada live in Elm Street?")


@pytest.fixture
def answer(question: HustingsQuestion, election: Election, candidate: Membership) -> HustingsAnswer:
    return HustingsAnswerFactory(
        question=question, candidacy=candidacy_of(election, candidate), text="In Elm Street."
    )


def _page(client: Client, election: Election) -> str:
    return client.get(f"/elections/{election.public_id}/hustings/").content.decode()


def _reached() -> set[str]:
    message = Message.objects.get(template="elections/email/taken_down")
    found: Iterable[Any] = audiences.find(message.audience)(message.about)
    users = [one.user_id for one in found]
    return set(Membership.objects.filter(user__in=users).values_list("chosen_name", flat=True))


def _down(words: Words, by: Membership, election: Election) -> Words:
    return take_down(words, by=by, at=soon(election), **WHY)


@pytest.mark.parametrize("kind", ["question", "answer", "statement"])
def test_the_reason_stays_where_the_words_stood(
    kind: str,
    election: Election,
    question: HustingsQuestion,
    answer: HustingsAnswer,
    candidate: Membership,
    returning_officer: Membership,
    member: Membership,
    as_: As,
) -> None:
    own = candidacy_of(election, candidate)
    Candidacy.objects.filter(pk=own.pk).update(statement="I live in Elm Street.")
    url, words = {
        "question": (f"/asked/{question.public_id}/take-down/", question.text),
        "answer": (f"/answers/{answer.public_id}/take-down/", answer.text),
        "statement": (f"/statements/{own.public_id}/take-down/", "I live in Elm Street."),
    }[kind]
    assert url in _page(as_(returning_officer), election)
    assert "take-down" not in _page(as_(member), election)
    asked = as_(returning_officer).get(url).content.decode()
    assert words in asked
    assert "Not for an opinion" in asked
    page = as_(returning_officer).post(url, WHY, follow=True).content.decode()
    assert "It is taken down." in page
    page = _page(as_(member), election)
    assert words not in page
    assert "Taken down by the returning officer." in page
    assert "It tells who somebody is, or something private about them. <bdi>It names a street." in (
        page
    )
    assert returning_officer.chosen_name not in page
    for model in (Candidacy, HustingsAnswer, HustingsQuestion):
        assert words not in str(list(model.objects.values()))
    assert Event.objects.filter(name="elections.words_taken_down").count() == 1
    again = as_(returning_officer).post(url, WHY, follow=True)  # on another phone, a moment later
    assert "It is taken down already." in again.content.decode()
    assert as_(member).get(url).status_code == 403


@pytest.mark.parametrize(
    "sent", [{"ground": "private"}, {"because": "x"}, {"ground": "dull", "because": "x"}, {}]
)
def test_without_a_ground_and_a_reason_nothing_is_taken_down(
    sent: dict[str, str], election: Election, question: HustingsQuestion,
    returning_officer: Membership, as_: As,
) -> None:  # fmt: skip
    url = f"/asked/{question.public_id}/take-down/"
    assert as_(returning_officer).post(url, sent).status_code == 422
    question.refresh_from_db()
    assert question.text


def test_nobody_is_said_to_be_silent_on_a_question_that_is_gone(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    _down(HustingsQuestionFactory(election=election), returning_officer, election)
    assert "Has not answered" not in _page(as_(member), election)


def test_the_author_is_told_where_it_is_known_who_that_is(
    election: Election, question: HustingsQuestion, member: Membership,
    returning_officer: Membership,
) -> None:  # fmt: skip
    question.asker = member
    question.save(update_fields=["asker"])
    _down(question, returning_officer, election)
    assert _reached() == {"Marek"}


def test_nobody_is_told_of_a_question_without_a_name(
    election: Election, question: HustingsQuestion, returning_officer: Membership
) -> None:
    _down(question, returning_officer, election)
    assert _reached() == set()


def test_a_candidate_is_told(
    election: Election, answer: HustingsAnswer, returning_officer: Membership
) -> None:
    _down(answer, returning_officer, election)
    assert _reached() == {"Ada"}
    Message.objects.all().delete()
    statement = election.candidacies.get(name="Ada")
    _down(statement, returning_officer, election)
    assert _reached() == {"Ada"}


def test_members_coordinators_and_strangers_take_nothing_down(
    election: Election, question: HustingsQuestion, member: Membership, coordinator: Membership,
    outsider: Membership, as_: As,
) -> None:  # fmt: skip
    url = f"/asked/{question.public_id}/take-down/"
    for one in (member, coordinator):
        assert as_(one).get(url).status_code == 403
        with pytest.raises(Refused, match="Only the returning officer takes words down"):
            _down(question, one, election)
    assert as_(outsider).get(url).status_code == 404


def test_where_the_clock_runs_it_a_coordinator_does_who_does_not_stand(
    election: Election, question: HustingsQuestion, coordinator: Membership, outsider: Membership,
    member: Membership, as_: As,
) -> None:  # fmt: skip
    second = factories.officer(election.committee, "coordinator", "Bea")
    Election.objects.update(returning_officer=None)
    election.refresh_from_db()
    question.election = election
    for one in (coordinator, outsider):  # the first of them stands
        with pytest.raises(Refused, match="a coordinator who does not stand"):
            _down(question, one, election)
    _down(question, second, election)
    assert "Taken down by a coordinator." in _page(as_(member), election)


def test_a_returning_officer_who_has_left_is_stood_in_for(
    election: Election, question: HustingsQuestion, returning_officer: Membership
) -> None:
    second = factories.officer(election.committee, "coordinator", "Bea")
    Membership.objects.filter(pk=returning_officer.pk).update(
        status="left", ended_at=soon(election)
    )
    returning_officer.refresh_from_db()
    with pytest.raises(Refused):
        _down(question, returning_officer, election)
    assert _down(question, second, election).taken_down_by == "coordinator"


def test_after_the_close_nothing_is_taken_down(
    election: Election, question: HustingsQuestion, answer: HustingsAnswer,
    returning_officer: Membership, member: Membership, as_: As,
) -> None:  # fmt: skip
    election = advance_election(election, at=election.voting_opens_at)
    assert "take-down" in _page(as_(returning_officer), election)
    _down(answer, returning_officer, election)
    advance_election(election, at=election.voting_closes_at)
    with pytest.raises(Refused, match="Voting has closed"):
        _down(question, returning_officer, election)


def test_a_statement_that_was_taken_down_is_written_anew_until_voting_opens(
    election: Election, candidate: Membership, returning_officer: Membership, as_: As
) -> None:
    own = candidacy_of(election, candidate)
    with pytest.raises(Refused, match="Nominations have closed"):
        change_statement(own, statement="New.", by=candidate, at=soon(election))
    _down(own, returning_officer, election)
    page = as_(candidate).get(f"/candidacies/{own.public_id}/").content.decode()
    assert "It names a street." in page
    assert "Save" in page
    change_statement(own, statement="New words.", by=candidate, at=soon(election))
    page = as_(candidate).get(f"/elections/{election.public_id}/").content.decode()
    assert "New words." in page
    assert "What stood here before was taken down" in page
    with pytest.raises(Refused, match="Nominations have closed"):
        change_statement(own, statement="Newer.", by=candidate, at=soon(election))
    _down(own, returning_officer, election)
    advance_election(election, at=election.voting_opens_at)
    with pytest.raises(Refused, match="Nominations have closed"):
        change_statement(own, statement="Too late.", by=candidate, at=election.voting_opens_at)


def test_the_ballot_says_why_there_is_no_statement(
    election: Election, candidate: Membership, returning_officer: Membership
) -> None:
    _down(candidacy_of(election, candidate), returning_officer, election)
    election = advance_election(election, at=election.voting_opens_at)
    said = _about(election)[number_of(election, candidate)]["statement"]
    assert said.endswith("It names a street.")


def test_nothing_can_be_half_taken_down(question: HustingsQuestion, election: Election) -> None:
    rows = HustingsQuestion.objects.filter(pk=question.pk)
    halves: list[dict[str, Any]] = [
        {"taken_down_by": "coordinator"},
        {"taken_down_at": soon(election), "taken_down_by": "coordinator"},
        {"text": ""},
    ]
    for fields in halves:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_words_of_an_abstract_kind_have_none() -> None:
    class Nothing(Words):
        class Meta:
            app_label = "elections"
            abstract = True

    with pytest.raises(NotImplementedError):
        Words.words.fget(Nothing)  # type: ignore[attr-defined]


def test_an_officer_of_another_committee_takes_nothing_down(
    question: HustingsQuestion, outsider: Membership
) -> None:
    with pytest.raises(Refused):
        _down(question, outsider, question.election)


def test_whoever_runs_one_election_looks_after_the_words_of_that_one_alone(
    election: Election, returning_officer: Membership, coordinator: Membership
) -> None:
    other = asking(
        election.committee, returning_officer, coordinator, office="membership_secretary"
    )
    Election.objects.filter(pk=other.pk).update(returning_officer=coordinator)
    other.refresh_from_db()
    asked = HustingsQuestionFactory(election=other)
    with pytest.raises(Refused):
        _down(asked, returning_officer, other)
