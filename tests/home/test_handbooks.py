"""The handbooks: a page for each role, in English where nobody has translated it."""

from pathlib import Path

import pytest
from django.test import Client

from home import handbooks

pytestmark = pytest.mark.django_db


def test_every_role_has_its_page_with_headings_in_order() -> None:
    browser = Client()
    listed = browser.get("/help/").content.decode()
    for role in handbooks.ROLES:
        assert f'href="/help/{role}/"' in listed
        page = browser.get(f"/help/{role}/").content.decode()
        title = (handbooks.FOLDER / "en" / f"{role}.md").read_text().splitlines()[0]
        assert f"<h1>{title.removeprefix('# ')}</h1>" in page
        assert page.index("<h1") < page.index("<h2>")
        assert "<h3" not in page


def test_a_role_that_does_not_exist_is_not_found() -> None:
    assert Client().get("/help/king/").status_code == 404
    assert Client().get("/help/..%2f..%2fREADME/").status_code == 404


def test_who_reads_another_language_gets_its_page_or_the_english_one_marked_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in (("en", "For tellers"), ("es", "Para escrutadores")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "teller.md").write_text(f"# {words}\n\n## A\n\nB\n")
    (tmp_path / "en" / "host.md").write_text("# For hosts\n\nB\n")
    monkeypatch.setattr(handbooks, "FOLDER", tmp_path)
    handbooks.handbook.cache_clear()
    try:
        spanish = {"HTTP_ACCEPT_LANGUAGE": "es"}
        assert (
            "<h1>Para escrutadores</h1>" in Client(**spanish).get("/help/teller/").content.decode()
        )
        english = Client(**spanish).get("/help/host/").content.decode()
        assert '<h1 lang="en" dir="auto">For hosts</h1>' in english
    finally:
        handbooks.handbook.cache_clear()


def test_every_translation_has_the_headings_of_the_english_page() -> None:
    for path in handbooks.FOLDER.glob("*/*.md"):
        english = (handbooks.FOLDER / "en" / path.name).read_text()
        same = [line.split(" ")[0] for line in english.splitlines() if line.startswith("#")]
        here = [
            line.split(" ")[0] for line in path.read_text().splitlines() if line.startswith("#")
        ]
        assert here == same, path.name
