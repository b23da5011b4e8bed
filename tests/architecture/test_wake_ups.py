"""Operations wake a worker by the name of its task: each name is that of one."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

APPS = (
    "accounts",
    "announcements",
    "archives",
    "ballots",
    "committees",
    "councils",
    "elections",
    "meetings",
    "notices",
    "outreach",
)
NAMED = re.compile(r'wake\(\s*"((\w+\.tasks)\.(\w+))"')
FOUND = sorted(
    {
        found
        for app in APPS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for found in NAMED.findall(path.read_text())
    }
)


def test_they_are_found() -> None:
    assert len(FOUND) >= 3


@pytest.mark.parametrize(("name", "module", "function"), FOUND)
def test_it_is_a_task(name: str, module: str, function: str) -> None:
    assert getattr(import_module(module), function).name == name
