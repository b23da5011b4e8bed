"""The walk, made once for every test that looks at it."""

import pytest

from tests.architecture.walk import Walk, walk

_made: list[Walk] = []


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Once in all, also where several processes share the run."""
    for item in items:
        if "walked" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("walk"))


@pytest.fixture
def walked(db: None, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Every role in every row of the matrix."""
    if not _made:
        _made.append(walk(tmp_path_factory.mktemp("walk")))
    return _made[0]
