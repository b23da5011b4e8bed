"""The booth's bundle: the same bytes every time, small, and the ones that the documentation names."""

import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.node import FRONTEND, ROOT, node

BOOTH = ("booth.js", "booth-worker.js")
MOST = 60_000  # bytes on the wire, in all

pytestmark = pytest.mark.skipif(node() is None, reason="the booth: this machine has no Node")


def build(folder: Path) -> dict[str, bytes]:
    subprocess.run([str(node()), "build.mjs", str(folder)], cwd=FRONTEND, check=True, timeout=60)
    return {file.name: file.read_bytes() for file in folder.glob("*.js")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("built"))


def test_the_same_source_makes_the_same_bytes(built: dict[str, bytes], tmp_path: Path) -> None:
    assert set(BOOTH) <= set(built)
    assert build(tmp_path) == built


def test_the_documentation_names_the_bytes_that_are_built(built: dict[str, bytes]) -> None:
    page = (ROOT / "docs/ballot-booth.md").read_text()
    told = dict(re.findall(r"^([0-9a-f]{64})  (\S+\.js)$", page, re.MULTILINE))
    named = {name: digest for digest, name in told.items()}
    assert named == {name: hashlib.sha256(content).hexdigest() for name, content in built.items()}


def test_the_hashes_beside_the_bundle_are_its_own(tmp_path: Path) -> None:
    built = build(tmp_path)
    known = json.loads((tmp_path / "hashes.json").read_text())
    assert known == {name: hashlib.sha256(content).hexdigest() for name, content in built.items()}


def test_the_booth_weighs_sixty_kilobytes_at_most(built: dict[str, bytes]) -> None:
    weights = {name: len(gzip.compress(built[name], 9)) for name in BOOTH}
    assert sum(weights.values()) <= MOST, weights


def test_the_bundle_names_no_folder_of_this_machine_and_asks_no_third_party(
    built: dict[str, bytes],
) -> None:
    for name in BOOTH:
        text = built[name].decode()
        assert str(ROOT) not in text, name
        assert "node_modules" not in text, name
        assert not re.findall(r"https?://", text), name
        assert not re.findall(r"\beval\(|new Function\(|innerHTML|document\.write", text), name
