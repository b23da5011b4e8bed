"""A ballot paper of a secret vote in a meeting: once a member, and nothing of the asking is kept."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from ballots.protocol.encoding import b64, canonical, unb64
from ballots.scripted import ScriptedVoter
from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import LogEntry, Vote
from meetings.operations.casting import take_vote_paper
from tests.factories import NOW
from tests.meetings.voting import MINUTE, SECOND, Hall

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def vote(hall: Hall) -> Vote:
    return hall.put(method="secret")


def _asked(vote: Vote) -> tuple[ScriptedVoter, dict[str, str], Any]:
    assert vote.contest is not None
    voter = ScriptedVoter(vote.contest, "somebody")
    blinded = voter.keys.blind()
    sent = {
        "ballot": b64(blinded.ballot),
        "envelope": b64(blinded.envelope),
        "fingerprint": vote.contest.fingerprint,
    }
    return voter, sent, blinded


def _post(browser: Client, vote: Vote, sent: dict[str, str]) -> Any:
    url = f"/meetings/{vote.meeting.public_id}/votes/{vote.public_id}/paper/"
    return browser.post(url, canonical(sent), content_type="application/json")


def test_a_member_who_was_present_gets_one_paper(hall: Hall, vote: Vote, as_: As) -> None:
    voter, sent, blinded = _asked(vote)
    before = (Event.objects.count(), LogEntry.objects.count())
    browser = as_(hall.members[0])
    answer = _post(browser, vote, sent)
    assert answer.status_code == 200
    voter.keys.unblind(blinded, (unb64(answer.json()["envelope"]), unb64(answer.json()["ballot"])))
    assert _post(browser, vote, sent).json() == answer.json()
    assert _post(browser, vote, _asked(vote)[1]).json() == {"fault": "other-paper"}
    assert (Event.objects.count(), LogEntry.objects.count()) == before


def test_who_came_later_is_not_on_the_roll(hall: Hall, vote: Vote, as_: As) -> None:
    late = hall.come("Late")
    answer = _post(as_(late), vote, _asked(vote)[1])
    assert (answer.status_code, answer.json()["fault"]) == (403, "refused")
    assert "present when the vote was opened" in answer.json()["reason"]


def test_a_visitor_is_told_to_sign_in_and_an_outsider_finds_nothing(
    vote: Vote, outsider: Membership, as_: As
) -> None:
    sent = _asked(vote)[1]
    assert _post(Client(), vote, sent).json() == {"fault": "signed-out"}
    assert _post(as_(outsider), vote, sent).status_code == 404


def test_none_is_issued_after_the_close(
    hall: Hall, vote: Vote, as_: As, clock: time_machine.Traveller
) -> None:
    sent = _asked(vote)[1]
    clock.move_to(NOW + MINUTE)
    assert "closed" in _post(as_(hall.members[0]), vote, sent).json()["reason"]


def test_in_an_open_vote_there_are_no_papers(hall: Hall) -> None:
    with pytest.raises(Refused, match="not secret"):
        take_vote_paper(hall.put(), envelope=b"", ballot=b"", by=hall.members[0], at=NOW)


def test_who_has_left_the_committee_gets_none(hall: Hall, vote: Vote) -> None:
    gone = hall.members[0]
    gone.status, gone.ended_at = "left", NOW
    gone.save()
    with pytest.raises(Refused, match="Only members"):
        take_vote_paper(vote, envelope=b"", ballot=b"", by=gone, at=NOW + SECOND)
