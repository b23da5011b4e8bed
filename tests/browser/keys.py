"""A hand that has keys alone, and looks at the focus after each."""

import re
import time
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.outbox import Outbox
from tests.browser.phone import Phone

MOST = 160  # presses of Tab until something is found, or is not

# What has the focus, and what is wrong with that. `window.focusBefore` is where it was.
FOCUS = r"""() => {
  const one = document.activeElement;
  const before = window.focusBefore;
  if (!one || one === document.body || one === document.documentElement) {
    window.focusBefore = null;
    return {name: "", key: "", faults: []};
  }
  window.focusBefore = one;
  const faults = [];
  const labels = [...(one.labels || [])];
  const name = one.getAttribute("aria-label")
    || (labels.length ? labels.map(label => label.innerText).join(" ") : one.innerText || one.title)
    || one.id || one.tagName;
  const said = name.replace(/\s+/g, " ").trim();

  const ringed = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && !/^rgba\(.*, 0\)$|^transparent$/.test(style.outlineColor);
  };
  const around = [one, ...labels, one.parentElement].filter(Boolean);
  // A heading that a script gives the focus, to be read from there, is no control.
  // And the button inside a date field is the browser's own, with its own ring.
  if (one.tabIndex >= 0 && one.matches(":focus") && !around.some(ringed))
    faults.push("has no ring of 2 px");

  // The first line of it, as far as it is in the window; of a hidden box, its label.
  const drawn = [one, ...labels].find(element => element.getBoundingClientRect().width > 4) || one;
  const line = drawn.getClientRects()[0];
  if (!line) faults.push("has no place on the page");
  else {
    const left = Math.max(line.left, 0), right = Math.min(line.right, innerWidth);
    const top = Math.max(line.top, 0), bottom = Math.min(line.bottom, innerHeight);
    if (right <= left || bottom <= top) faults.push("is outside of the window");
    else {
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const is = element => element.contains(hit) || element === hit;
      if (!hit || ![one, ...labels].some(is))
        faults.push("lies under " + (hit ? hit.outerHTML.slice(0, 80) : "nothing"));
    }
  }

  if (one.tabIndex > 0) faults.push("has a tabindex above 0");
  // A heading that has the focus begins a new screen in the same page.
  const begins = one.tabIndex < 0;
  if (before && before.isConnected && before !== one && !window.goesBack && !begins) {
    if (!(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING))
      faults.push("stands before what was focused before it");
    const pinned = element => {
      for (let each = element; each; each = each.parentElement)
        if (["sticky", "fixed"].includes(getComputedStyle(each).position)) return true;
      return false;
    };
    const was = before.getBoundingClientRect(), is = one.getBoundingClientRect();
    if (!pinned(before) && !pinned(one) && is.height && was.height && is.bottom <= was.top)
      faults.push("is drawn above what was focused before it");
  }
  // One key for each stop: the parts of a date field and the buttons of a group are one.
  if (!one.dataset.stop) one.dataset.stop = String(window.stops = (window.stops || 0) + 1);
  const group = one.type === "radio" ? one.name : "";
  return {name: said, key: group || one.dataset.stop, faults};
}"""

