"""Every flow and every main page by keys alone: the focus is seen, in order, and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.flows import FLOWS, Cast, Flow, candidates
from tests.browser.keys import STOPS, Keys
from tests.browser.main_pages import MAIN_PAGES
from tests.browser.phone import Phone
from tests.browser.running import Running

World = dict[str, Any]


@pytest.fixture
def main_page(
    demonstration: Running, main_pages: World, phone: Callable[..., Phone]
) -> Callable[..., Keys]:
    """Keys on a main page, open as its role sees it."""

    def make(role: str, name: str, *, text: int = 100, **options: object) -> Keys:
        one = phone(demonstration, **options)
        one.address = role
        if session := main_pages["roles"][role]["session"]:
            cookie = {"name": main_pages["cookie"], "value": session, "url": demonstration.url}
            one.context.add_cookies([cookie])  # type: ignore[list-item]
        if text != 100:
            one.set_text_size(text)
        one.open(next(path for each, path in main_pages["roles"][role]["pages"] if each == name))
        return Keys(one)

    return make


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_flow_is_walked_by_keys_alone(
    flow: Flow, cast: Cast, demonstration: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(demonstration)
    one.sign_in_by(cast, flow.role)
    keys = Keys(one)
    flow.walk(keys, cast)
    assert not keys.faults, "\n".join(keys.faults)


@pytest.mark.parametrize(("role", "name"), MAIN_PAGES, ids=lambda one: str(one))
def test_tab_comes_by_everything_in_order_and_out_again(
    role: str, name: str, main_page: Callable[..., Keys]
) -> None:
    keys = main_page(role, name)
    keys.begin_at_the_top()
    wanted = keys.page.evaluate(STOPS)
    there = [stop["name"] for stop in keys.stops()]
    # A box that scrolls is one stop more, which the browser makes.
    assert len(there) >= len(wanted), f"{there} of {wanted}"
    back = [stop["name"] for stop in keys.stops(back=True)]
    assert back == there[::-1]
    assert not keys.faults, "\n".join(keys.faults)


@pytest.mark.parametrize(("role", "name"), MAIN_PAGES, ids=lambda one: str(one))
def test_the_focus_is_seen_with_text_of_twice_the_size(
    role: str, name: str, main_page: Callable[..., Keys]
) -> None:
    keys = main_page(role, name, text=200)
    keys.begin_at_the_top()
    assert keys.stops()
    assert not keys.faults, "\n".join(keys.faults)


@pytest.mark.parametrize(
    ("name", "options"),
    [("Voter 0", {}), ("Voter 1", {"color_scheme": "dark", "reduced_motion": "no-preference"})],
)
def test_the_ballot_keeps_the_focus_where_it_was(
    name: str,
    options: dict[str, object],
    demonstration: Running,
    electorate: Cast,
    phone: Callable[..., Phone],
) -> None:
    """Ranked, moved and taken off again; nothing is cast."""
    one = phone(demonstration, **options)
    one.sign_in_by(electorate, name)
    one.open(electorate["votes"]["ranked"]["ballot"])
    keys = Keys(one)
    choices = keys.page.locator("button[aria-pressed]")
    keys.touch(keys.page.get_by_role("button", name="Open my ballot"))
    expect(one.heading).to_have_text("Your ballot")
    assert candidates(keys.page) >= 3
    while (ranked := keys.page.locator("button[aria-pressed=true]")).count():
        keys.touch(ranked)
    for number in range(3):
        keys.touch(choices.nth(number))
        expect(choices.nth(number)).to_be_focused()
        expect(choices.nth(number)).to_have_attribute("aria-pressed", "true")
    third = choices.nth(2).locator("xpath=ancestor::li")
    up = third.get_by_role("button", name="up")
    keys.touch(up)
    expect(up).to_be_focused()
    keys.touch(up)
    # It is the first now, and its button rests; the focus stays in its line.
    expect(up).to_be_disabled()
    expect(third.locator("button:focus")).to_have_count(1)
    keys.touch(choices.nth(2))
    expect(choices.nth(2)).to_have_attribute("aria-pressed", "false")
    expect(choices.nth(2)).to_be_focused()
    assert not keys.faults, "\n".join(keys.faults)


def test_the_skip_link_leads_past_the_head(main_page: Callable[..., Keys]) -> None:
    keys = main_page("coordinator", "committee")
    first = keys.tab()
    assert first["name"] == "Skip to the page"
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator("main")).to_be_focused()
    following = keys.tab()
    assert keys.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert following["name"]
    assert not keys.faults, "\n".join(keys.faults)
