"""The flows that have a budget, as steps for any hand: a finger that is counted, or keys alone.

Each begins on the page that a person has open, and says by role and words what they do.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import Phone

Cast = dict[str, Any]
NOTE = "We meet at the main gate at half past seven and walk to the hall together. Bring a friend."
MOTION = "To ask the library to stay open until nine from May on. Two of us go there this week."
RULINGS: tuple[str | re.Pattern[str], ...] = (
    "The motion is moved",
    re.compile("^Amendment 1 is moved"),
    "Put to the vote: The amendment",
    "Close the vote now",
    "Declare the result",
    "Put to the vote: The motion",
    "Close the vote now",
    "Declare the result",
    re.compile("^Take the next item:"),
)


class Hand(Protocol):
    """Somebody at a page, who presses and writes."""

    phone: Phone

    @property
    def page(self) -> Page: ...

    def open(self, path: str) -> None:
        """The page on which the flow begins; not part of it."""

    def go(self, name: str | re.Pattern[str]) -> None:
        """Press the button or link of this name, which leads to another page."""

    def touch(self, target: Locator) -> None:
        """Press this button, which changes a part of the page."""

    def tick(self, label: str) -> None:
        """Choose this one of several answers."""

    def write(self, label: str | re.Pattern[str], words: str) -> None:
        """Write into the field of this label."""

    def set_day(self, label: str | re.Pattern[str], day: date) -> None:
        """Choose a day, in the calendar that opens at the one that stands there."""

    def code_for(self, address: str) -> str:
        """Look into the mail for the code."""


def found_committee(hand: Hand, cast: Cast) -> None:
    hand.open("/")
    hand.write(re.compile("school, college or university"), cast["word"])
    hand.go("Find it")
    hand.go(cast["campus"])
    hand.go("Found a committee here")
    _sign_up(hand, f"founder-{cast['word']}@mail.example")
    hand.write("Your chosen name", "Ana")
    hand.go("Open the committee")
    expect(hand.phone.heading).to_have_text(re.compile(cast["campus"]))


def join_by_invite(hand: Hand, cast: Cast) -> None:
    hand.open(cast["invitation"])
    hand.go("Join")
    _sign_up(hand, f"guest-{cast['word']}@mail.example")
    hand.write("Your chosen name", "Ben")
    hand.go("Join")
    hand.phone.sees("Welcome. You are a member now.")


def call_meeting(hand: Hand, cast: Cast) -> None:
    hand.open(cast["home"])
    hand.go("Call a meeting")
    hand.set_day("Date", _day_after(hand.page.get_by_label("Date").input_value()))
    hand.write("Place", "Canteen, ground floor")
    hand.go("Call the meeting")
    hand.phone.sees("Canteen, ground floor")


def _day_after(shown: str) -> date:
    """The day after the one that stands there; the same one at the end of a month."""
    day = date.fromisoformat(shown)
    following = day + timedelta(days=1)
    return following if following.month == day.month else day


def say_coming(hand: Hand, cast: Cast) -> None:
    hand.open(cast["meeting"])
    hand.go("I’m coming")
    hand.phone.sees("You are coming.")


def vote_ranked(hand: Hand, cast: Cast) -> None:
    hand.open(f"{cast['election']}vote/")
    hand.touch(hand.page.get_by_role("button", name="Open my ballot"))
    expect(hand.phone.heading).to_have_text("Your ballot")
    choices = hand.page.locator("button[aria-pressed]")
    for number in range(candidates(hand.page)):
        hand.touch(choices.nth(number))
        expect(choices.nth(number)).to_have_attribute("aria-pressed", "true")
    hand.touch(hand.page.get_by_role("button", name="Check my ballot"))
    expect(hand.phone.heading).to_have_text("Check your ballot")
    expect(hand.phone.heading).to_be_in_viewport()
    hand.touch(hand.page.get_by_role("button", name="Cast my vote"))
    expect(hand.phone.heading).to_have_text("Your vote is cast")


def candidates(page: Page) -> int:
    """How many stand; the last line is RON's."""
    return page.locator("button[aria-pressed]").count() - 1


def attend(hand: Hand, cast: Cast) -> None:
    """The code is scanned from the wall."""
    hand.open(cast["screen"])
    code = hand.page.locator(".screen-code").inner_text()
    hand.open(f"{cast['door']}?code={code}")
    hand.go("I am here")
    expect(hand.phone.heading).to_have_text("In the hall")
    hand.phone.sees_not("Are you here?")


def put_motion(hand: Hand, cast: Cast) -> None:
    hand.open(cast["home"])
    hand.go("Put a motion")
    hand.write("What should the meeting decide?", MOTION)
    hand.go("Put the motion")
    hand.phone.sees("Second this motion")


