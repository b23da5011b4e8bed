"""What the tutorial names stands on the pages: its words, its addresses, its pictures.

`tests/browser/test_tutorial.py` walks the same way and paints the pictures.
"""

import re
from pathlib import Path

import pytest
from django.urls import resolve
from PIL import Image

from tests.architecture.urls import OURS

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs/tutorial.md").read_text()
PICTURES = ROOT / "docs/img/tutorial"
WIDE, HEAVIEST = 360, 60_000
# What is bold for another reason than that it stands on a page.
STRESSED = {"Bold", "private window"}
WORDS = sorted(set(re.findall(r"\*\*([^*]+)\*\*", TUTORIAL)) - STRESSED)
ADDRESSES = sorted(set(re.findall(r"`(?:http://127\.0\.0\.1:8000)?(/[^`]*)`", TUTORIAL)))
SHOWN = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TUTORIAL)


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every sentence of the pages and forms, without its markup and what is filled in."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        found |= set(re.findall(r"\{% translate \"([^\"]+)\"", text))
        for body in re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblock", text, re.S):
            found |= {re.sub(r"<[^>]+>|\{\{[^}]+\}\}|\{% plural %\}.*", "", body).strip()}
    for path in (path for app in OURS for path in (ROOT / app).rglob("*.py")):
        if {"forms", "models", "forms.py", "models.py"} & set(path.parts):
            found |= set(re.findall(r"(?:\b_|gettext_lazy)\(\s*\"([^\"]+)\"", path.read_text()))
    return found


@pytest.mark.parametrize("words", WORDS)
def test_every_word_that_is_to_be_tapped_stands_on_a_page(words: str, said: set[str]) -> None:
    assert words in said


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_exists(address: str) -> None:
    assert resolve(address)


def test_every_picture_is_shown_and_small_and_painted_by_the_walk() -> None:
    assert {f"img/tutorial/{path.name}" for path in PICTURES.iterdir()} == set(SHOWN)
    walk = (ROOT / "tests/browser/test_tutorial.py").read_text()
    for shown in SHOWN:
        path = ROOT / "docs" / shown
        assert path.stat().st_size < HEAVIEST, shown
        with Image.open(path) as picture:
            assert picture.width == WIDE, shown
        assert f'"{path.stem}"' in walk, f"no picture({path.stem}) in the walk"


def test_it_speaks_of_every_kind_of_thing() -> None:
    """An empty list would hold whatever is written."""
    assert len(WORDS) > 40
    assert len(ADDRESSES) > 3
    assert len(SHOWN) > 8
