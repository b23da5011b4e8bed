"""Real wards against what the councils published; CONFORMANCE_DATA names the folder."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from ballots.counting import blt, count
from ballots.counting.results import amount

FOLDER = os.environ.get("CONFORMANCE_DATA", "")
EXPECTED = sorted(Path(FOLDER).rglob("expected.json")) if FOLDER else []
WARDS = [(path.parent, ward) for path in EXPECTED for ward in json.loads(path.read_text("utf-8"))]


@pytest.mark.skipif(not FOLDER, reason="CONFORMANCE_DATA is not set")
def test_the_folder_holds_wards():
    assert WARDS


@pytest.mark.parametrize(
    ("folder", "ward"), WARDS, ids=[ward["file"].removesuffix(".blt") for _, ward in WARDS]
)
def test_every_stage_of_a_real_ward_agrees_to_the_last_decimal(folder, ward):
    contest = blt.parse((folder / ward["file"]).read_bytes())
    result = count(contest)
    assert list(contest.candidates) == ward["candidates"]
    assert (result.quota, result.valid) == (ward["quota"], ward["valid"])
    assert sorted(map(result.name, result.elected)) == sorted(ward["elected"])
    # Some councils write 755 for 755.00000.
    assert [[Decimal(amount(votes)) for votes in stage.votes] for stage in result.stages] == [
        [Decimal(votes) for votes in stage] for stage in ward["stage_totals"]
    ]
    assert not result.lots
