"""Complaints: whoever has a receipt for an envelope that the list lacks gets it onto the list."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ballots import box, queries
from ballots.models import Contest, ContestStatus
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.opening import open_ballots
from ballots.protocol.encoding import unb64
from ballots.scripted import ScriptedVoter
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import DAY, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(monkeypatch: pytest.MonkeyPatch) -> Contest:
    monkeypatch.setattr("core.clock.now", lambda: NOW + DAY)
    return opened()


def _complain(contest: Contest, data: bytes) -> Any:
    path = f"/box/{contest.public_id}/complaints"
    return Client().post(path, data, content_type="application/octet-stream")


def _lost(contest: Contest, voter: ScriptedVoter, choices: list[int]) -> bytes:
    """A ballot that was receipted and then fell out of the box: a disk went."""
    receipt = voter.vote(choices, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM ballot_box.box_{contest.public_id} WHERE key = %s",  # noqa: S608
            [voter.keys.envelope_key],
        )
    return voter.cast[-1] + receipt


def test_a_lost_envelope_comes_back_onto_the_list_and_is_counted(contest: Contest) -> None:
    ann, bob = ScriptedVoter(contest, "ann"), ScriptedVoter(contest, "bob")
    bob.vote([2], at=NOW)
    sent = _lost(contest, ann, [1])
    contest = close_contest(contest, at=contest.closes_at)
    first = queries.closing_list(contest)
    assert first is not None
    assert len(queries.hashes_of(first)) == 1
    answer = _complain(contest, sent)
    assert (answer.status_code, unb64(answer.json()["receipt"])) == (200, ann.receipts[0])
    assert _complain(contest, sent).status_code == 200
    contest = settle_list(contest, at=contest.complaints_until)
    assert contest.envelopes == 2
    contest = open_ballots(contest, at=contest.complaints_until)
    assert contest.status == ContestStatus.COUNTED
    kept = contest.counted.values_list("choices", "number")
    assert {tuple(choices): number for choices, number in kept} == {(1,): 1, (2,): 1}


def test_an_old_receipt_gets_nothing_after_voting_again(contest: Contest) -> None:
    ann = ScriptedVoter(contest, "ann")
    old = ann.vote([1], at=NOW)
    ann.vote([2], at=NOW)
    close_contest(contest, at=contest.closes_at)
    answer = _complain(contest, ann.cast[0] + old)
    assert (answer.status_code, answer.json()) == (409, {"counter": 2, "fault": "counter"})
    assert len(box.hashes(contest.public_id)) == 1


def test_an_envelope_without_its_own_receipt_is_not_heard(contest: Contest) -> None:
    ann, bob = ScriptedVoter(contest, "ann"), ScriptedVoter(contest, "bob")
    sent = _lost(contest, ann, [1])
    bob.vote([1], at=NOW)
    close_contest(contest, at=contest.closes_at)
    wrong = _complain(contest, sent[:-64] + bob.receipts[0])
    assert (wrong.status_code, wrong.json()["fault"]) == (422, "receipt")
    assert _complain(contest, sent[:-64]).json()["fault"] == "length"


@pytest.mark.django_db(transaction=True)
def test_complaints_are_heard_from_the_close_until_the_announced_end(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = ScriptedVoter(contest, "ann")
    sent = _lost(contest, ann, [1])
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    assert _complain(contest, sent).json() == {"fault": "no-complaints"}
    contest = close_contest(contest, at=contest.closes_at)
    with pytest.raises(Refused, match="Complaints are still heard"):
        settle_list(contest, at=contest.closes_at)
    monkeypatch.setattr("core.clock.now", lambda: contest.complaints_until)
    assert _complain(contest, sent).json() == {"fault": "no-complaints"}
    settle_list(contest, at=contest.complaints_until)
    monkeypatch.setattr("core.clock.now", lambda: contest.closes_at)
    assert _complain(contest, sent).json() == {"fault": "no-complaints"}
