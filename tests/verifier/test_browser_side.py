"""The check and the count of the board page, written apart in TypeScript, agree with Python's."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ballots.counting import Contest, blt
from tests.verifier.boards import Election, b64, canonical
from tests.verifier.changes import STRANGERS, other, paths, put
from tests.verifier.cheats import BOARDS, CHEATS
from tests.verifier.conftest import Ask
from tests.verifier.contests import contests, counted, terms
from tests.verifier.test_verify_counts import WARDS


def recount(ask: Ask, contest: Contest) -> Any:
    named = terms(contest)
    return ask(
        {
            "contest": {
                "rule": contest.rule,
                "candidates": list(contest.candidates),
                "ron": contest.ron or 0,
                "seats": contest.seats,
                "terms": {
                    "atLeast": named["at_least"],
                    "denominator": named["denominator"],
                    "numerator": named["numerator"],
                    "turnoutLeast": named["turnout_least"],
                    "turnoutPercent": named["turnout_percent"],
                },
                "rollSize": contest.terms.roll or 0,
            },
            "papers": [[weight, list(choices)] for weight, choices in contest.papers],
            "withdrawn": sorted(contest.withdrawn),
            "seed": (contest.seed or bytes(32)).hex(),
        }
    )["result"]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(contest=contests)
def test_any_contest_is_counted_alike(ask: Ask, contest):
    assert recount(ask, contest) == counted(contest)


@pytest.mark.parametrize(
    ("folder", "ward"), WARDS, ids=[ward["file"].removesuffix(".blt") for _, ward in WARDS]
)
def test_a_real_ward_agrees_with_what_was_published(ask: Ask, folder, ward):
    contest = blt.parse((folder / ward["file"]).read_bytes())
    result = recount(ask, contest)
    assert result == counted(contest)
    assert [
        [Decimal(votes) / 100_000 for votes in stage["votes"]] for stage in result["stages"]
    ] == [[Decimal(votes) for votes in stage] for stage in ward["stage_totals"]]


def test_a_board_holds_and_tells_the_same(examine, election: Election, verify):
    source = canonical(election.file())
    board = verify.Board(source)
    said = examine(source)
    assert said["result"] == board.result
    assert said["fingerprint"] == election.fingerprint.hex()
    assert (said["issued"], said["unused"], said["envelopes"]) == (20, 4, 16)
    assert (said["missingLots"], said["withdrawn"]) == ([2], [4])
    assert sorted(said["invalid"]) == sorted(board.codes.elements())
    assert [(ballot["key"], ballot["tracker"]) for ballot in said["ballots"]] == [
        (ballot["key"], verify.tracker(verify.unbase64(ballot["key"])))
        for ballot in board.board["ballots"]
    ]
    assert said["steps"][-1] == [7, 7]


@pytest.mark.parametrize(("made", "ballots"), BOARDS)
def test_boards_of_every_kind_hold(examine, made: Callable[[], Election], ballots):
    election = made()
    for choices in ballots:
        election.cast(*choices)
    assert examine(election.file())["result"] == election.result()


def test_a_browser_without_ed25519_says_the_same(examine, election: Election):
    source = canonical(election.file())
    assert examine(source, native=False) == examine(source)


def test_every_change_of_any_value_is_caught(examine, election: Election):
    file = election.file()
    missed = [way for way in paths(file) if "code" not in examine(put(file, way, other))]
    assert missed == []


def test_every_change_of_the_board_is_caught_even_when_holders_sign_it(
    examine, election: Election, complaint
):
    file = election.file()
    for way in paths(file["board"]):
        altered = put(file["board"], way, other)
        signed = file | {"board": altered, "signatures": election.sign(altered)}
        assert ("code" in examine(signed)) == bool(complaint(signed)), way


def test_a_value_of_another_kind_is_caught(examine, election: Election):
    file = election.file()
    for number, way in enumerate(paths(file)):
        stranger = STRANGERS[number % len(STRANGERS)]
        altered = put(file, way, lambda _, stranger=stranger: stranger)
        if canonical(altered) != canonical(file):
            assert "code" in examine(altered), (way, stranger)


def test_hostile_files_are_refused_with_a_code(examine, hostile: list[bytes]):
    for source in hostile:
        assert "code" in examine(source)


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.__name__)
def test_a_cheat_is_called_by_its_name(examine, cheat):
    assert examine(cheat())["code"] == CHEATS[cheat]


def test_a_fault_says_where_it_lies(examine, election: Election):
    file = election.file()
    board = file["board"]
    third = board["ballots"][2] | {"signature": b64(bytes(64))}
    altered = board | {"ballots": [*board["ballots"][:2], third, *board["ballots"][3:]]}
    signed = file | {"board": altered, "signatures": election.sign(altered)}
    assert examine(signed) == {"code": "ballot", "where": "3"}
