"""Tellers open an election: k of n, each from its own browser."""

import copy
import itertools
from datetime import timedelta

import pytest

from ballots import files
from ballots.models import Bundle, Contest, ContestStatus
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.contests import open_contest
from ballots.protocol.checking import verify_board
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import opened, prepared
from tests.tellers import Teller
from tests.voting import cast

pytestmark = pytest.mark.django_db
VOTERS = ["ann", "bob", "cem", "dan", "eva", "fay"]


@pytest.fixture
def tellers(monkeypatch: pytest.MonkeyPatch) -> list[Teller]:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    return [Teller(number, f"Teller {number}") for number in (1, 2, 3)]


def _listed(tellers: list[Teller]) -> Contest:
    contest = prepared(VOTERS, tellers=[one.key for one in tellers], needed=2)
    for one in tellers:
        assert one.be_ready(contest) == 200
    contest = open_contest(contest, at=NOW)
    for voter in VOTERS[:5]:
        cast(contest, voter, choices=[1, 2] if voter < "d" else [2], at=NOW)
    contest = close_contest(contest, at=contest.closes_at)
    return settle_list(contest, at=contest.complaints_until)


def _opened(contest: Contest, present: list[Teller]) -> None:
    for one in present:
        assert one.ask(contest, "lot", one.keys.r)[0] == 200
    for one in present:
        one.open_shares(contest, [other.number for other in present if other is not one])
    for one, other in itertools.permutations(present, 2):
        one.take_bundle(contest, other.number)


@pytest.mark.parametrize("present", [(1, 2), (1, 3), (2, 3), (1, 2, 3)])
def test_enough_tellers_whichever_they_are_open_the_same_ballots(
    tellers: list[Teller], present: tuple[int, ...]
) -> None:
    contest = _listed(tellers)
    here = [tellers[number - 1] for number in present]
    _opened(contest, here)
    assert here[0].sign_board(contest, here[0].board(contest))[0] == 200
    contest.refresh_from_db()
    assert contest.status == ContestStatus.LISTED
    assert here[1].sign_board(contest, here[1].board(contest))[0] == 200
    contest.refresh_from_db()
    assert contest.status == ContestStatus.COUNTED
    ranked = {tuple(c): n for c, n in contest.counted.values_list("choices", "number")}
    assert ranked == {(1, 2): 3, (2,): 2}
    board = verify_board(b"".join(files.board_body(contest)))
    missing = [number for number in (1, 2, 3) if number not in present]
    assert [place for place, r in enumerate(board["lots"], 1) if not r] == missing
    assert not Bundle.objects.exists()
    assert not contest.holders.exclude(board_body=None).exists()


def test_two_boards_that_differ_do_not_stand(tellers: list[Teller]) -> None:
    contest = _listed(tellers)
    _opened(contest, tellers)
    assert tellers[0].sign_board(contest, tellers[0].board(contest))[0] == 200
    # The second teller calls a ballot unopenable: a board in itself, but another one.
    other = tellers[1]
    other.shares = {number: [None, *shares[1:]] for number, shares in other.shares.items()}
    assert other.sign_board(contest, other.board(contest))[0] == 200
    contest.refresh_from_db()
    assert contest.status == ContestStatus.LISTED
    assert tellers[2].sign_board(contest, tellers[2].board(contest))[0] == 200
    contest.refresh_from_db()
    assert contest.status == ContestStatus.COUNTED
    assert contest.board.invalid == []


def test_a_board_that_says_something_else_than_the_box_is_refused(tellers: list[Teller]) -> None:
    contest = _listed(tellers)
    _opened(contest, tellers)
    board = tellers[0].board(contest)
    other_roll = copy.deepcopy(board)
    unused = next(place for place, (_leaf, taken) in enumerate(board["leaves"]) if not taken)
    other_roll["leaves"][unused][1] = 1
    status, said = tellers[0].sign_board(contest, other_roll)
    assert (status, b"leaves" in said) == (422, True)
    altered = copy.deepcopy(board)
    altered["ballots"][0]["choices"] = [3]
    assert tellers[0].sign_board(contest, altered)[0] == 422
    assert tellers[0].ask(contest, "board", b"{}" + bytes(64))[0] == 403
    assert not contest.holders.exclude(board_hash=None).exists()


def test_each_step_waits_for_the_one_before(tellers: list[Teller]) -> None:
    contest = prepared(VOTERS, tellers=[one.key for one in tellers], needed=2)
    one, two, three = tellers
    with pytest.raises(Refused, match="Not every key holder"):
        open_contest(contest, at=NOW)
    assert one.ask(contest, "ready", bytes(64))[0] == 403
    assert one.ask(contest, "lot", one.keys.r)[0] == 403
    assert one.ask(contest, "bundles/2", b"x" * 200)[0] == 403
    contest = _listed(tellers)
    assert one.be_ready(contest) == 403
    assert one.ask(contest, "envelopes")[0] == 403
    assert one.ask(contest, "lot", two.keys.r)[0] == 403
    for teller in (one, two):
        assert teller.ask(contest, "lot", teller.keys.r)[0] == 200
    assert one.ask(contest, "lot", one.keys.r)[0] == 200
    assert one.ask(contest, "lots.json")[0] == 404
    assert one.ask(contest, "bundles/2")[0] == 404
    assert one.ask(contest, "bundles/2", b"x" * 200)[0] == 403
    one.open_shares(contest, [2])
    assert three.ask(contest, "lot", three.keys.r)[0] == 403
    assert two.ask(contest, "bundles/3")[0] == 404


def test_only_the_holder_s_own_signature_lets_in(tellers: list[Teller]) -> None:
    contest = _listed(tellers)
    one = tellers[0]
    assert one.ask(contest, "lot", one.keys.r, authorization="")[0] == 401
    assert one.ask(contest, "lot", one.keys.r, authorization="RF1 xyz")[0] == 401
    stranger = Teller(1, "Nobody")
    assert stranger.ask(contest, "lot", stranger.keys.r)[0] == 401
    nobody = Teller(9, "Ninth")
    assert nobody.ask(contest, "lot", nobody.keys.r)[0] == 401
    gone = one.browser.post("/box/000000000000/holders/1/lot")
    assert gone.status_code == 404


def test_more_than_any_holder_has_to_say_is_not_read(
    tellers: list[Teller], monkeypatch: pytest.MonkeyPatch
) -> None:
    contest = _listed(tellers)
    monkeypatch.setattr("ballots.holder_views.MOST_BYTES", 100)
    status, said = tellers[0].ask(contest, "bundles/2", bytes(101))
    assert (status, b"length" in said) == (422, True)


def test_a_host_that_holds_the_key_is_no_teller_and_tellers_are_no_host(
    tellers: list[Teller],
) -> None:
    from ballots.operations.opening import open_ballots

    contest = _listed(tellers)
    with pytest.raises(Refused, match="The tellers open"):
        open_ballots(contest, at=contest.complaints_until)
    alone = opened(VOTERS)
    with pytest.raises(Refused, match="can be opened"):
        open_ballots(alone, at=alone.complaints_until + timedelta(days=1))
