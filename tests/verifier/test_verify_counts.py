"""The verifier's count and the product's are written apart, and give the same stages."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings

from ballots.counting import Contest, Rule, Terms, blt
from tests.verifier.boards import Election, canonical
from tests.verifier.cheats import BALLOTS, BOARDS
from tests.verifier.contests import contests, counted, kind, terms

FOLDER = os.environ.get("CONFORMANCE_DATA", "")
EXPECTED = sorted(Path(FOLDER).rglob("expected.json")) if FOLDER else []
WARDS = [(path.parent, ward) for path in EXPECTED for ward in json.loads(path.read_text("utf-8"))]


def recount(verify, contest: Contest):
    definition = SimpleNamespace(
        kind=kind(contest),
        candidates=contest.candidates,
        seats=contest.seats,
        ron=contest.ron or 0,
        terms=terms(contest),
        roll_size=contest.terms.roll,
    )
    papers = Counter({choices: weight for weight, choices in contest.papers})
    return verify.count(definition, papers, sorted(contest.withdrawn), contest.seed, 10_000)


@settings(max_examples=500, deadline=None)
@given(contest=contests)
def test_any_contest_is_counted_alike(verify, contest):
    assert recount(verify, contest) == counted(contest)


@pytest.mark.parametrize(
    ("folder", "ward"), WARDS, ids=[ward["file"].removesuffix(".blt") for _, ward in WARDS]
)
def test_a_real_ward_agrees_with_what_was_published(verify, folder, ward):
    contest = blt.parse((folder / ward["file"]).read_bytes())
    result = recount(verify, contest)
    assert result == counted(contest)
    names = [ward["candidates"][number - 1] for number in result["elected"]]
    assert sorted(names) == sorted(ward["elected"])
    assert [
        [Decimal(votes) / verify.SCALE for votes in stage["votes"]] for stage in result["stages"]
    ] == [[Decimal(votes) for votes in stage] for stage in ward["stage_totals"]]


@pytest.mark.parametrize(("made", "ballots"), BOARDS)
def test_boards_of_every_kind_hold(verify, made, ballots):
    election = made()
    for choices in ballots:
        election.cast(*choices)
    board = verify.Board(canonical(election.file()))
    assert board.result == election.result()


def test_a_count_that_differs_anywhere_is_caught(complaint):
    election = Election(issued=9)
    for choices in BALLOTS:
        election.cast(*choices)
    file = election.file()
    for at, stage in enumerate(file["result"]["stages"]):
        for name, value in stage.items():
            wrong = [*value, 1] if isinstance(value, list) else value + 1
            altered = json.loads(canonical(file))
            altered["result"]["stages"][at][name] = wrong
            assert f"Stage {at + 1}" in complaint(altered)


def test_a_turnout_is_rounded_up(verify):
    for papers, carried in ((1, []), (2, [1])):
        contest = Contest(
            candidates=("Yes", "No"),
            seats=1,
            papers=((papers, (1,)),),
            rule=Rule.YES_NO,
            terms=Terms(roll=3, turnout_percent=34),
        )
        assert recount(verify, contest)["elected"] == carried
