"""The verifier as a module, and boards to put to it."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.verifier.boards import Election, canonical

VERIFY = Path(__file__).parents[2] / "verifier" / "verify.py"


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
def complaint(verify: ModuleType) -> Callable[[Any], str]:
    """What the verifier says of a file: nothing where everything holds."""

    def complain(file: Any) -> str:
        try:
            verify.Board(file if isinstance(file, bytes) else canonical(file))
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
