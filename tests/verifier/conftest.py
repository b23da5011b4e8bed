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
