"""The box over HTTP: what it takes, what it answers, and what it does not see."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ballots import box, keyring
from ballots.models import Contest
from ballots.operations.closing import close_contest
from ballots.protocol import ed25519, papers
from ballots.protocol import outer as outers
from ballots.protocol.encoding import tag, u64, unb64
from ballots.protocol.papers import Paper
from ballots.scripted import ScriptedVoter
from tests.factories import NOW
from tests.factories_elections import DAY, counted, opened
from tests.voting import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(monkeypatch: pytest.MonkeyPatch) -> Contest:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    return opened()


def _voter(contest: Contest, name: str = "ann") -> ScriptedVoter:
    voter = ScriptedVoter(contest, name)
    voter.take_paper(at=NOW)
    return voter


def _post(contest: Contest, data: bytes, **headers: str) -> Any:
    return Client().post(
        f"/box/{contest.public_id}/envelopes",
        data,
        content_type="application/octet-stream",
        headers=headers,
    )


def _fault(answer: HttpResponse) -> tuple[int, str]:
    return answer.status_code, answer.json()["fault"]  # type: ignore[attr-defined]


def test_a_repeated_cast_gets_the_same_receipt(contest: Contest) -> None:
    voter = _voter(contest)
    data = voter.keys.outer([1, 2], 1)
    first, again = _post(contest, data), _post(contest, data)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    h = outers.parse(data, voter.definition).h
    assert voter.keys.receipt_is_good(unb64(first.json()["receipt"]), 1, h)
    assert box.envelopes_received(contest.public_id) == 1


def test_a_later_ballot_replaces_the_earlier_and_not_the_other_way_round(contest: Contest) -> None:
    voter = _voter(contest)
    old, new = voter.keys.outer([1], 1), voter.keys.outer([2], 2)
    assert _post(contest, old).status_code == 200
    assert _post(contest, new).status_code == 200
    replayed = _post(contest, old)
    assert (replayed.status_code, replayed.json()) == (409, {"counter": 2, "fault": "counter"})
    other_with_same_counter = _post(contest, voter.keys.outer([3], 2))
    assert other_with_same_counter.json() == {"counter": 2, "fault": "counter"}
    assert box.envelopes_received(contest.public_id) == 1


def test_an_envelope_lies_under_one_key(contest: Contest) -> None:
    ann, bob = _voter(contest), _voter(contest, "bob")
    envelope = ann.keys.envelope([1], 1)
    assert _post(contest, ann.keys.wrap(envelope, 1)).status_code == 200
    assert _fault(_post(contest, bob.keys.wrap(envelope, 1))) == (409, "other-key")


def test_what_the_box_cannot_check_it_does_not_take(contest: Contest) -> None:
    voter = _voter(contest)
    good = voter.keys.outer([1], 1)
    assert _fault(_post(contest, good[:-1])) == (422, "length")
    assert _fault(_post(contest, good + b"x")) == (422, "length")
    assert _fault(_post(contest, b"")) == (422, "length")
    assert _fault(_post(contest, b"x" * 32 + good[32:])) == (422, "fingerprint")
    assert _fault(_post(contest, good[:32] + u64(0) + good[40:])) == (422, "counter")
    assert _fault(_post(contest, good[:40] + bytes(32) + good[72:])) == (422, "key")
    assert _fault(_post(contest, good[:100] + b"x" + good[101:])) == (422, "credential")
    assert _fault(_post(contest, good[:-1] + bytes([good[-1] ^ 1]))) == (422, "signature")
    assert box.envelopes_received(contest.public_id) == 0


def test_a_ballot_paper_is_no_envelope_paper(contest: Contest) -> None:
    voter = _voter(contest)
    paper, key = voter.keys.ballot_paper, voter.keys.ballot_key
    assert isinstance(paper, Paper)
    outer = outers.parse(voter.keys.outer([1], 1), voter.definition)
    private = voter.keys.private_keys[papers.BALLOT]
    told = tag("outer") + voter.definition.fingerprint + u64(1) + outer.h
    swapped = outers.Outer(
        outer.fingerprint, 1, paper, ed25519.sign(private, told), outer.envelope, outer.h
    )
    assert key == paper.key
    assert _fault(_post(contest, swapped.to_bytes())) == (422, "credential")


def test_the_box_is_open_between_the_announced_moments(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = _voter(contest).keys.outer([1], 1)
    monkeypatch.setattr("core.clock.now", lambda: NOW - timedelta(seconds=1))
    assert _fault(_post(contest, data)) == (403, "not-open")
    monkeypatch.setattr("core.clock.now", lambda: NOW + DAY)
    assert _fault(_post(contest, data)) == (403, "closed")


@pytest.mark.django_db(transaction=True)
def test_a_closed_box_takes_nothing_whatever_the_clock_says(contest: Contest) -> None:
    data = _voter(contest).keys.outer([1], 1)
    close_contest(contest, at=NOW + DAY)
    assert _fault(_post(contest, data)) == (403, "closed")


def test_a_server_that_cannot_give_receipts_takes_nothing(contest: Contest) -> None:
    data = _voter(contest).keys.outer([1], 1)
    keyring.destroy(contest.public_id, keyring.RECEIPT)
    assert _fault(_post(contest, data)) == (403, "closed")
    assert box.envelopes_received(contest.public_id) == 0


def test_the_path_knows_no_cookie_and_no_address(contest: Contest) -> None:
    browser = Client()
    browser.cookies["session"] = "planted"
    addresses = {
        "definition.json": 200, "ready.json": 200, "state.json": 200, "list.json": 404,
        "ballots.csv": 404, "board.json": 404, "nothing": 404,
    }  # fmt: skip
    for path, status in addresses.items():
        answer = browser.get(f"/box/{contest.public_id}/{path}")
        assert answer.status_code == status, path
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "no-store"
        assert "Cookie" not in answer.get("Vary", "")
    assert browser.get("/box/000000000000/definition.json").status_code == 404
    assert browser.get("/box/000000000000/state.json").status_code == 404
    assert browser.get(f"/box/{contest.public_id}/envelopes").status_code == 405


def test_a_fault_of_the_server_says_nothing_of_the_request(
    contest: Contest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_what: object, **_more: object) -> None:
        raise ZeroDivisionError

    data = _voter(contest).keys.outer([1], 1)
    monkeypatch.setattr("ballots.box.put", fail)
    monkeypatch.setattr("ballots.operations.casting.box.put", fail)
    answer = _post(contest, data, **{"X-Forwarded-For": "203.0.113.77", "User-Agent": "Planted"})
    assert (answer.status_code, answer.content) == (500, b"")
    (line,) = [one for one in caplog.records if one.name == "rankandfile.ballots"]
    assert not hasattr(line, "request")
    assert "203.0.113.77" not in caplog.text
    assert "Planted" not in caplog.text


def test_where_the_box_has_an_origin_of_its_own_nothing_else_answers_there(
    contest: Contest, settings: Any
) -> None:
    settings.BALLOT_BOX_ORIGIN = "https://box.example"
    settings.ALLOWED_HOSTS = ["*"]
    browser = Client(headers={"host": "box.example"})
    assert browser.get("/").status_code == 404
    assert browser.get(f"/box/{contest.public_id}/state.json").json()["state"] == "open"
    assert Client(headers={"host": "elsewhere.example"}).get("/").status_code == 200


def test_after_the_count_the_board_and_the_ballots_are_there_for_whoever_has_the_address(
    contest: Contest,
) -> None:
    more = opened([f"v{number}" for number in range(6)])
    for number in range(6):
        cast(more, f"v{number}", choices=[1 + number % 2], at=NOW)
    counted(more)
    browser = Client()
    lines = b"".join(browser.get(f"/box/{more.public_id}/ballots.csv")).decode().splitlines()
    assert lines[0] == "tracker,key,choices"
    assert sorted(line.split(",")[2] for line in lines[1:]) == ["1"] * 3 + ["2"] * 3
    answer = browser.get(f"/box/{more.public_id}/board.json")
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(b"".join(answer)) > 5_000
    assert browser.get(f"/box/{more.public_id}/state.json").json()["state"] == "counted"
    assert browser.get(f"/box/{more.public_id}/list.json").json()["kind"] == "final"
