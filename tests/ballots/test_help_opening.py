"""The host as one of several key holders."""

from datetime import timedelta

import pytest

from ballots import definitions
from ballots.models import Contest, HolderFault
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.contests import Answer, open_contest, prepare_contest
from ballots.operations.hosting import PATIENCE, help_opening
from ballots.protocol import bundles
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import drafted, opened, prepared
from tests.tellers import Teller
from tests.voting import cast

pytestmark = pytest.mark.django_db
VOTERS = ["ann", "bob", "cem", "dan", "eva", "fay"]


@pytest.fixture
def tellers(monkeypatch: pytest.MonkeyPatch) -> list[Teller]:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    return [Teller(number, f"Teller {number}") for number in (1, 2)]


@pytest.fixture
def listed(tellers: list[Teller]) -> Contest:
    draft = drafted(VOTERS, tellers=[one.key for one in tellers], needed=2)
    answers = [Answer("Ada", "ada"), Answer("Re-open nominations", is_ron=True)]
    contest = prepare_contest(draft, options=answers, at=NOW, with_host=True)
    for one in tellers:
        assert one.be_ready(contest) == 200
    contest = open_contest(contest, at=NOW)
    for voter in VOTERS:
        cast(contest, voter, choices=[1], at=NOW)
    contest = close_contest(contest, at=contest.closes_at)
    return settle_list(contest, at=contest.complaints_until)


def test_it_waits_for_a_teller_and_then_opens_with_them(
    listed: Contest, tellers: list[Teller]
) -> None:
    at = listed.complaints_until
    help_opening(listed, at=at)
    host = listed.holders.get(is_host=True)
    assert host.r is not None
    help_opening(listed, at=at)
    assert not listed.bundles.exists()
    tellers[0].ask(listed, "lot", tellers[0].keys.r)
    tellers[0].open_shares(listed, [2, 3])
    help_opening(listed, at=at)
    host.refresh_from_db()
    assert host.board_signature is not None
    assert listed.bundles.filter(sender=3).count() == 2
    help_opening(listed, at=at)  # again: nothing more to do
    tellers[0].take_bundle(listed, 3)
    assert tellers[0].sign_board(listed, tellers[0].board(listed))[0] == 200
    listed.refresh_from_db()
    assert listed.status == "counted"


def test_a_teller_who_came_first_leaves_it_without_a_lot(
    listed: Contest, tellers: list[Teller]
) -> None:
    tellers[0].ask(listed, "lot", tellers[0].keys.r)
    tellers[0].open_shares(listed, [2, 3])
    help_opening(listed, at=listed.complaints_until)
    host = listed.holders.get(is_host=True)
    assert (host.r, host.board_signature is not None) == (None, True)


def _hand_over(contest: Contest, teller: Teller, shares: list[bytes | None]) -> None:
    definition = definitions.of(contest.public_id)
    listed = teller.list_hash(contest)
    sealed = bundles.seal_bundle(teller.keys, teller.number, definition, 3, listed, shares)
    assert teller.ask(contest, "bundles/3", sealed)[0] == 200


def test_a_false_share_is_named_and_the_other_teller_is_awaited(
    listed: Contest, tellers: list[Teller]
) -> None:
    for one in tellers:
        one.ask(listed, "lot", one.keys.r)
    _hand_over(listed, tellers[0], [bytes(32)] * len(VOTERS))
    help_opening(listed, at=listed.complaints_until)
    fault = HolderFault.objects.get()
    assert (fault.accuser, fault.accused, fault.fault) == (3, 1, "share")
    assert listed.holders.get(is_host=True).board_signature is None
    tellers[1].open_shares(listed, [1, 3])
    help_opening(listed, at=listed.complaints_until)
    assert listed.holders.get(is_host=True).board_signature is not None


@pytest.mark.parametrize("length", [0, 3])
def test_a_bundle_of_another_length_is_false(
    listed: Contest, tellers: list[Teller], length: int
) -> None:
    tellers[0].ask(listed, "lot", tellers[0].keys.r)
    _hand_over(listed, tellers[0], [None] * length)
    help_opening(listed, at=listed.complaints_until)
    assert HolderFault.objects.get().accused == 1


def test_what_cannot_be_read_is_named(listed: Contest, tellers: list[Teller]) -> None:
    definition = definitions.of(listed.public_id)
    tellers[0].ask(listed, "lot", tellers[0].keys.r)
    junk = bundles.signed(
        tellers[0].keys, 1, definition, 3, tellers[0].list_hash(listed), b"junk" * 60
    )
    assert tellers[0].ask(listed, "bundles/3", junk)[0] == 200
    help_opening(listed, at=listed.complaints_until)
    assert HolderFault.objects.get().fault == "bundle"


def test_an_envelope_closed_to_those_here_waits_a_day_for_the_rest(
    listed: Contest, tellers: list[Teller]
) -> None:
    tellers[0].ask(listed, "lot", tellers[0].keys.r)
    tellers[0].open_shares(listed, [2])
    _hand_over(listed, tellers[0], [None, *tellers[0].shares[1][1:]])
    help_opening(listed, at=listed.complaints_until)
    host = listed.holders.get(is_host=True)
    assert host.board_signature is None
    help_opening(listed, at=listed.complaints_until + PATIENCE - timedelta(seconds=1))
    host.refresh_from_db()
    assert host.board_signature is None
    help_opening(listed, at=listed.complaints_until + PATIENCE)
    host.refresh_from_db()
    assert host.board_signature is not None


def test_only_where_it_holds_a_key_and_the_list_is_fixed(tellers: list[Teller]) -> None:
    contest = opened(VOTERS)
    with pytest.raises(Refused, match="closing list"):
        help_opening(contest, at=NOW)
    alone = prepared(VOTERS, tellers=[one.key for one in tellers], needed=2)
    Contest.objects.filter(pk=alone.pk).update(
        status="listed", opened_at=NOW, closed_at=NOW, listed_at=NOW
    )
    with pytest.raises(Refused, match="tellers open"):
        help_opening(alone, at=NOW)
