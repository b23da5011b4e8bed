"""The tests of the TypeScript, which Node runs, and how long a vote computes."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.node import FRONTEND, node

pytestmark = pytest.mark.skipif(node() is None, reason="the booth: this machine has no Node")


def run(*command: str) -> None:
    done = subprocess.run(
        [str(node()), *command], cwd=FRONTEND, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]


def test_every_test_of_the_typescript_passes() -> None:
    run("test.mjs")


def test_a_vote_among_six_candidates_computes_like_a_few_bare_private_operations(
    tmp_path: Path,
) -> None:
    """Under 300 ms where two bare RSA-2048 operations take 75: the same measure on any machine."""
    run("bench.mjs", "--json", str(tmp_path / "took.json"))
    took = json.loads((tmp_path / "took.json").read_text())
    assert took["all"] < 4 * took["plain"], took
