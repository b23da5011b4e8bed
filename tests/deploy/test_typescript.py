"""The tests of the TypeScript, which Node runs."""

import subprocess

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
