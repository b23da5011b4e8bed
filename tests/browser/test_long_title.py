"""A member's title of one long word breaks wherever the style sheet meets it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.phone import TOO_WIDE

CSS = Path(__file__).parents[2] / "static" / "css"
TITLE = "<bdi>" + "W" * 140 + "</bdi>"


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="booth"><p class="back"><a href="/"><span>{TITLE}</span></a></p></div>',
        f'<p class="back"><a href="/">{TITLE}</a></p>',
        f"<h1>{TITLE}</h1>",
        f'<ul class="cards"><li class="card stack"><h2><a href="/">{TITLE}</a></h2></li></ul>',
        f'<ul class="list"><li class="row row-apart"><a href="/">{TITLE}</a> <b>Void</b></li></ul>',
    ],
)
def test_a_title_without_spaces_is_no_wider_than_a_phone(browser: Browser, markup: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.set_content(f'<!doctype html><body><main id="main">{markup}</main>')
    for name in ("base.css", "parts.css", "elections.css"):
        page.add_style_tag(content=(CSS / name).read_text())
    assert page.evaluate(TOO_WIDE) is None
    page.close()
