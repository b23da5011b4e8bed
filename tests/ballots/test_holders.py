"""Holders set before the paper, faults that they report, a vote renewed on its roll, a key found."""

from typing import Any

import pytest
from django.test import Client

from ballots import keyring
from ballots.models import Contest, HolderFault
from ballots.operations.contests import renew_contest
from ballots.operations.holders import report_fault, set_holders
from ballots.protocol.encoding import b64
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import drafted, opened, prepared
from tests.tellers import Teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def tellers() -> list[Teller]:
    return [Teller(number, f"Teller {number}") for number in (1, 2, 3)]


def test_holders_are_set_until_the_paper_is_printed(tellers: list[Teller]) -> None:
    contest = set_holders(drafted(), tellers=[one.key for one in tellers], needed=2, at=NOW)
    assert (contest.needed, contest.holders.count()) == (2, 3)
    contest = set_holders(contest, tellers=[tellers[0].key], needed=1, at=NOW)
    assert list(contest.holders.values_list("name", flat=True)) == ["Teller 1"]
    with pytest.raises(Refused, match="printed already"):
        set_holders(prepared(), tellers=[], needed=1, at=NOW)


def test_a_vote_is_renewed_with_every_leaf_and_the_old_one_is_void(
    tellers: list[Teller], django_capture_on_commit_callbacks: Any
) -> None:
    old = prepared(tellers=[one.key for one in tellers], needed=2)
    leaves = sorted(bytes(one) for one in old.roll.values_list("leaf", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        fresh = renew_contest(old, at=NOW)
    assert (fresh.status, fresh.needed, fresh.roll_size) == ("draft", 1, 3)
    assert sorted(bytes(one) for one in fresh.roll.values_list("leaf", flat=True)) == leaves
    old.refresh_from_db()
    assert (old.status, old.roll.count()) == ("void", 0)
    with pytest.raises(keyring.KeyLost):
        keyring.receipt(old.public_id)


def test_only_a_vote_that_waits_for_its_holders_is_renewed() -> None:
    for contest in (drafted(), opened()):
        with pytest.raises(Refused, match="does not wait"):
            renew_contest(contest, at=NOW)


def _listed(tellers: list[Teller]) -> Contest:
    contest = prepared(tellers=[one.key for one in tellers], needed=2)
    Contest.objects.filter(pk=contest.pk).update(
        status="listed", opened_at=NOW, closed_at=NOW, listed_at=NOW
    )
    contest.refresh_from_db()
    return contest


def test_a_fault_is_kept_once_and_told_to_all(tellers: list[Teller]) -> None:
    contest = _listed(tellers)
    for _again in range(2):
        assert tellers[0].ask(contest, "faults", b'{"fault":"share","holder":3}')[0] == 200
    assert HolderFault.objects.count() == 1
    shown = Client().get(f"/box/{contest.public_id}/opening.json").json()
    assert shown == {"bundles": [], "faults": [[1, 3, "share"]], "lots": [], "signed": []}


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"fault":"share","holder":"3"}', b"x"])
def test_a_report_of_another_form_is_refused(tellers: list[Teller], body: bytes) -> None:
    assert tellers[0].ask(_listed(tellers), "faults", body)[0] == 422


def test_nobody_reports_themselves_a_stranger_or_an_unknown_fault(tellers: list[Teller]) -> None:
    contest = _listed(tellers)
    for accused in (1, 9):
        with pytest.raises(Refused, match="no such key holder"):
            report_fault(contest, accuser=1, accused=accused, fault="share", at=NOW)
    with pytest.raises(Refused, match="fault"):
        report_fault(contest, accuser=1, accused=2, fault="manners", at=NOW)
    with pytest.raises(Refused, match="closing list"):
        report_fault(opened(), accuser=1, accused=2, fault="share", at=NOW)


def test_a_key_leads_to_the_vote_that_names_it(tellers: list[Teller]) -> None:
    contest = prepared(tellers=[one.key for one in tellers], needed=2)
    path = f"/box/keys/{b64(tellers[1].key.sign)}.json"
    assert Client().get(path).json() == {"contest": contest.public_id}
    assert Client().get(f"/box/keys/{b64(bytes(32))}.json").json() == {"contest": ""}
    assert Client().get("/box/keys/short.json").status_code == 404
    renew_contest(contest, at=NOW)
    assert Client().get(path).json() == {"contest": ""}


def test_a_saved_page_asks_before_it_signs() -> None:
    answer = Client().options("/box/abcabcabcabc/holders/1/lot", headers={"Origin": "null"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
