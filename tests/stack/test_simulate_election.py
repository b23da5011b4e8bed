"""`manage.py simulate_election` in a product of its own; and that its comparison can fail."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from ballots.protocol import board as boards
from ballots.protocol.encoding import b64, unb64
from elections.simulation import checking
from elections.simulation.plan import CODES, Scale
from elections.simulation.run import Simulation
from tests.browser.running import ROOT, Running
from tests.stack.simulated import running_product, simulated

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("simulated")]


@pytest.fixture(scope="module")
def product() -> Iterator[Running]:
    with running_product() as product:
        yield product


def _simulate(product: Running, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "simulate_election", *words, "--out", str(out)],
        cwd=ROOT,
        env=product.env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_thirty_voters_with_the_host_alone_find_their_ballots_on_the_board(
    product: Running, tmp_path: Path
) -> None:
    out = tmp_path / "board.json"
    ran = _simulate(
        product, out, *["--voters", "30", "--candidates", "5", "--seats", "2", "--seed", "1e"]
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said = ran.stdout.splitlines()
    assert said[-1] == "Every ballot stands on the board as it was cast."
    for line in ("members: 30", "papers: 29", "envelopes: 28", "ballots: 19", "complaints: 2"):
        assert line in said
    assert "signed in by a mailed code: 29" in said
    assert {f"invalid, {code}: 1" for code in CODES} <= set(said)
    board = json.loads(out.read_bytes())["board"]
    assert boards.tracker(unb64(board["ballots"][0]["key"]))
    assert {one["code"] for one in board["invalid"]} == {str(code) for code in CODES}


def test_twelve_voters_whose_ballots_two_of_three_tellers_open(
    product: Running, tmp_path: Path
) -> None:
    words = [
        "--voters",
        "12",
        "--candidates",
        "3",
        "--seats",
        "1",
        "--tellers",
        "2/3",
        "--seed",
        "2a",
        "--straight",
    ]
    ran = _simulate(product, tmp_path / "board.json", *words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    file = json.loads((tmp_path / "board.json").read_bytes())
    assert [one["holder"] for one in file["signatures"]] == [2, 3]
    assert file["board"]["lots"][0] == ""
    assert all(file["board"]["lots"][1:])


def test_without_a_product_there_is_one_clear_sentence(product: Running, tmp_path: Path) -> None:
    nobody = {**product.env, "PUBLIC_URL": "http://127.0.0.1:9"}
    words = ["--voters", "12", "--candidates", "3", "--seats", "1", "--out"]
    ran = subprocess.run(
        [sys.executable, "manage.py", "simulate_election", *words, str(tmp_path / "board.json")],
        cwd=ROOT,
        env=nobody,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "Nothing answers at http://127.0.0.1:9. Start the product" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.fixture(scope="module")
def simulation(product: Running) -> Iterator[tuple[Simulation, dict[str, object], str]]:
    """A finished election, its board file and its list of trackers."""
    with simulated(product, Scale(14, 3, 1, seed=5), concurrent=2) as simulation:
        file = json.loads(simulation.run())
        csv = simulation.client.get(f"/box/{simulation.setting.contest}/ballots.csv").body.decode()
        assert simulation.report.faults == []
        yield simulation, file, csv


@pytest.mark.parametrize(
    ("alteration", "sentence"),
    [
        ("drop", "1 ballots that were cast are missing"),
        ("alter", "1 ballots on the board are not as they were cast"),
        ("add", "1 ballots on the board were cast by nobody"),
        ("call", "An envelope is valid in place of"),
        ("list", "The closing list is not that of the envelopes"),
        ("issue", "papers were issued, not"),
        ("unused", "is not the number of papers that were not used"),
        ("result", "The result is not the count of the board's own ballots"),
        ("tracker", "1 voters do not find their tracker"),
    ],
)
def test_every_difference_between_board_and_voters_is_named(
    simulation: tuple[Simulation, dict[str, object], str], alteration: str, sentence: str
) -> None:
    simulated, file, csv = simulation[0], deepcopy(simulation[1]), simulation[2]
    csv = _altered(file, csv, alteration)
    found = list(checking.differences(file, csv, simulated.records, simulated.definition))
    assert any(sentence in one for one in found), found


def _altered(file: dict, csv: str, alteration: str) -> str:
    board = file["board"]
    ballots = board["ballots"]
    match alteration:
        case "drop":
            ballots.pop()
        case "alter":
            ballots[0]["choices"] = [1] if ballots[0]["choices"] != [1] else [2]
        case "add":
            ballots.append({**ballots[0], "key": b64(os.urandom(32))})
        case "call":
            board["invalid"].pop()
        case "list":
            board["closing_list"][0] = b64(os.urandom(32))
        case "issue":
            next(leaf for leaf in board["leaves"] if not leaf[1])[1] = 1
        case "unused":
            file["papers_unused"] += 1
        case "result":
            file["result"]["valid"] += 1
        case "tracker":
            csv = "\n".join(csv.splitlines()[:-1])
    return csv
