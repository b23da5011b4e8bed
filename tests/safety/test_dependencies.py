"""What is installed is what was locked. Known faults are asked for by `make audit`, with a network."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run", "dev", "node")
ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL
)


def _locked(name: str) -> dict[str, tuple[str, str]]:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    return {one[1].lower(): (one[2], one[3]) for one in ENTRY.finditer(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_to_one_version_and_its_hashes(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    lines = [line for line in text.splitlines() if re.match(r"[A-Za-z]", line)]
    locked = _locked(name)
    assert len(locked) == len({line.split("==")[0].split("[")[0].lower() for line in lines})
    for package, (version, rest) in locked.items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", rest), package
        assert "*" not in version, package


def test_what_is_installed_is_what_was_locked() -> None:
    found = {one.metadata["Name"].lower(): one.version for one in metadata.distributions()}
    locked = _locked("run")
    together = {name for name in locked if name in found}
    assert len(together) > 40
    assert {name: found[name] for name in together} == {name: locked[name][0] for name in together}


def test_only_packages_whose_hashes_are_known_are_installed() -> None:
    assert "--require-hashes" in (ROOT / "deploy/bootstrap.sh").read_text()
    script = (ROOT / "deploy/frontend.sh").read_text()
    assert "ci --ignore-scripts" in script  # no package runs a program while it is installed


def test_every_package_of_the_frontend_has_its_hash() -> None:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name and not one.get("link")}
    assert len(packages) > 15
    for name, one in packages.items():
        assert one["integrity"].startswith("sha512-"), name
