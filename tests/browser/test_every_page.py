"""Every page that a role can open, looked at by axe and by a ruler.

The pages are those of the URL resolver with the objects of the demonstration world; see `world.py`.
Each is opened once and looked at in light and dark, at 320 and 360 px, with text of twice the size,
and laid out from right to left. What only a POST shows is looked at in the journeys.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.phone import CONTRAST, TOO_WIDE, Phone
from tests.browser.running import Running
from tests.browser.world import ONCE, sees_all

# Pages without an address of their own for a GET: they follow from a POST, or from a link in a mail.
# The journeys walk through them.
FOLLOWING = {
    "attend-joint-meeting",  # from its journey, as the next
    "invite-committee",
    "decline-founding-request",  # where the host looks first, which the demonstration does not
    "reply-to-removal",  # once a motion asks for it
    "accept-invitation",
    "ask-to-found",  # on a server whose host looks at new committees first
    "answer-recall",  # by whose mandate it is; this and the next from the recall's journey
    "cast-recall-vote",
    "open-recall",
    "recall-board",
    "adjourn-meeting",
    "attend-meeting",
    "challenge-election",  # while a result can be challenged: the tellers’ journey
    "close-meeting",
    "decide-challenge",  # by a coordinator who did not stand
    "count-at-door",
    "cast-strike-vote",  # while one is open
    "count-reprisal",  # in its own test
    "report-action",  # once it has begun
    "strike-board",  # of one that is counted
    "enter-code",
    # Nobody of the demonstration has a second factor: test_passkey.py looks at these.
    "enter-second-factor",
    "name-second-factor",
    "remove-second-factor",
    "invitation",
    "invitation-batch",
    "join-action",  # by a resolution that travelled
    "note-ruling",
    "refuse-invitations",
    "my-card",  # leads to the delegate’s card
    "make-report",  # by the delegate, who is no role of this world
    "report-delegation",  # once its hour has come
    "cast-secret-vote",  # open for minutes; looked at below
    "sign-up",
}
FILES = {
    "archive-key",
    "security-txt",
    "action-calendar",
    "evidence",
    "marshals-sheet-pdf",
    "rights-card-pdf",
    "calendar-feed",
    "chair-now",
    "door-now",
    "hall-now",
    "joint-now",
    "healthz",
    "manifest",
    "metrics",
    "meeting-calendar",
    "paper-annex",
    "papers-pdf",
    "minutes-file",
    "poster-pdf",
    "poster-png",
    "print-delegation",
    "result-blt",
    "result-csv",
    "result-picture",
    "first-list",
    "final-list",
    "observe-now",
    "rules-for-observers-pdf",
    "rules-for-tellers-pdf",
    "rules-for-voters-pdf",
    "screen-now",
    "service-worker",
    "statement-pdf",
    "statements-feed",
    "teller-page",
    "verifier",
    "vote-now",
}
# Buttons on other pages; a GET answers 405 or leads back.
POSTED = {
    "discard-council",
    "accept-joint-meeting",
    "decline-joint-meeting",
    "hand-chair-to-committee",
    "hear-committee",
    "withdraw-from-joint-meeting",
    "add-evidence",
    "confirm-archive",
    "fetch-archive",
    "withdraw-archive",
    "confirm-suspension",
    "export-held",
    "lift-suspension",
    "accept-founding-request",
    "close-report",
    "lift-committee-suspension",
    "revoke-founding-code",
    "take-back-founding-request",
    "come-to-action",
    "delete-rights-card",
    "drop-evidence",
    "drop-shift",
    "end-defence",
    "fill-shift",
    "finish-step",
    "finish-task",
    "hand-back-task",
    "leave-shift",
    "publish-totals",
    "rehearse-strike-ballot",
    "reopen-task",
    "say-home-safe",
    "stay-away-from-action",
    "take-shift",
    "take-strike-paper",
    "take-task",
    "unpublish-totals",
    "withdraw-reprisal",
    "cancel-delegation",
    "drop-statement",
    "drop-workplace",
    "erase-contact",
    "finish-follow-up",
    "hand-back-follow-up",
    "join-delegation",
    "leave-delegation",
    "take-follow-up",
    "accept-amendment",
    "accept-composite",
    "accept-nomination",
    "accept-office",
    "accept-telling",
    "admit-request",
    "accept-observing",
    "ask-candidates",
    "ask-question",
    "ask-teller",
    "decline-observing",
    "rehearse-election",
    "stop-observing",
    "change-statement",
    "choose-language",
    "confirm-dissolution",
    "confirm-announcement",
    "continue-as",
    "decline-nomination",
    "decline-office",
    "decline-request",
    "decline-telling",
    "drop-teller",
    "end-other-sessions",
    "finish-papers",
    "name-counter",
    "unmark-on-paper",
    "end-session",
    "leave-now",
    "move-clock",
    "open-meeting",
    "recall-announcement",
    "pin-announcement",
    "unpin-announcement",
    "read-notices",
    "repeat-election",
    "resend-code",
    "resubscribe",
    "resume-mail",
    "revoke-feed",
    "say-coming",
    "say-not-coming",
    "second-amendment",
    "second-motion",
    "sign-recall",
    "sign-requisition",
    "take-recall-paper",
    "withdraw-signature",
    "take-paper",
    "send-announcement",
    "send-copy",
    "withdraw-amendment",
    # the hall
    "adopt-balance",
    "call-speaker",
    "choose-officer",
    "close-list",
    "drop-balance",
    "end-speech",
    "hand-over-chair",
    "leave-meeting",
    "lower-hand",
    "move-amendment",
    "move-motion",
    "offer-duty",
    "open-list",
    "raise-hand",
    "release-officer",
    "settle-amendment",
    "settle-motion",
    "take-item",
    "undo-ruling",
    "withdraw-offer",
    # votes in a meeting
    "cast-open-vote",
    "close-vote",
    "declare-vote",
    "enter-count",
    "recount-vote",
    "set-aside-vote",
    "take-vote-paper",
    "withdraw-candidacy",
    "withdraw-invitation",
    "withdraw-request",
    "act-on-resolution",
    "approve-minutes",
    "fill-vacancy",
    "finish-action",
    "hand-back-action",
    "publish-resolution",
    "put-received",
    "reopen-action",
    "take-action",
    "unpublish-resolution",
}
World = dict[str, Any]


@pytest.fixture(scope="session")
def world(demonstration: Running) -> World:
    """Who can open what."""
    found: World = json.loads(demonstration.manage("-m", "tests.browser.world", ONCE))
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


# Pages that look otherwise in another state of the committee, the meeting or the election.
CHANGING = {
    "answer-nomination",
    "answer-observing",
    "hustings",
    "cast-vote",
    "committee",
    "dashboard",
    "election",
    "election-result",
    "elections",
    "meeting",
    "motion",
}


def shown_first(world: World) -> dict[str, list[tuple[str, str]]]:
    """For each role the pages to look at: what no earlier role has shown, and what changes.

    All of what a visitor sees, whose head and foot are others, and all in Arabic.
    """
    paths: set[str] = set()
    names: set[str] = set()
    chosen: dict[str, list[tuple[str, str]]] = {}
    for role, saw in world["roles"].items():
        every = sees_all(role)
        fresh = [
            (name, path)
            for name, path in saw["pages"]
            if every or (path not in paths and (name not in names or name in CHANGING))
        ]
        paths |= {path for _name, path in saw["pages"]}
        names |= {name for name, _path in saw["pages"]}
        chosen[role] = fresh
    return chosen


def test_no_page_breaks_and_every_address_is_shown_to_somebody(world: World) -> None:
    broken = {role: saw["broken"] for role, saw in world["roles"].items() if saw["broken"]}
    assert not broken
    shown = {name for saw in world["roles"].values() for name, _path in saw["pages"]}
    names = set(world["names"])
    assert names >= FOLLOWING
    assert names - shown - FOLLOWING == FILES | POSTED


def test_every_page_can_be_used_by_everybody(world: World, seen_by: Callable[..., Phone]) -> None:
    faults, names = [], set()
    for role, pages in shown_first(world).items():
        one = seen_by(role)
        for name, path in pages:
            one.open(path)
            # In Arabic the same elements hold other words, which may be too wide; to axe all is said.
            found = looked_at(one, is_known="Arabic" in role and name in names)
            faults += [f"{role}: {path}: {fault}" for fault in found]
            names.add(name)
    assert not faults, "\n".join(faults)


TOO_WIDE_FROM_RIGHT_TO_LEFT = f"""() => {{
  document.documentElement.dir = "rtl";
  const words = ({TOO_WIDE})();
  document.documentElement.dir = "ltr";
  return words;
}}"""


def looked_at(one: Phone, *, is_known: bool = False) -> list[str]:
    """What is wrong with the page that is open, in each of its guises; of one that is known in
    another language, with its looks and its width."""
    page, found = one.page, []
    # What sticks to the edge covers what can be scrolled from under it.
    page.evaluate("document.querySelectorAll('.bar').forEach(bar => bar.style.position = 'static')")
    found += ([] if is_known else violations(page)) + CONTRAST.faults(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in CONTRAST.faults(page)]
    page.emulate_media(color_scheme="light")

    def measure(guise: str, script: str = TOO_WIDE) -> None:
        if words := page.evaluate(script):
            found.append(f"{guise}: {words}")

    measure("right to left", TOO_WIDE_FROM_RIGHT_TO_LEFT)
    page.set_viewport_size({"width": 320, "height": 640})
    measure("at 320 px")
    page.set_viewport_size({"width": 360, "height": 740})
    one.set_text_size(200)
    measure("at 200 % text")
    one.set_text_size(100)
    return found


@pytest.fixture
def voter(demonstration: Running, electorate: World, phone: Callable[..., Phone]) -> Phone:
    """A phone on which the ballot is open, for the first time."""
    one = phone(demonstration)
    one.sign_in_by(electorate, "Voter 0")
    one.open(electorate["votes"]["ranked"]["ballot"])
    one.open_ballot()
    return one


def test_the_buttons_of_the_ballot_are_large_enough_for_a_thumb(voter: Phone) -> None:
    one = voter
    for name in (0, 1):
        one.tap_in_place(one.page.locator(".choice").nth(name))
    buttons = one.page.locator(".choice, .move, .bar button").locator("visible=true")
    assert buttons.count() > 8
    for number in range(buttons.count()):
        box = buttons.nth(number).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, buttons.nth(number).inner_text()
    assert looked_at(one) == []


def test_the_booth_of_a_meeting_can_be_used_by_everybody(
    demonstration: Running, cast: World, phone: Callable[..., Phone]
) -> None:
    one = phone(demonstration)
    one.sign_in_by(cast, "elector")
    one.open(cast["ballot"])
    faults = looked_at(one)
    one.tap("Vote in secret")
    answers = one.page.locator(".paper label")
    expect(answers).to_have_count(3)
    faults += looked_at(one)
    one.tap_in_place(answers.first)
    for button, heading in (
        ("Check my ballot", "Check your ballot"),
        ("Cast my vote", "Your vote is cast"),
    ):
        one.tap_in_place(one.page.get_by_role("button", name=button))
        expect(one.heading).to_have_text(heading)
        faults += looked_at(one)
    assert not faults, "\n".join(faults)


def test_every_page_says_the_same_without_a_script(
    world: World, seen_by: Callable[..., Phone]
) -> None:
    names: set[str] = set()
    for role in ("coordinator", "visitor"):
        plain = seen_by(role, java_script_enabled=False)
        scripted = seen_by(role)
        for name, path in world["roles"][role]["pages"]:
            if name in names and name not in CHANGING:
                continue  # its words come of one template, and one script
            names.add(name)
            if name in ("sessions", "show-outbox", "show-mail"):
                continue  # what they list changes meanwhile
            if name in ("cast-vote", "teller", "vote-board", "election-board"):
                continue  # the booth, a teller’s key and checking a board need one, and say so
            scripted.page.goto(path)
            plain.page.goto(path)
            # Without figures: the clock goes on, and looking at the roll is counted.
            words = [
                re.sub(r"\d+", "0", one.page.locator("main").inner_text())
                for one in (plain, scripted)
            ]
            # What stands there only for want of a script, such as the link to look again.
            for more in plain.page.locator("main noscript").all_inner_texts():
                words[0] = words[0].replace(more, "", 1)
            words = [" ".join(one.split()) for one in words]
            assert words[0] == words[1], path
            expect(plain.heading).to_be_visible()


def test_forms_work_without_a_script(
    demonstration: Running, world: World, phone: Callable[..., Phone]
) -> None:
    one = phone(demonstration, java_script_enabled=False)
    one.page.goto("/sign-in/")
    one.tap(re.compile("a member who has not voted yet"))
    one.open(path_of(world, "coordinator", "meeting"))
    was_coming = one.page.get_by_text("You are coming.").count()
    one.tap(re.compile("coming"))
    expect(one.page.get_by_text("You are coming.")).to_have_count(1 - was_coming)


def path_of(world: World, role: str, name: str) -> str:
    """The first page of this name that the role can open."""
    found: str = next(path for one, path in world["roles"][role]["pages"] if one == name)
    return found
