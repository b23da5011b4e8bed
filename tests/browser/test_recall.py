"""A recall on phones: opened, signed with two taps, replied to, voted on, and the alternate steps in."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from ballots import booth
from tests.browser.clock import load_until
from tests.browser.hall import MEMBERS
from tests.browser.phone import Phone
from tests.browser.running import Running

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")
REASON = "No report since the autumn, and two councils missed."


def test_from_the_petition_to_the_alternate(product: Running, phone: Callable[..., Phone]) -> None:
    hall: dict[str, Any] = json.loads(product.manage("-W", "ignore", "-m", "tests.browser.hall"))
    home = hall["home"]
    given = ("-m", "tests.browser.recalling", home.split("/")[2], "Fay", "Eli")
    product.manage("-W", "ignore", *given)
    phones = {name: phone(product) for name in MEMBERS}
    for name, one in phones.items():
        one.sign_in_by(hall, name)
    ana, ben, fay = phones["Ana"], phones["Ben"], phones["Fay"]

    recall = open_it(ben, home)
    mail = product.outbox.wait_for(hall["addresses"]["Fay"], "recall petition is open")
    for word in ("Fay", "Ben", REASON):
        assert word not in mail.text
    sign(ana, home, recall, "2 of the 3 members needed have signed.")
    reply(fay, recall)
    take_back_and_sign_again(ana, recall)
    last = phones["Caro"]
    last.open(recall)
    last.tap("Sign")
    last.sees("You signed, and that is enough.")
    last.look()
    product.outbox.wait_for(hall["addresses"]["Fay"], "a recall vote is called")

    ana.move_clock(now(product) + timedelta(hours=48, minutes=1))
    load_until(ana, recall, "Voting is open.")
    ana.look()
    mail = product.outbox.wait_for(hall["addresses"]["Ana"], "voting is open")
    vote(ana, mail.link("/vote/"), "End the mandate")
    for name, answer in {"Ben": "End", "Caro": "End", "Dev": "End", "Fay": "Keep"}.items():
        vote(phones[name], f"{recall}vote/", f"{answer} the mandate")
    ana.move_clock(now(product) + timedelta(days=5, hours=3))
    load_until(ana, recall, "Carried: the mandate ended when the ballots were counted.")
    ana.sees("Your ballot was counted as you cast it.")
    ana.sees("5 of 6 voted, 83 %.")
    ana.look()
    ana.tap("The board: all ballots")
    expect(ana.page.locator(".board > li")).to_have_count(5)
    ana.look()
    product.outbox.wait_for(hall["addresses"]["Eli"], "the result")
    ana.open(f"{home}mandates/")
    carried = ana.page.locator("ul.list").first
    expect(carried).to_contain_text("Delegate")
    expect(carried).to_contain_text("Eli")
    ana.sees_not("Fay")
    ana.look()


def open_it(ben: Phone, home: str) -> str:
    """From the committee's mandates to the petition; its address."""
    ben.open(f"{home}mandates/")
    row = ben.page.locator("li", has_text="Fay")
    ben.tap_on(row.get_by_role("link", name="Open a recall petition"))
    ben.look()
    ben.page.get_by_role("button", name="Open it, and sign").tap()
    ben.sees("Say why.")
    ben.look()
    ben.fill("Why should there be a vote?", REASON)
    ben.tap("Open it, and sign")
    ben.sees("1 of the 3 members needed has signed.")
    ben.look()
    return ben.path


def sign(one: Phone, home: str, recall: str, words: str) -> None:
    """Two taps, counted from the page of mandates."""
    one.open(f"{home}mandates/")
    one.look()
    taps: list[str] = []
    for target in (
        one.page.locator(f"a[href='{recall}']"),
        one.page.get_by_role("button", name="Sign"),
    ):
        one.tap_on(target)
        taps.append(one.path)
    one.sees("You signed. Nobody sees who has, only how many.")
    one.sees(words)
    assert taps == [recall, recall]


def take_back_and_sign_again(one: Phone, recall: str) -> None:
    one.open(recall)
    one.tap("Take my signature back")
    one.sees("1 of the 3 members needed has signed.")
    one.tap("Sign")
    one.sees("2 of the 3 members needed have signed.")


def reply(fay: Phone, recall: str) -> None:
    """The person concerned is asked on the first page, and cannot sign."""
    fay.open("/home/")
    fay.sees("A recall petition is about your mandate")
    fay.open(recall)
    fay.sees("This is your own mandate. You can lay it down at any time.")
    expect(fay.page.get_by_role("button", name="Sign", exact=True)).to_have_count(0)
    fay.tap("Reply")
    fay.look()
    fay.fill("Your reply", "I was ill, and the reports are written.")
    fay.tap("Put it beside the reason")
    fay.sees("I was ill, and the reports are written.")
    fay.look()


def vote(one: Phone, link: str, answer: str) -> None:
    """From the ballot to the receipt."""
    one.open(link)
    one.look()
    one.open_ballot()
    one.tap_in_place(one.page.locator(".paper label", has_text=answer))
    one.tap_in_place(one.page.get_by_role("button", name="Check my ballot"))
    one.look()
    one.tap_in_place(one.page.get_by_role("button", name="Cast my vote"))
    expect(one.heading).to_have_text("Your vote is cast")
    one.look()


def now(product: Running) -> datetime:
    """Where the product's clock stands."""
    return datetime.now(UTC) + product.clock_offset()
