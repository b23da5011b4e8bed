"""A phone in the hall that loses its stream, then the server, and finds both again."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.phone import Phone
from tests.browser.running import Running
from tests.stack.person import Person

POLLED = 10_500  # milliseconds, after which a page without its stream has asked


@pytest.fixture(scope="module")
def told(product: Running) -> dict[str, Any]:
    """An open meeting of six members, and its chair."""
    said = product.manage("-m", "tests.benchmarks.meeting_scene", "6")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _gone(route: Route) -> None:
    route.abort("aborted")


def test_without_its_stream_a_page_asks_by_itself_and_says_when_it_is_old(
    product: Running, told: dict[str, Any], phone: Callable[..., Phone]
) -> None:
    with closing(Person(product, told, 6)) as chair:
        _follows(phone(product), chair, told)


def _follows(one: Phone, chair: Person, told: dict[str, Any]) -> None:
    session = {"name": told["cookies"][0], "value": told["sessions"][0], "url": one.running.url}
    one.context.add_cookies([session])  # type: ignore[list-item]
    page = one.page
    page.clock.install()
    page.route("**/live/stream*", _gone)
    one.open(f"{chair.meeting}/hall/")
    vote = chair.put("That we go on.")
    page.clock.fast_forward(POLLED)
    button = page.get_by_role("button", name="For", exact=True)
    expect(button).to_be_visible()
    old = page.locator("[data-live-stale]")
    expect(old).to_be_hidden()
    page.route("**/now/", _gone)
    page.clock.fast_forward(POLLED)
    expect(old).to_contain_text("Not connected: shown as of")
    page.unroute("**/now/")
    page.clock.fast_forward(POLLED)
    expect(old).to_be_hidden()
    one.tap_in_place(button)
    expect(page.get_by_text("Your vote: for.")).to_be_visible()
    one.open(vote)
    expect(page.locator(".clock-time")).to_have_text(re.compile(r"^[0-5]:\d\d$"))
    chair.rule(f"{vote}close/")
    chair.rule(f"{vote}declare/")
    page.clock.fast_forward(POLLED)
    expect(page.locator(".outcome-carried").locator("visible=true").first).to_be_visible()


def test_a_vote_that_is_put_comes_from_the_live_process_and_can_be_cast_there(
    product: Running, told: dict[str, Any], phone: Callable[..., Phone]
) -> None:
    with closing(Person(product, told, 6)) as chair, closing(Person(product, told, 2)) as other:
        one = phone(product)
        session = {"name": told["cookies"][0], "value": told["sessions"][1], "url": product.url}
        one.context.add_cookies([session])  # type: ignore[list-item]
        one.page.add_init_script("Math.random = () => 0.99")  # asks last, after two seconds
        one.open(f"{chair.meeting}/hall/")
        one.page.wait_for_timeout(3000)  # until the stream has said what stands there already
        one.page.route("**/now/", _gone)
        vote = chair.put("That we stay.")
        other.page(f"{other.meeting}/hall/now/")  # whoever asks first has it written for all
        votes = one.page.locator(".vote-buttons")  # a hand is raised “For”, too
        button = votes.get_by_role("button", name="For", exact=True)
        expect(button).to_be_visible()
        one.page.unroute("**/now/")
        one.tap_in_place(button)
        expect(one.page.get_by_text("Your vote: for.")).to_be_visible()
        one.open(f"{chair.meeting}/hall/")
        expect(button).to_have_attribute("aria-pressed", "true")
        chair.rule(f"{vote}close/")
        chair.rule(f"{vote}declare/")
