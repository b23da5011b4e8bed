"""The demonstration's clock, moved as a newcomer moves it."""

import re
import time

from playwright.sync_api import expect

from tests.browser.phone import Phone

PATIENCE = 30


def go_to(phone: Phone, deadline: str, title: str) -> None:
    """Move to a deadline that the clock's page offers, as soon as the step before it is done."""
    until = time.monotonic() + PATIENCE
    name = re.compile(rf"^Go there\s*: {deadline}, {title}")
    phone.open("/demo/clock/")
    while not phone.page.get_by_role("button", name=name).count():
        assert time.monotonic() < until, f"the clock never offered “{deadline}”"
        phone.page.wait_for_timeout(300)
        phone.page.reload()
    phone.tap(name)
    phone.sees("The clock was moved.")


def load_until(phone: Phone, url: str, words: str) -> None:
    """Load a page anew until the clock has done its work and the page says so."""
    until = time.monotonic() + PATIENCE
    while True:
        phone.open(url)
        try:
            expect(phone.page.get_by_text(words).first).to_be_visible(timeout=1_500)
            return
        except AssertionError:
            assert time.monotonic() < until, f"{url} never says “{words}”"
