"""The flows of the product in their budget of taps and time, on a slow phone 360 px wide.

What is counted
- A tap is one touch on a control, after the page on which the flow begins is open: a button, a link,
  a field that is given the focus. Typing is no tap. A field that has the focus already when its page
  comes (autofocus) costs none; Safari on the iPhone shows no keyboard for such a field, so there
  each costs one tap more.
- A day in a date field costs three: the field, the day in the browser's calendar, and its “Set”;
  and one for each month between that day and the one that the calendar opens at.
- Time is what a person needs: TAP for each tap, KEY for each character typed, READ for each page that
  comes, MAIL for the way to the mailbox and back; and the waiting for each page as it was measured,
  from the tap to the end of its loading.
- `make flows` slows the phone (FLOWS_SLOWED): its processor six times, its network as Lighthouse does
  (“slow 4G”: 562 ms a round, 1.44 Mbit/s down, 0.67 Mbit/s up). Among all tests, which share the
  machine, the phone is as fast as the machine lets it be.

The table is printed (`pytest -s`) and written to `var/flows.md`; `make flows` shows it.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page

from tests.architecture.urls import ours
from tests.browser import flows
from tests.browser.flows import FLOWS, NOT_BUILT, Cast, Flow
from tests.browser.keys import code_in_mail
from tests.browser.phone import Phone
from tests.browser.running import ROOT, Running

TAP, KEY, READ, MAIL = 1.1, 0.2, 1.5, 12.0
SLOWER = 6
NETWORK = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1_440_000 / 8,
    "uploadThroughput": 675_000 / 8,
}


class Finger:
    """A hand whose taps and seconds are counted."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.taps, self.keys, self.pages, self.mails, self.waited = 0, 0, 0, 0, 0.0
        if "FLOWS_SLOWED" not in os.environ:
            return
        session = phone.context.new_cdp_session(phone.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    @property
    def page(self) -> Page:
        return self.phone.page

    @property
    def seconds(self) -> float:
        """What a person needs for what was done so far."""
        at_hand = self.taps * TAP + self.keys * KEY
        return at_hand + self.pages * READ + self.mails * MAIL + self.waited

    def open(self, path: str) -> None:
        self.phone.open(path)

    def go(self, name: str | re.Pattern[str]) -> None:
        began = self._tap_counted()
        self.phone.tap(name, exact=isinstance(name, str))
        self.waited += time.monotonic() - began
        self.pages += 1

    def touch(self, target: Locator) -> None:
        began = self._tap_counted()
        self.phone.tap_in_place(target)
        self.waited += time.monotonic() - began

    def tick(self, label: str) -> None:
        answer = self.page.get_by_role("radio", name=label, exact=True)
        self.touch(self.page.locator("label").filter(has=answer))

    def write(self, label: str | re.Pattern[str], words: str) -> None:
        field = self.page.get_by_label(label).first
        if not field.evaluate("field => field === document.activeElement"):
            self.taps += 1
            field.tap()
        field.fill(words)
        self.keys += len(words)

    def set_day(self, label: str | re.Pattern[str], day: date) -> None:
        field = self.page.get_by_label(label).first
        shown = date.fromisoformat(field.input_value() or datetime.now(UTC).date().isoformat())
        self.taps += 3 + abs((day.year - shown.year) * 12 + day.month - shown.month)
        field.fill(day.isoformat())

    def code_for(self, address: str) -> str:
        self.mails += 1
        return code_in_mail(self.phone.running.outbox, address)

    def _tap_counted(self) -> float:
        self.taps += 1
        return time.monotonic()


class Row(NamedTuple):
    """What was counted of one flow, and what it may be."""

    flow: Flow
    taps: int
    taps_allowed: int
    seconds: float
    waited: float

    def __str__(self) -> str:
        allowed = f"{self.flow.seconds} s" if self.flow.seconds else "–"
        return (
            f"| {self.flow.name} | {self.taps} | {self.taps_allowed} "
            f"| {self.seconds:.0f} s | {allowed} | {self.waited:.1f} s |"
        )


@pytest.fixture(scope="module")
def rows() -> Iterator[list[Row]]:
    """The table, printed and written once all flows were walked."""
    kept: list[Row] = []
    yield kept
    table = "\n".join(
        [
            "| flow | taps | budget | time | budget | of it waiting for pages |",
            "|---|---|---|---|---|---|",
            *map(str, kept),
            *(f"| {name} | not built yet | | | | |" for name in NOT_BUILT),
        ]
    )
    file = ROOT / "var" / "flows.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(table + "\n")
    print(f"\n{table}")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_flow_stays_in_its_budget(
    flow: Flow,
    cast: Cast,
    demonstration: Running,
    phone: Callable[..., Phone],
    rows: list[Row],
) -> None:
    one = phone(demonstration)
    one.sign_in_by(cast, flow.role)
    finger = Finger(one)
    allowed = flow.taps
    if flow.is_by_candidate:
        one.open(f"{cast['election']}vote/")
        allowed += flows.candidates(one.page)
    flow.walk(finger, cast)
    rows.append(Row(flow, finger.taps, allowed, finger.seconds, finger.waited))
    assert finger.taps <= allowed
    assert flow.seconds is None or finger.seconds <= flow.seconds


@pytest.mark.parametrize("name", NOT_BUILT)
def test_a_room_that_is_built_has_its_flow_walked(name: str) -> None:
    built = [one.name for one in ours() if one.name and re.search(NOT_BUILT[name], one.name)]
    assert not built, f"{built} exist: walk “{name}” in flows.py and take it off NOT_BUILT"
