"""Each look of a text is judged once, and no other look with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.contrast import Contrast

PALE = "<p style='color: #bbb'>Who can read this?</p>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def _body(page: Page, *parts: str) -> None:
    page.set_content(f"<html lang=en><title>A</title><body>{''.join(parts)}</body></html>")


def test_what_cannot_be_read_is_found_once(page: Page) -> None:
    contrast = Contrast()
    _body(page, "<p>Black on white.</p>", PALE)
    (fault,) = contrast.faults(page)
    assert "color-contrast" in fault
    assert "Who can read this?" in fault
    assert "Black on white" not in fault
    assert contrast.faults(page) == []


@pytest.mark.parametrize(
    "part",
    [
        PALE,
        "<p style='background: #222'>Who can read this?</p>",
        "<div style='background: #222'><div><p>Who can read this?</p></div></div>",
        "<div style='opacity: 0.3'><p>Who can read this?</p></div>",
        "<p style='color: #888; font-size: 10px'>Who can read this?</p>",
        "<button style='background: #333'>Who can read this?</button>",
    ],
)
def test_another_look_is_judged_though_many_were_good(page: Page, part: str) -> None:
    contrast = Contrast()
    _body(page, "<p>Black.</p>", "<p style='color: #888; font-size: 40px'>Large.</p>")
    _body(page, "<button>Black</button>", "<div style='background: #eee'><p>Dark.</p></div>")
    assert contrast.faults(page) == []
    _body(page, "<p>Black.</p>", part)
    assert len(contrast.faults(page)) == 1


def test_what_sleeps_or_is_hidden_says_nothing_of_what_does_not(page: Page) -> None:
    contrast = Contrast()
    grey = "style='color: #bbb; background: white'"
    _body(page, f"<button disabled {grey}>Go on</button>", f"<div hidden>{PALE}</div>")
    assert contrast.faults(page) == []
    _body(page, f"<button {grey}>Go on</button>", PALE)
    (fault,) = contrast.faults(page)
    assert fault.count("insufficient color contrast") == 2