# Everything that Tab must come by, once; a group of radio buttons is one.
STOPS = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']");
  const seen = new Set(), names = [];
  for (const one of all) {
    if (one.disabled || one.type === "hidden" || one.tabIndex < 0 || !one.checkVisibility()) continue;
    if (getComputedStyle(one).visibility === "hidden") continue;
    const key = one.type === "radio" ? "radio " + one.name : one;
    if (seen.has(key)) continue;
    seen.add(key);
    names.push((one.innerText || one.name || one.id).replace(/\\s+/g, " ").trim().slice(0, 40));
  }
  return names;
}"""


class Keys:
    """Tab, Shift+Tab, Enter, Space and arrows; no pointer."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.faults: list[str] = []
        self._presses = 0

    @property
    def page(self) -> Page:
        return self.phone.page

    # The focus -------------------------------------------------------------------------------

    def begin_at_the_top(self) -> None:
        """Where a page has its focus in a field, take it from there."""
        self.page.evaluate(
            """() => {
              document.body.tabIndex = -1;
              document.body.focus();
              document.body.removeAttribute("tabindex");
            }"""
        )

    def tab(self, *, back: bool = False) -> dict[str, Any]:
        """Go on to what is next, and look at it."""
        self.page.evaluate(f"window.goesBack = {str(back).lower()}")
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self.look()

    def look(self) -> dict[str, Any]:
        """What has the focus; what is wrong with it is kept."""
        found: dict[str, Any] = self.page.evaluate(FOCUS)
        self.faults += [
            fault
            for each in found["faults"]
            if (fault := f"{self.phone.path}: “{found['name'][:60]}” {each}") not in self.faults
        ]
        return found

    def stops(self, *, back: bool = False) -> list[dict[str, Any]]:
        """Everything that Tab comes by, from the top until it leaves the page."""
        seen: list[dict[str, Any]] = []
        for _press in range(MOST):
            found = self.tab(back=back)
            if not found["name"] or (seen and found["key"] == seen[0]["key"]):
                return seen
            if not seen or found["key"] != seen[-1]["key"]:
                seen.append(found)
        raise AssertionError(f"{self.phone.path}: Tab does not come out again: {seen[-3:]}")

    def tab_to(self, target: Locator) -> None:
        """Press Tab until this has the focus."""
        expect(target).to_be_visible()
        for _press in range(MOST):
            if self.has_focus(target):
                return
            self.tab()
        raise AssertionError(f"{self.phone.path}: Tab does not come to {target}")

    @staticmethod
    def has_focus(target: Locator) -> bool:
        return bool(target.evaluate("one => one === document.activeElement"))

    # What a hand does --------------------------------------------------------------------------

    def open(self, path: str) -> None:
        self.phone.open(path)

    def go(self, name: str | re.Pattern[str]) -> None:
        exact = isinstance(name, str)
        button = self.page.get_by_role("button", name=name, exact=exact)
        link = self.page.get_by_role("link", name=name, exact=exact)
        target = button.or_(link).first
        self.tab_to(target)
        is_link = target.evaluate("one => one.tagName === 'A'")
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter" if is_link else self._enter_or_space())
        self.phone.check()

    def touch(self, target: Locator) -> None:
        self.tab_to(target.first)
        self.page.evaluate("window.focusBefore = null")  # a script may lead it anywhere from here
        self.page.keyboard.press(self._enter_or_space())
        # A part of the page is another one now; the focus must not be lost.
        deadline = time.monotonic() + 5
        while self.page.evaluate("document.activeElement === document.body"):
            assert time.monotonic() < deadline, f"{self.phone.path}: the focus is lost"
            self.page.wait_for_timeout(50)
        self.look()

    def tick(self, label: str) -> None:
        answer = self.page.get_by_role("radio", name=label, exact=True)
        name = answer.get_attribute("name")
        # Tab comes to one answer of them all; the arrows go on from there.
        held = self.page.locator(f"input[type=radio][name='{name}']:focus")
        for _press in range(MOST):
            if held.count():
                break
            self.tab()
        for _press in range(self.page.locator(f"input[name='{name}']").count()):
            if self.has_focus(answer):
                break
            self.page.evaluate("window.focusBefore = null")  # from the last they go to the first
            self.page.keyboard.press("ArrowDown")
            self.look()
        self.page.keyboard.press("Space")
        expect(answer).to_be_checked()

    def write(self, label: str | re.Pattern[str], words: str) -> None:
        field = self.page.get_by_label(label).first
        self.tab_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        expect(field).to_have_value(words)

    def set_day(self, label: str | re.Pattern[str], day: date) -> None:
        field = self.page.get_by_label(label).first
        self.tab_to(field)
        # Day or month first, as this browser's own language has it.
        for written in ("%d%m%Y", "%m%d%Y"):
            for _part in range(3):
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.type(day.strftime(written))
            if field.input_value() == day.isoformat():
                break
        expect(field).to_have_value(day.isoformat())

    def code_for(self, address: str) -> str:
        return code_in_mail(self.phone.running.outbox, address)

    def _enter_or_space(self) -> str:
        self._presses += 1
        return ("Enter", "Space")[self._presses % 2]


def code_in_mail(outbox: Outbox, address: str) -> str:
    """The code of the mail that came."""
    mail = outbox.wait_for(address, "code")
    code = re.search(r"\b\d{4}[-\s]?\d{4}\b", mail.text)
    assert code, mail.text
    return code.group()
