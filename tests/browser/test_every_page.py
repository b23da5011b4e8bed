"""Every page that a role can open, looked at by axe and by a ruler.

The pages are those of the URL resolver with the objects of the demonstration world; see `world.py`.
Each is opened once and looked at in light and dark, at 320 and 360 px, with text of twice the size,
and laid out from right to left. What only a POST shows is looked at in the journeys.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.phone import TOO_WIDE, Phone
from tests.browser.running import Running

# Pages without an address of their own for a GET: they follow from a POST, or from a link in a mail.
# The journeys walk through them.
FOLLOWING = {
    "accept-invitation",
    "close-meeting",
    "edit-announcement",
    "enter-code",
    "invitation",
    "invitation-batch",
    "refuse-invitations",
    "sign-up",
}
FILES = {"healthz", "meeting-calendar", "result-ballots", "result-blt", "result-csv"}
# Buttons on other pages; a GET answers 405 or leads back.
POSTED = {
    "accept-nomination",
    "accept-office",
    "admit-request",
    "change-statement",
    "choose-language",
    "confirm-dissolution",
    "continue-as",
    "decline-nomination",
    "decline-office",
    "decline-request",
    "end-other-sessions",
    "end-session",
    "leave-now",
    "move-clock",
    "open-meeting",
    "recall-announcement",
    "resend-code",
    "resubscribe",
    "say-coming",
    "say-not-coming",
    "send-announcement",
    "send-copy",
    "withdraw-candidacy",
    "withdraw-invitation",
    "withdraw-request",
}
World = dict[str, Any]


@pytest.fixture(scope="module")
def world(demonstration: Running) -> World:
    """Who can open what."""
    found: World = json.loads(demonstration.manage("-m", "tests.browser.world"))
    return found


@pytest.fixture
def seen_by(
    demonstration: Running, world: World, phone: Callable[..., Phone]
) -> Callable[..., Phone]:
    """A phone on which somebody of this role is signed in."""

    def sign_in(role: str, **options: object) -> Phone:
        made = phone(demonstration, **options)
        made.address = role
        if session := world["roles"][role]["session"]:
            cookie = {"name": world["cookie"], "value": session, "url": demonstration.url}
            made.context.add_cookies([cookie])  # type: ignore[list-item]
        return made

    return sign_in


def first_seen(world: World) -> dict[str, list[tuple[str, str]]]:
    """For each role the pages that no earlier role has shown; signed-in pages differ by address."""
    shown: set[str] = set()
    found: dict[str, list[tuple[str, str]]] = {}
    for role, saw in world["roles"].items():
        # A visitor's page has another head and foot.
        fresh = [(n, p) for n, p in saw["pages"] if role == "visitor" or p not in shown]
        shown |= {path for _name, path in fresh}
        found[role] = fresh
    return found


def test_no_page_breaks_and_every_address_is_shown_to_somebody(world: World) -> None:
    broken = {role: saw["broken"] for role, saw in world["roles"].items() if saw["broken"]}
    assert not broken
    shown = {name for saw in world["roles"].values() for name, _path in saw["pages"]}
    assert set(world["names"]) - shown == FOLLOWING | FILES | POSTED


def test_every_page_can_be_used_by_everybody(world: World, seen_by: Callable[..., Phone]) -> None:
    faults = []
    for role, pages in first_seen(world).items():
        one = seen_by(role)
        for _name, path in pages:
            one.open(path)
            faults += [f"{role}: {path}: {fault}" for fault in looked_at(one)]
    assert not faults, "\n".join(faults)


def looked_at(one: Phone) -> list[str]:
    """What is wrong with the page that is open, in each of its guises."""
    page, found = one.page, []
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in violations(page, only=["color-contrast"])]
    page.emulate_media(color_scheme="light")

    def measure(guise: str) -> None:
        if words := page.evaluate(TOO_WIDE):
            found.append(f"{guise}: {words}")

    page.set_viewport_size({"width": 320, "height": 640})
    measure("at 320 px")
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.documentElement.dir = 'rtl'")
    measure("right to left")
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    measure("at 200 % text")
    found += [f"at 200 % text: {fault}" for fault in violations(page, only=["target-size"])]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found
