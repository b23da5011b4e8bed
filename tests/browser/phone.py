"""A phone in somebody's hand, which remembers whatever its pages do wrong."""

import re
from datetime import datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Locator, Request, expect

from tests.browser.axe import violations
from tests.browser.contrast import Contrast
from tests.browser.running import Running

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
    "locale": "en-GB",
    "timezone_id": "America/New_York",
    "reduced_motion": "reduce",
    "service_workers": "block",  # every page as the server sends it; on_the_phone allows them
}
# The browser's own line for a page that answers 403 or 422; the page itself is looked at.
REFUSAL = re.compile(
    r"Failed to load resource: the server responded with a status of (403|422)\b"
    r"|Service Worker registration blocked by Playwright"
)
WAIT = 15_000
CONTRAST = Contrast()  # what one page has shown need not be judged on another

# How far the page reaches beyond its window, and what reaches furthest.
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - wide;
  if (over <= 0) return null;
  let worst = "", most = 0;
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    const out = Math.max(box.right - wide, -box.left);
    if (box.width && out > most) { most = out; worst = one.outerHTML.slice(0, 160); }
  }
  return `${over} px too wide: ${worst}`;
}"""

# The booth has looked at the ballot, or there is none on this server.
IN_THE_BOOTH = """() => {
  const shown = document.querySelector("[data-screen]:not([hidden])");
  return !document.querySelector("#booth[data-worker]") || (shown && shown.dataset.screen !== "loading");
}"""
_STICKS = "(how) => document.querySelectorAll('.bar').forEach(bar => bar.style.position = how)"


class Phone:
    """One person's browser on the running product, signed in or not."""

    def __init__(self, context: BrowserContext, running: Running) -> None:
        self.context, self.running = context, running
        self.address = ""
        self.faults: list[str] = []
        self._settings: CDPSession | None = None
        context.set_default_timeout(WAIT)
        context.set_default_navigation_timeout(WAIT)
        # Looked at as it passes: a request that is held by a route keeps the cache out of use.
        context.on("request", self._guard)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._fault(f"script: {error.error}"))
        context.on("requestfailed", self._failed)
        self.page = context.new_page()

    # What must not happen -------------------------------------------------------------------

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.address or 'visitor'}: {words}")

    def _guard(self, request: Request) -> None:
        if not request.url.startswith((self.running.url + "/", "data:")):
            self._fault(f"asks a third party: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSAL.match(message.text):
            self._fault(f"{message.location['url']} says: {message.text}")

    def _failed(self, request: Request) -> None:
        # A page that is left while it loads breaks off what it still asked for.
        if request.failure != "net::ERR_ABORTED":
            self._fault(f"{request.url} failed: {request.failure}")

    def check(self) -> None:
        """This page stays inside its window and is not an error page of ours."""
        if words := self.page.evaluate(TOO_WIDE):
            self._fault(f"{self.path} is {words}")
        assert self.page.locator("h1").count() == 1, f"{self.path} has not one h1"

    def look(self) -> None:
        """Whether everybody can use this page; for those that only a POST or a mail leads to."""
        # What sticks to the edge covers what can be scrolled from under it.
        self.page.evaluate(_STICKS, "static")
        for fault in violations(self.page) + CONTRAST.faults(self.page):
            self._fault(f"{self.path}: {fault}")
        self.page.evaluate(_STICKS, "")

    # What a person does -----------------------------------------------------------------------

    @property
    def path(self) -> str:
        """Where it stands."""
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> Locator:
        """The first heading."""
        return self.page.locator("h1")

    def open(self, url: str) -> None:
        """Go to a path or a link of this site."""
        answer = self.page.goto(url) or self.page.reload()  # the same page with another fragment
        assert answer is not None
        assert answer.status < 400, f"{url} answers {answer.status}"
        if self.path.endswith("/vote/"):
            self.page.wait_for_function(IN_THE_BOOTH)
        self.check()

    def tap(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Tap the button or link of this name, and look at the page that comes."""
        button = self.page.get_by_role("button", name=name, exact=exact)
        link = self.page.get_by_role("link", name=name, exact=exact)
        self.tap_on(button.or_(link))

    def tap_on(self, target: Locator) -> None:
        """Tap this, which leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            target.first.tap()
        self.check()

    def tap_in_place(self, target: Locator) -> None:
        """Tap this, which a script answers on the page at once."""
        box = target.first.bounding_box()
        assert box is not None
        if min(box["width"], box["height"]) < 44:
            self._fault(f"{self.path}: “{target.first.inner_text()}” is smaller than 44 px: {box}")
        target.first.tap()
        self.check()

    def open_ballot(self) -> None:
        """The deliberate tap that takes the ballot paper."""
        expect(self.heading).to_have_text("Open your ballot")
        self.tap_in_place(self.page.get_by_role("button", name="Open my ballot"))
        expect(self.heading).to_have_text("Your ballot")

    def fill(self, label: str | re.Pattern[str], words: str) -> None:
        """Write into the field of this label."""
        self.page.get_by_label(label).first.fill(words)

    def choose(self, label: str | re.Pattern[str]) -> None:
        """Tick the box or button of this label."""
        self.page.get_by_role("radio", name=label).or_(
            self.page.get_by_role("checkbox", name=label)
        ).first.check()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """The page holds these words where they can be read."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()

    def sees_not(self, words: str | re.Pattern[str]) -> None:
        """The page does not hold these words."""
        expect(self.page.locator("main").get_by_text(words)).to_have_count(0)

    def set_text_size(self, percent: int) -> None:
        """The size that the person has chosen for all text, as the browser's settings do it."""
        self._settings = self._settings or self.context.new_cdp_session(self.page)
        sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
        self._settings.send("Page.setFontSizes", {"fontSizes": sizes})

    def status_for_a_visitor(self, url: str) -> int:
        """How it answers somebody who is not signed in."""
        try:
            with urlopen(url, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as refusal:
            refusal.close()
            return refusal.code

    def move_clock(self, moment: datetime) -> None:
        """Send the demonstration's form with a moment that its list does not offer."""
        self.open("/demo/clock/")
        form = self.page.locator("form[action='/demo/clock/move/']").first
        token = form.locator("input[name=csrfmiddlewaretoken]").input_value()
        answer = self.context.request.post(
            f"{self.running.url}/demo/clock/move/",
            form={"csrfmiddlewaretoken": token, "to": moment.isoformat()},
        )
        assert "The clock was moved." in answer.text()

    # What everybody does --------------------------------------------------------------------

    def sign_in_by(self, cast: dict[str, Any], role: str) -> None:
        """Carry the session that `tests.browser.cast` made for this role; none for a visitor."""
        if role:
            self.address = role
            session = {"name": cast["cookie"], "value": cast["sessions"][role]}
            self.context.add_cookies([{**session, "url": self.running.url}])  # type: ignore[list-item]

    def sign_up(self, address: str) -> None:
        """Come in by a code from the mailbox, as somebody new."""
        self.enter(address)
        self.look()
        self.fill("How old are you?", "17")
        self.tap("Make my account")

    def enter(self, address: str) -> None:
        """Fill the address, read the real mail, type its code."""
        self.address = address
        if "/sign-in/" not in self.path:
            self.open("/sign-in/")
        before = self.running.outbox.last
        self.fill("Your e-mail address", address)
        self.tap("Mail me a code")
        mail = self.running.outbox.wait_for(address, "code", after=before)
        code = re.search(r"\b\d{4}[-\s]?\d{4}\b", mail.text)
        assert code, mail.text
        self.look()
        self.fill("The code from the mail", code.group())
        self.tap("Go on")
