"""The right of reply: theirs alone, beside the reason, until voting opens; it holds nothing up."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Mandate, Membership
from core.decision import Refused
from elections.operations.recall_votes import advance_recall
from elections.operations.recalls import answer_recall
from tests.elections.recalling import called, opened, signed
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
As = Callable[..., Client]


def test_it_stands_beside_the_reason_and_is_changed_until_voting_opens(
    mandate: Mandate, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    petition = opened(mandate, people[0])
    page = f"/recalls/{petition.public_id}/"
    browser = as_(coordinator)
    assert "You have not replied yet." in browser.get(page).content.decode()
    path = f"{page}reply/"
    assert "500 words at most" in browser.get(path).content.decode()
    assert browser.post(path, {"reply": "I was ill.\nThe report comes."})["Location"] == page
    text = as_(people[5]).get(page).content.decode()
    assert "I was ill.<br>The report comes." in text
    assert path not in text
    petition = signed(petition, people[1:4])
    text = browser.get(path).content.decode()
    assert "Voting opens:" in text
    assert "I was ill." in text
    browser.post(path, {"reply": "I have reported."})
    assert "Change my reply" in browser.get(page).content.decode()
    petition.refresh_from_db()
    assert petition.reply == "I have reported."
    assert petition.voting_opens_at
    with pytest.raises(Refused, match="before voting opens"):
        answer_recall(petition, reply="No.", by=coordinator, at=petition.voting_opens_at)
    petition = advance_recall(petition, at=petition.voting_opens_at)
    with pytest.raises(Refused, match="before voting opens"):
        answer_recall(petition, reply="No.", by=coordinator, at=NOW)


def test_nobody_else_replies(
    mandate: Mandate, people: list[Membership], secretary: Membership, as_: As
) -> None:
    petition = called(mandate, people)
    for by in (secretary, people[0]):
        with pytest.raises(Refused, match="Only the person"):
            answer_recall(petition, reply="No.", by=by, at=NOW)
    assert as_(people[0]).get(f"/recalls/{petition.public_id}/reply/").status_code == 403


def test_it_has_as_many_words_as_the_rules_gave_when_it_was_opened(
    mandate: Mandate, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    petition = called(mandate, people)
    answer_recall(petition, reply="word " * 500, by=coordinator, at=NOW)
    with pytest.raises(Refused, match="500 words at most"):
        answer_recall(petition, reply="word " * 501, by=coordinator, at=NOW)
    answer = as_(coordinator).post(
        f"/recalls/{petition.public_id}/reply/", {"reply": "kept " * 501}
    )
    assert answer.status_code == 422
    assert "A reply has 500 words at most." in answer.content.decode()
    assert "kept kept" in answer.content.decode()


def test_without_a_reply_the_vote_opens_at_its_moment(
    mandate: Mandate, people: list[Membership], as_: As
) -> None:
    petition = called(mandate, people)
    assert petition.voting_opens_at
    petition = advance_recall(petition, at=petition.voting_opens_at)
    assert petition.status == "voting"
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "There is no reply." in text
