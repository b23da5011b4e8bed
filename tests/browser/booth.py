"""Somebody in the ballot booth: what they press, and what the booth shows."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.phone import Phone

Votes = dict[str, Any]
PATIENCE = 20_000


class Voter:
    """A phone in the booth of one vote; counts its taps."""

    def __init__(self, phone: Phone, votes: Votes, kind: str, name: str) -> None:
        self.phone, self.vote = phone, votes["votes"][kind]
        self.taps = 0
        self.requests: list[Request] = []
        if name:
            phone.address = name
            cookie = {"name": votes["cookie"], "value": votes["sessions"][name]}
            phone.context.add_cookies([{**cookie, "url": phone.running.url}])  # type: ignore[list-item]
        phone.context.on("request", lambda one: self.requests.append(one))

    @property
    def page(self) -> Page:
        return self.phone.page

    def screen(self, name: str) -> Locator:
        return self.page.locator(f"[data-screen='{name}']").first

    def at(self, name: str) -> None:
        """Wait until this screen is shown, and look at it."""
        expect(self.screen(name)).to_be_visible(timeout=PATIENCE)
        self.phone.check()

    def enter(self, link: str = "") -> None:
        """Straight to the ballot, or by the notice's link."""
        self.page.goto(self.phone.running.url + self.vote["ballot"] + link)

    def open(self) -> None:
        """To the ballot, with the tap that takes the paper."""
        self.enter()
        self.press_open()

    def press_open(self) -> None:
        self.at("open")
        self.press("Open my ballot")
        self.at("ballot")

    def tap(self, target: Locator) -> None:
        target.first.tap()
        self.taps += 1

    def press(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=True).locator("visible=true"))

    def choose(self, *names: str) -> None:
        for name in names:
            exactly = self.page.locator("bdi", has_text=re.compile(f"^{re.escape(name)}$"))
            self.tap(self.page.locator(".paper .choice").filter(has=exactly))

    def cast(
        self, *names: str, review: str = "Check my ballot", button: str = "Cast my vote"
    ) -> None:
        """From the ballot to the receipt."""
        self.choose(*names)
        self.press(review)
        self.at("review")
        self.press(button)
        self.at("cast")

    def ranks(self) -> list[str]:
        """Who is ranked, in the order of the ranks."""
        lines = self.page.locator(".paper .ranked")
        found = [
            (int(line.locator(".rank").inner_text()), line.locator("bdi").first.inner_text())
            for line in lines.all()
        ]
        return [name for _rank, name in sorted(found)]

    def asked(self, part: str) -> list[Request]:
        """The requests whose address holds this."""
        return [one for one in self.requests if part in one.url]

    def kept(self) -> Any:
        """What the browser's database holds, bytes as their length."""
        return json.loads(self.page.evaluate(KEPT))


KEPT = """async () => {
  const database = await new Promise((done, failed) => {
    const asked = indexedDB.open("ballots");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  if (!database.objectStoreNames.contains("kept")) return "[]";
  const rows = await new Promise((done) => {
    const asked = database.transaction("kept").objectStore("kept").getAll();
    asked.onsuccess = () => done(asked.result);
  });
  database.close();
  return JSON.stringify(rows, (_, one) => (one instanceof Uint8Array ? one.length : one));
}"""
