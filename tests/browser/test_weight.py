"""What pages weigh on the wire, as Chromium's network counts it: headers and compressed bodies.

A first visit, with nothing in the browser's cache, is `/` and the five pages that somebody new comes
through, one after the other; they weigh 60 kB in all at most. After that each of the main pages
weighs 20 kB at most. What a service worker fetches beside the page counts, too. The program that
seals ballots is weighed apart: `tests/deploy/test_booth_build.py` holds it below 60 kB.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.main_pages import FIRST_VISIT, MAIN_PAGES
from tests.browser.phone import PHONE
from tests.browser.running import Running

World = dict[str, Any]

AT_FIRST, LATER = 60_000, 20_000
SEALS = "/booth-worker."
# For each address in the caches of a service worker, what its body weighed on the wire.
KEPT = """async () => {
  if (!window.caches || !navigator.serviceWorker) return {};
  if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready;
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      const answer = await cache.match(asked);
      kept[asked.url] = Number(answer.headers.get("Content-Length"))
        || (await answer.arrayBuffer()).byteLength;
    }
  }
  return kept;
}"""


class Scale:
    """A browser whose pages are weighed."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.asked: dict[str, str] = {}
        self.loaded: dict[str, int] = {}
        self.kept: set[str] = set()
        session = context.new_cdp_session(self.page)
        session.on("Network.requestWillBeSent", self._asks)
        session.on("Network.loadingFinished", self._loads)
        session.send("Network.enable")

    def _asks(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def _loads(self, event: dict[str, Any]) -> None:
        # What comes from the cache weighs nothing.
        self.loaded[event["requestId"]] = int(event["encodedDataLength"])

    def weigh(self, path: str) -> dict[str, int]:
        """Open the page, wait until it has all it asks for; bytes for each address."""
        self.asked.clear()
        self.loaded.clear()
        # A page with a live part never comes to rest, as its stream stays open.
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        self.page.wait_for_timeout(300)
        weights = {self.asked[one]: size for one, size in self.loaded.items()}
        for url, size in self.page.evaluate(KEPT).items():
            if url not in weights and url not in self.kept:
                weights[url] = size
            self.kept.add(url)
        assert weights[self.page.url] > 0
        return weights


@pytest.fixture
def scale(
    browser: Browser, demonstration: Running, main_pages: World
) -> Iterator[Callable[[str], Scale]]:
    """A browser with an empty cache, signed in as this role."""
    made: list[BrowserContext] = []

    def new(role: str) -> Scale:
        context = browser.new_context(**PHONE)
        made.append(context)
        if session := main_pages["roles"][role]["session"]:
            cookie = {"name": main_pages["cookie"], "value": session, "url": demonstration.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        return Scale(context, demonstration.url)

    yield new
    for context in made:
        context.close()


def told(weights: dict[str, dict[str, int]]) -> str:
    """A line for each page, heaviest part first."""
    return "\n".join(
        f"{sum(parts.values()):>7}  {name}: "
        + ", ".join(
            f"{url.rpartition('/')[2] or 'page'} {size}"
            for url, size in sorted(parts.items(), key=lambda one: -one[1])
            if size
        )
        for name, parts in weights.items()
    )


def test_a_first_visit_weighs_sixty_kilobytes_at_most(
    main_pages: World, scale: Callable[[str], Scale]
) -> None:
    paths = dict(main_pages["roles"]["visitor"]["pages"])
    new = scale("visitor")
    weights = {name: new.weigh(paths[name]) for name in FIRST_VISIT}
    print("\n" + told(weights))
    assert sum(sum(parts.values()) for parts in weights.values()) <= AT_FIRST, told(weights)
    again = new.weigh("/")
    files = {url: size for url, size in again.items() if "/static/" in url}
    assert sum(files.values()) == 0, f"files are loaded again: {files}"


def test_each_main_page_weighs_twenty_kilobytes_at_most_after_that(
    main_pages: World, scale: Callable[[str], Scale]
) -> None:
    weights = {}
    scales: dict[str, Scale] = {}
    for role, name in MAIN_PAGES:
        if role not in scales:
            scales[role] = scale(role)
            scales[role].weigh("/")
        path = next(path for one, path in main_pages["roles"][role]["pages"] if one == name)
        weights[f"{name} ({role})"] = scales[role].weigh(path)
    print("\n" + told(weights))
    heavy = {
        name: parts
        for name, parts in weights.items()
        if sum(size for url, size in parts.items() if SEALS not in url) > LATER
    }
    assert not heavy, told(heavy)