def second_motion(hand: Hand, cast: Cast) -> None:
    hand.open(cast["motion"])
    hand.go("Second this motion")
    hand.phone.sees(re.compile("Seconded by"))


def rule_on_motion(hand: Hand, cast: Cast) -> None:
    """From the motion that is moved to the next item, with an amendment to it."""
    hand.open(cast["chair"])
    for ruling in RULINGS:
        hand.go(ruling)
    expect(hand.page.locator("#part-deciding .kicker").first).to_contain_text("Item")


def vote_yes_or_no(hand: Hand, cast: Cast) -> None:
    """In secret, where it takes most; openly it is one tap."""
    hand.open(cast["ballot"])
    hand.go("Vote in secret")
    hand.tick("For")
    hand.touch(hand.page.get_by_role("button", name="Check my ballot"))
    expect(hand.phone.heading).to_have_text("Check your ballot")
    hand.touch(hand.page.get_by_role("button", name="Cast my vote"))
    expect(hand.phone.heading).to_have_text("Your vote is cast")


def count_hands(hand: Hand, cast: Cast) -> None:
    hand.open(cast["hands"])
    hand.write("Hands for", "4")
    hand.write("Hands against", "2")
    hand.go("Enter my count")
    hand.phone.sees("You entered: for 4, against 2, abstentions 0.")


def announce(hand: Hand, cast: Cast) -> None:
    hand.open(cast["home"])
    hand.go("Write an announcement")
    hand.write("Title", "Thursday at the gate")
    hand.write("Text", NOTE)
    hand.go("Look at it")
    hand.go("Send it")
    hand.phone.sees("Until then you can take it back.")


def leave_and_erase(hand: Hand, cast: Cast) -> None:
    hand.open("/home/")
    hand.go("Account")
    hand.go("Leave and erase")
    hand.go("Erase my account now")
    expect(hand.phone.heading).to_have_text("Your account is erased")


def sign_recall(hand: Hand, cast: Cast) -> None:
    """From the page of who carries what."""
    hand.open(f"{cast['home']}mandates/")
    hand.go("Recall petition")
    hand.go("Sign")
    hand.phone.sees("You signed. Nobody sees who has, only how many.")


def report_back(hand: Hand, cast: Cast) -> None:
    """What was decided stands there already."""
    hand.open(cast["report"])
    hand.go("Report back")
    hand.write("What is asked of us?", NOTE)
    hand.write("Why?", MOTION)
    hand.go("Give the report")
    hand.phone.sees("Your report is made.")


def unsubscribe(hand: Hand, cast: Cast) -> None:
    hand.open(cast["unsubscribe"])
    hand.go("Stop these mails")
    expect(hand.phone.heading).to_have_text("These mails are stopped")


def _sign_up(hand: Hand, address: str) -> None:
    hand.write("Your e-mail address", address)
    hand.phone.address = address
    hand.go("Mail me a code")
    hand.write("The code from the mail", hand.code_for(address))
    hand.go("Go on")
    hand.write("How old are you?", "17")
    hand.go("Make my account")


class Flow(NamedTuple):
    """A flow and what `safety.md` allows it: taps, and seconds where it says them."""

    name: str
    role: str  # whose session of the cast; empty for somebody who is not signed in
    walk: Callable[[Hand, Cast], None]
    taps: int
    seconds: int | None = None
    is_by_candidate: bool = False  # so many taps more


FLOWS = (
    Flow("Found a committee", "", found_committee, 9, 180),
    Flow("Join by invite", "", join_by_invite, 6, 90),
    Flow("Call a meeting", "coordinator", call_meeting, 6, 120),
    Flow("Attend: say that one comes", "member", say_coming, 1),
    Flow("Attend: at the door", "newcomer", attend, 1),
    Flow("Put a motion", "proposer", put_motion, 4, 120),
    Flow("Second a motion", "seconder", second_motion, 1),
    Flow("Chair: nine rulings, one tap each", "chair", rule_on_motion, len(RULINGS)),
    Flow("Vote yes or no, in secret", "elector", vote_yes_or_no, 4, 30),
    Flow("Tellers’ count, each", "teller", count_hands, 3),
    Flow("Vote, ranked", "voter", vote_ranked, 3, is_by_candidate=True),
    Flow("Send an announcement", "coordinator", announce, 4, 120),
    Flow("Leave and erase", "leaver", leave_and_erase, 3, 20),
    Flow("Unsubscribe", "", unsubscribe, 1),
    Flow("Sign a recall", "signer", sign_recall, 2),
    Flow("Report back", "delegate", report_back, 6, 300),
)
# Rooms that are not built yet, and what the names of their addresses will hold. As soon as there is
# such an address, `test_journey_flows.py` asks for a walk.
NOT_BUILT: dict[str, str] = {}
