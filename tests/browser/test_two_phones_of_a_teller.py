"""A teller who made a key on each of two devices is told on the first that the second's counts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ballots import booth
from tests.browser.phone import Phone
from tests.browser.running import Running
from tests.browser.test_journey_ballot import announce

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")


def _makes(one: Phone) -> None:
    one.tap_in_place(one.page.get_by_role("button", name="Yes: make my key"))
    expect(one.heading).to_have_text("Keep your key safe")


def _hands_in(one: Phone, copy: Path) -> None:
    with one.page.expect_download() as saved:
        one.tap_in_place(one.page.get_by_role("button", name="Save the copy"))
    saved.value.save_as(copy)
    one.page.get_by_label("The copy that you have just saved").set_input_files(copy)
    expect(one.heading).to_have_text("You are a teller")


def test_the_key_handed_in_last_counts_and_the_other_device_says_so(
    product: Running, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    hall = json.loads(product.manage("-W", "ignore", "-m", "tests.browser.hall", "--more", "6"))
    ana, first, second = (phone(product) for _ in range(3))
    ana.sign_in_by(hall, "Ana")
    for one in (first, second):
        one.sign_in_by(hall, "Dev")
    ana.open(f"{announce(ana, hall['home'])}tellers/")
    ana.fill("The member's chosen name", "Dev")
    ana.tap("Ask them")
    asked = product.outbox.wait_for(hall["addresses"]["Dev"], "you are asked to be a teller")
    key = asked.link("/tellers/")
    for one in (first, second):
        one.open(key)
        _makes(one)
    _hands_in(first, tmp_path / "first.json")
    _hands_in(second, tmp_path / "second.json")
    first.open(key)
    expect(first.heading).to_have_text("Your key is not in this browser")
    first.sees("This is another key than the one that you handed in last.")
    copy = first.page.get_by_label("The copy of your key")
    copy.set_input_files(tmp_path / "first.json")
    first.sees("This is another key than the one that you handed in last.")
    copy.set_input_files(tmp_path / "second.json")
    expect(first.heading).to_have_text("You are a teller")
