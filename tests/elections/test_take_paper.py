"""The booth asks for a ballot paper: once a member, and nothing of the asking is kept."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Session as StoredSession
from ballots.models import RollEntry
from ballots.protocol.encoding import b64, canonical, unb64
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership
from core.models import Event
from elections.models import Election
from elections.operations.voiding import void_election
from tests.factories import MembershipFactory
from tests.factories_elections import members, voting

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    coordinator: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    election = voting(committee, returning_officer, coordinator, *members(committee, 3))
    moment = election.voting_opens_at + timedelta(hours=1)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return election


def _asked(election: Election) -> tuple[ScriptedVoter, dict[str, str], Any]:
    voter = ScriptedVoter(election.contest, "somebody")
    blinded = voter.keys.blind()
    return voter, {
        "ballot": b64(blinded.ballot),
        "envelope": b64(blinded.envelope),
        "fingerprint": election.contest.fingerprint,
    }, blinded  # fmt: skip


def _post(browser: Client, election: Election, sent: bytes | dict[str, str]) -> Any:
    data = sent if isinstance(sent, bytes) else canonical(sent)
    url = f"/elections/{election.public_id}/paper/"
    return browser.post(url, data, content_type="application/json")


def test_a_member_gets_one_paper_and_the_same_again(
    election: Election, member: Membership, as_: As
) -> None:
    browser = as_(member)
    voter, sent, blinded = _asked(election)
    first = _post(browser, election, sent)
    assert first.status_code == 200
    assert _post(browser, election, sent).json() == first.json()
    signatures = (unb64(first.json()["envelope"]), unb64(first.json()["ballot"]))
    voter.keys.unblind(blinded, signatures)  # raises where a signature is not good
    other = _post(browser, election, _asked(election)[1])
    assert (other.status_code, other.json()) == (409, {"fault": "other-paper"})
    page = browser.get(f"/elections/{election.public_id}/").content.decode()
    assert "You have taken your ballot paper." in page


def test_asking_leaves_no_event_and_does_not_touch_the_session(
    election: Election, member: Membership, as_: As
) -> None:
    browser = as_(member)
    browser.get(f"/elections/{election.public_id}/")
    before = (Event.objects.count(), list(StoredSession.objects.values()))
    answer = _post(browser, election, _asked(election)[1])
    assert answer.status_code == 200
    assert (Event.objects.count(), list(StoredSession.objects.values())) == before
    assert "session" not in answer.cookies


def test_what_is_wrong_is_said_in_a_word(election: Election, member: Membership, as_: As) -> None:
    browser, (_voter, sent, _blinded) = as_(member), _asked(election)
    assert _post(browser, election, b"{").json() == {"fault": "format"}
    assert _post(browser, election, b"x" * 9_000).status_code == 422
    assert _post(browser, election, sent | {"more": "1"}).status_code == 422
    assert _post(browser, election, sent | {"ballot": "AAAA"}).status_code == 422
    assert _post(browser, election, json.dumps(sent, indent=1).encode()).status_code == 422
    other = sent | {"fingerprint": b64(bytes(32))}
    assert _post(browser, election, other).json() == {"fault": "fingerprint"}
    assert browser.get(f"/elections/{election.public_id}/paper/").status_code == 405


def test_only_who_is_on_the_roll_gets_one_and_only_while_voting_is_open(
    election: Election,
    committee: Committee,
    member: Membership,
    outsider: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = _asked(election)[1]
    assert _post(Client(), election, sent).json() == {"fault": "signed-out"}
    assert _post(as_(outsider), election, sent).status_code == 404
    late = MembershipFactory(committee=committee, chosen_name="Late")
    refused = _post(as_(late), election, sent)
    assert (refused.status_code, refused.json()["fault"]) == (403, "refused")
    assert "roll" in refused.json()["reason"]
    monkeypatch.setattr("core.clock.now", lambda: election.voting_closes_at)
    assert "closed" in _post(as_(member), election, sent).json()["reason"]
    assert as_(member).get(f"/elections/{election.public_id}/vote/").status_code == 403


def test_of_a_void_election_no_paper_is_issued(
    election: Election, member: Membership, as_: As
) -> None:
    at = election.voting_opens_at
    void_election(election, because="Wrong names.", by=None, at=at)
    refused = _post(as_(member), election, _asked_before(election))
    assert "void" in refused.json()["reason"]
    assert "void" in as_(member).get(f"/elections/{election.public_id}/vote/").content.decode()


def _asked_before(election: Election) -> dict[str, str]:
    return {
        "ballot": b64(bytes(384)),
        "envelope": b64(bytes(384)),
        "fingerprint": election.contest.fingerprint,
    }


def test_papers_of_a_short_vote_end_before_the_close(
    election: Election, member: Membership, as_: As
) -> None:
    contest = election.contest
    contest.papers_until = election.voting_opens_at + timedelta(seconds=20)
    contest.save(update_fields=["papers_until"])
    refused = _post(as_(member), election, _asked(election)[1])
    assert refused.json()["reason"] == "No more ballot papers are issued."
    assert as_(member).get(f"/elections/{election.public_id}/vote/").status_code == 200


def test_the_page_shows_the_words_and_one_s_own_leaf(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert " ".join(ScriptedVoter(election.contest, "somebody").definition.words) in page
    entry = RollEntry.objects.get(contest=election.contest, voter=member.public_id)
    assert b64(bytes(entry.leaf)) in page
