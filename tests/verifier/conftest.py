"""The verifier as a module, and boards to put to it."""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.verifier.boards import Election, canonical

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
BUNDLER = ROOT / "frontend" / "node_modules" / "esbuild"
Ask = Callable[[dict[str, Any]], dict[str, Any]]
VERIFY = ROOT / "verifier" / "verify.py"


@pytest.fixture(scope="session")
def verify() -> Iterator[ModuleType]:
    specification = importlib.util.spec_from_file_location("verify", VERIFY)
    module = importlib.util.module_from_spec(specification)
    sys.modules["verify"] = module
    specification.loader.exec_module(module)
    yield module
    del sys.modules["verify"]


@pytest.fixture(scope="session")
def election() -> Election:
    """Four candidates, two places, a tie that the lot breaks, every kind of invalid envelope."""
    made = Election(issued=20, missing_lots=(2,), withdrawn=(4,))
    made.spoil_each()
    for choices in [(1, 2), (2, 1), (3,), (), (1, 3), (4, 2)]:
        made.cast(*choices)
    return made


@pytest.fixture
def complaint(verify: ModuleType) -> Callable[..., str]:
    """What the verifier says of a file: nothing where everything holds."""

    def complain(file: Any, annex: Any = None) -> str:
        given = None if annex is None else canonical(annex)
        try:
            verify.Board(file if isinstance(file, bytes) else canonical(file), annex=given)
        except verify.Fault as fault:
            return str(fault)
        return ""

    return complain


@pytest.fixture
def hostile(election: Election) -> list[bytes]:
    """Files that are no canonical JSON of the protocol, or would choke a careless reader."""
    source = canonical(election.file())
    number = b'"papers_unused":4'
    assert number in source
    with_number = [
        source.replace(number, b'"papers_unused":' + each)
        for each in (b"9" * 30, b"9" * 10_000, b"4.0", b"4e0", b"-0", b"NaN", b"Infinity", b"04")
    ]
    return [
        *with_number,
        b"",
        b"\xef\xbb\xbf" + source,
        source + b"\n",
        source.decode().encode("utf-16"),
        source[:-1] + b',"board":{}}',
        source.replace(number, number + b"," + number),
        source.replace("Béla".encode(), b"B\\ud800la"),
        source.replace("Béla".encode(), b"B\\u00e9la"),
        source.replace("Béla".encode(), b"B\xe9la"),
        b"[" * 1_000_000,
        b'{"a":' * 100_000,
        b"[" * 900 + b"]" * 900,
        b"null",
        b'"board"',
        b"\0" * 1000,
    ]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Puts questions to the browser's side, run by Node (`browser_side.mjs`)."""
    if NODE is None or not BUNDLER.exists():
        pytest.skip("there is no Node, or frontend/ is not installed")
    process = subprocess.Popen(
        [str(NODE), Path(__file__).parent / "browser_side.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
    )

    def question(asked: dict[str, Any]) -> dict[str, Any]:
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield question
    process.stdin.close()
    process.stdout.close()
    assert process.wait(timeout=10) == 0


@pytest.fixture
def examine(ask: Ask, tmp_path: Path) -> Callable[[Any], dict[str, Any]]:
    """What the browser says of a file."""

    def examined(file: Any, annex: Any = None, **more: Any) -> dict[str, Any]:
        if annex is not None:
            (tmp_path / "annex.json").write_bytes(canonical(annex))
            more["annex"] = str(tmp_path / "annex.json")
        path = tmp_path / "board.json"
        path.write_bytes(file if isinstance(file, bytes) else canonical(file))
        said = ask({"board": str(path), **more})
        assert "crash" not in said, said
        return said

    return examined
