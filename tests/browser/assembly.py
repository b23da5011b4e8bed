"""What people press in a meeting, and what stands before them: for the journey of a meeting."""

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from tests.browser.phone import PHONE, Phone
from tests.browser.running import Running

ZONE = ZoneInfo(PHONE["timezone_id"])  # of the campus, too
SCREEN: dict[str, Any] = {
    "viewport": {"width": 1920, "height": 1080},
    "is_mobile": False,
    "has_touch": False,
    "device_scale_factor": 1,
}
FEW = "Too few members are here to decide."
ENOUGH = "Enough members are here: the meeting can decide."
# Notes on the page itself when a result is first seen there.
LOOKING = """() => {
  window.toldAt = 0;
  const shown = () => [...document.querySelectorAll(".outcome")].some(one => one.checkVisibility());
  const looks = setInterval(() => {
    if (!shown()) return;
    clearInterval(looks);
    window.toldAt = Date.now();
  }, 10);
}"""


class Floor:
    """One meeting: its address, and the screen on its wall."""

    def __init__(self, meeting: str, wall: Phone) -> None:
        self.meeting, self.wall = meeting, wall

    @property
    def code(self) -> str:
        """What stands on the wall now."""
        return self.wall.page.locator(".screen-code").inner_text()

    # At the door ---------------------------------------------------------------------------------

    def scan(self, one: Phone) -> None:
        """One tap, once the phone has read the picture on the wall."""
        one.open(f"{self.meeting}attend/?code={self.code}")
        one.tap("I am here")
        self._is_here(one)

    def type_code(self, one: Phone) -> None:
        """From the meeting's page, by the six letters."""
        one.open(self.meeting)
        one.tap("Into the hall")
        one.tap("I am here")
        one.fill("The code on the screen in the hall", self.code)
        one.tap("I am here")
        self._is_here(one)

    def leave(self, one: Phone) -> None:
        one.open(f"{self.meeting}hall/")
        one.tap("I am leaving")
        one.sees("You are no longer counted as here.")

    def quorum_is(self, *followers: Phone, met: bool) -> None:
        """These pages say so without being loaded anew, and so does the wall."""
        for one in followers:
            words = one.page.locator("#part-quorum .notice")
            expect(words).to_contain_text(ENOUGH if met else FEW)
        expect(self.wall.page.locator(".screen-few")).to_have_count(0 if met else 1)

    def _is_here(self, one: Phone) -> None:
        expect(one.heading).to_have_text("In the hall")
        one.sees_not("Are you here?")

    # The chair -----------------------------------------------------------------------------------

    def offer(self, one: Phone, duty: str) -> None:
        one.open(f"{self.meeting}hall/")
        one.page.get_by_text("I would do something").tap()
        one.tap(duty)
        one.page.get_by_text(f"Offered: {duty}").wait_for()

    def choose(self, chair: Phone, name: str, duty: str) -> None:
        """Whom the meeting chose, of those who stand on the chair's page."""
        line = chair.page.locator("#part-officers li").filter(has_text=name).filter(has_text=duty)
        chair.tap_on(line.get_by_role("button", name="The meeting chose them"))

    def go_to(self, chair: Phone, title: str) -> None:
        """Item after item, until this is before the meeting."""
        before = chair.page.locator("#part-deciding h2")
        for _item in range(12):
            if before.inner_text() == title:
                return
            chair.tap(re.compile("^Take the next item:"))
        raise AssertionError(f"{title} is on no agenda")

    # Votes ---------------------------------------------------------------------------------------

    def vote(self, choices: dict[Phone, str]) -> None:
        """Each on a page that the vote has reached by itself."""
        for one, choice in choices.items():
            button = one.page.locator(".vote-buttons").get_by_role("button", name=choice)
            expect(button).to_be_visible()
            one.tap_in_place(button)
            expect(button).to_have_attribute("aria-pressed", "true")

    def count(self, teller: Phone, votes_for: int, against: int, abstain: int = 0) -> None:
        teller.fill("Hands for", str(votes_for))
        teller.fill("Hands against", str(against))
        if abstain:
            teller.fill("Abstentions", str(abstain))
        teller.tap("Enter my count")

    def vote_in_secret(self, one: Phone, choice: str) -> None:
        """From the hall to the receipt."""
        one.tap("Vote in secret")
        answer = one.page.locator(".paper label").filter(has_text=re.compile(f"^\\s*{choice}\\s*$"))
        one.tap_in_place(answer)
        one.tap_in_place(one.page.get_by_role("button", name="Check my ballot"))
        one.tap_in_place(one.page.get_by_role("button", name="Cast my vote"))
        expect(one.heading).to_have_text("Your vote is cast")

    def declare(self, chair: Phone, outcome: str, *followers: Phone) -> float:
        """The result on the pages of all who follow; the seconds after which the last had it."""
        for one in followers:
            one.page.evaluate(LOOKING)
        began = time.time()
        chair.tap("Declare the result")
        if chair.page.get_by_text("The meeting has moved on meanwhile").count():
            began = time.time()  # it was read while the last count came in
            chair.tap("Declare the result")
        for one in (chair, *followers):
            expect(shown(one)).to_contain_text(outcome)
        told = [one.page.evaluate("window.toldAt") / 1000 for one in followers]
        return max(told) - began


def founded(product: Running, *names: str, more: int = 0) -> dict[str, Any]:
    """A committee of these, and so many more who never sign in."""
    command = ("-W", "ignore", "-m", "tests.browser.hall", *names, "--more", str(more))
    found: dict[str, Any] = json.loads(product.manage(*command))
    return found


def phones(
    product: Running, phone: Callable[..., Phone], committee: dict[str, Any]
) -> dict[str, Phone]:
    """One for each of them, signed in."""
    found = {name: phone(product) for name in committee["sessions"]}
    for name, one in found.items():
        one.sign_in_by(committee, name)
    return found


def shown(one: Phone) -> Locator:
    """The outcome that can be read on this page."""
    return one.page.locator(".outcome").locator("visible=true").first


def now(one: Phone) -> datetime:
    """The product's time, as its pages show it."""
    return datetime.now(UTC) + one.running.clock_offset()


def call_meeting(
    one: Phone, home: str, kind: str, title: str, *, days: int
) -> tuple[str, datetime]:
    """The address of a meeting that visitors may listen to, so many days ahead; when it begins."""
    starts_at = (now(one) + timedelta(days=days)).replace(
        hour=22, minute=0, second=0, microsecond=0
    )
    one.open(home)
    one.tap("Call a meeting")
    local = starts_at.astimezone(ZONE)
    one.choose(kind)
    one.fill("Place", "Canteen, ground floor")
    one.fill("Date", local.date().isoformat())
    one.fill("Time", f"{local:%H:%M}")
    one.page.get_by_text(re.compile("^More: title")).tap()
    one.fill("Title", title)
    one.choose("Visitors may listen")
    one.tap("Call the meeting")
    expect(one.heading).to_have_text(title)
    return one.path, starts_at


def put_motion(one: Phone, home: str, title: str, resolves: str, seconder: Phone) -> str:
    """The address of a motion on the agenda of the next meeting."""
    one.open(home)
    one.tap("Put a motion")
    one.fill("What should the meeting decide?", resolves)
    one.page.get_by_text("Say why, and give it a title").tap()
    one.fill("Title", title)
    one.tap("Put the motion")
    path = one.path
    seconder.open(path)
    seconder.tap("Second this motion")
    seconder.sees("It stands on the agenda now.")
    return path
