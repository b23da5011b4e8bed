"""A phone on a bad network: nothing typed is lost, nothing is sent twice, nothing of a member is kept."""

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.phone import WAIT, Phone
from tests.browser.running import Running

World = dict[str, Any]
SeenBy = Callable[..., Phone]
WAITING = "Not sent yet. Trying again…"
# What the browser itself says of a network that was cut, by us.
CUT = re.compile(
    r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_FAILED|FAILED|NETWORK_CHANGED)"
    r"|Failed to load resource|htmx:(afterRequest|sendError)"
)
HELD = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name] = requests.map(one => one.url.replace(location.origin, ""));
  }
  return found;
}"""
# Its cache is the only one, and it answers what this page asks for.
IN_CHARGE = """async (language) => {
  const { controller } = navigator.serviceWorker;
  const names = await caches.keys();
  const page = await caches.match(`/offline/?lang=${language}`);
  return page && names.length === 1 && controller?.state === "activated"
    && controller.scriptURL.endsWith(`lang=${language}`);
}"""
STORED = "() => JSON.stringify([{...sessionStorage}, {...localStorage}])"
NOTHING = "[{},{}]"
PATH = "htmx-current-path-for-history"  # htmx notes there where it stands
BUSY = """() => [
  document.querySelector("[aria-busy]")?.getAttribute("aria-busy"),
  document.getElementById("busy").textContent,
  document.getElementById("busy").className,
]"""
LOOKING = f"""() => {{
  const note = () => sessionStorage.setItem("told", JSON.stringify(({BUSY})()));
  const watched = {{ childList: true, attributes: true }};
  new MutationObserver(note).observe(document.getElementById("busy"), watched);
}}"""


NAMES = (
    "account",
    "announcements",
    "cast-vote",
    "committee",
    "edit-committee",
    "election",
    "meeting",
    "write-announcement",
)


@pytest.fixture(scope="module")
def world(demonstration: Running) -> World:
    """Who can open what of the pages that are walked through here."""
    found: World = json.loads(demonstration.manage("-m", "tests.browser.world", *NAMES))
    return found


@pytest.fixture
def seen_by(demonstration: Running, world: World, phone: Callable[..., Phone]) -> Iterator[SeenBy]:
    """A phone of somebody of this role, who may cut the network: that alone is no fault."""
    phones: list[Phone] = []

    def sign_in(role: str, **options: object) -> Phone:
        made = phone(demonstration, **{"service_workers": "allow", **options})
        made.address = role
        cookie = {"name": world["cookie"], "value": world["roles"][role]["session"]}
        made.context.add_cookies([cookie | {"url": demonstration.url}])  # type: ignore[list-item]
        phones.append(made)
        return made

    yield sign_in
    for one in phones:
        one.faults[:] = [fault for fault in one.faults if not CUT.search(fault)]


def path_of(world: World, role: str, name: str) -> str:
    found: str = next(path for one, path in world["roles"][role]["pages"] if one == name)
    return found


def installed(one: Phone, path: str) -> None:
    """Open `path` with the service worker in charge of it."""
    one.open(path)
    one.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    one.page.reload()
    one.page.wait_for_function("navigator.serviceWorker.controller !== null")


def wait_until(one: Phone, asked: str, *about: str) -> None:
    """Ask until the answer is yes; `wait_for_function` takes a promise itself for a yes."""
    deadline = time.monotonic() + WAIT / 1000
    while not one.page.evaluate(asked, *about):
        assert time.monotonic() < deadline, f"still not so: {asked}"
        one.page.wait_for_timeout(50)


def drafts(one: Phone) -> list[str]:
    """What this window keeps; nothing outlives it."""
    session, local = json.loads(one.page.evaluate(STORED))
    assert local == {}
    return [value for name, value in session.items() if name != PATH]


class Line:
    """A line on which the server gets what is posted, and its answers are lost while `is_bad`."""

    def __init__(self, page: Page) -> None:
        self.is_bad = True
        self.posted: list[str] = []
        page.route("**/*", self._handle)

    def _handle(self, route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        self.posted.append(route.request.post_data or "")
        if self.is_bad:
            route.fetch(max_redirects=0)
            route.abort("connectionfailed")
        else:
            route.continue_()


# The shell -----------------------------------------------------------------------------------------


def test_without_network_a_page_of_nobody_stands_in_and_the_wanted_one_comes_by_itself(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("member")
    installed(one, "/home/")
    for name in ("committee", "meeting", "election", "cast-vote", "account"):
        one.open(path_of(world, "member", name))
    held = one.page.evaluate(HELD)
    assert len(held) == 1
    (kept,) = held.values()
    assert [url for url in kept if not url.startswith("/static/")] == ["/offline/?lang=en"]
    assert any(url.startswith("/static/js/send.") for url in kept)
    one.context.set_offline(True)
    meeting = path_of(world, "member", "meeting")
    one.page.goto(meeting)
    expect(one.heading).to_have_text("There is no connection")
    assert one.path == meeting
    assert "Rank" not in one.page.content()
    one.look()
    one.page.get_by_role("link", name="Try again").tap()
    expect(one.heading).to_have_text("There is no connection")
    one.context.set_offline(False)
    expect(one.page.locator(".masthead")).to_be_visible()
    assert one.page.evaluate(HELD) == held


def test_another_language_is_another_shell_and_the_old_one_is_gone(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("member")
    installed(one, "/home/")
    before = one.page.evaluate(HELD)
    arabic = world["roles"]["coordinator in Arabic"]["session"]
    cookie = {"name": world["cookie"], "value": arabic, "url": one.running.url}
    one.context.add_cookies([cookie])  # type: ignore[list-item]
    one.open("/home/")
    wait_until(one, IN_CHARGE, "ar")
    after = one.page.evaluate(HELD)
    assert len(after) == 1
    assert set(after) != set(before)
    one.page.reload()
    one.context.set_offline(True)
    one.page.goto("/home/", wait_until="commit")
    expect(one.page.locator("html")).to_have_attribute("dir", "rtl")
    one.context.set_offline(False)


def test_whoever_only_looks_leaves_nothing_in_the_browser(
    demonstration: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(demonstration, service_workers="allow")
    one.open("/phone/")
    one.open("/")
    found = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert one.page.evaluate(found) == 0
    assert one.page.evaluate(HELD) == {}
    assert drafts(one) == []


# What is typed -------------------------------------------------------------------------------------


def test_what_is_typed_survives_in_its_window_alone_until_it_is_thrown_away(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator")
    path = path_of(world, "coordinator", "write-announcement")
    one.open(path)
    one.fill("Title", "Room changed")
    one.fill("Text", "We meet in the library.")
    one.page.reload()
    one.sees("We kept what you had typed.")
    expect(one.page.get_by_label("Text")).to_have_value("We meet in the library.")
    one.look()
    (draft,) = drafts(one)
    kept = {name for name, _value in json.loads(draft)["values"]}
    where = {"language", "audience", "meeting", "readers_language", "send_at"}
    assert kept == {"title", "text", *where}
    assert "csrf" not in draft
    one.page.get_by_role("button", name="Throw it away").tap()
    expect(one.page.get_by_label("Text")).to_have_value("")
    expect(one.page.get_by_label("Title")).to_be_focused()
    assert drafts(one) == []
    one.page.reload()
    expect(one.page.get_by_text("We kept what you had typed.")).to_be_hidden()


def test_what_one_typed_is_not_shown_to_who_signs_in_after_in_the_same_window(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator")
    path = path_of(world, "coordinator", "write-announcement")
    one.open(path)
    one.fill("Text", "Between us.")
    session = world["roles"]["member"]["session"]
    cookie = {"name": world["cookie"], "value": session, "url": one.running.url}
    one.context.add_cookies([cookie])  # type: ignore[list-item]
    one.open("/home/")
    assert drafts(one) == []


def test_a_form_waits_for_the_network_with_its_text_and_arrives_once(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator")
    one.open(path_of(world, "coordinator", "announcements"))
    before = one.page.get_by_role("link", name="Over a bad line").count()
    one.open(path_of(world, "coordinator", "write-announcement"))
    one.fill("Title", "Over a bad line")
    one.fill("Text", "Come on Friday.")
    one.context.set_offline(True)
    one.page.get_by_role("button", name="Look at it").tap()
    one.sees(WAITING)
    expect(one.page.get_by_label("Text")).to_have_value("Come on Friday.")
    line = Line(one.page)
    one.context.set_offline(False)  # which the page hears of
    one.page.wait_for_timeout(500)
    assert line.posted
    line.is_bad = False
    expect(one.heading).to_have_text("Over a bad line")
    assert len(line.posted) > 1  # the server had it after the first
    assert len(set(line.posted)) == 1
    assert drafts(one) == []
    one.open(path_of(world, "coordinator", "announcements"))
    expect(one.page.get_by_role("link", name="Over a bad line")).to_have_count(before + 1)


def test_a_faulty_form_comes_back_with_its_faults_and_its_words(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator")
    one.open(path_of(world, "coordinator", "write-announcement"))
    one.fill("Text", "Without a title.")
    one.page.get_by_role("button", name="Look at it").tap()
    expect(one.page.locator("#faults")).to_be_focused()
    expect(one.page.get_by_label("Text")).to_have_value("Without a title.")
    one.fill("Title", "Now with one")
    one.tap("Look at it")
    expect(one.heading).to_have_text("Now with one")


def test_whoever_was_signed_out_meanwhile_finds_the_words_again(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator")
    one.open(path_of(world, "coordinator", "write-announcement"))
    one.fill("Title", "Too late")
    cookies = one.context.cookies()
    one.context.clear_cookies(name=world["cookie"])
    one.tap("Look at it")
    expect(one.page.get_by_label("Your e-mail address")).to_be_visible()
    one.context.add_cookies(cookies)  # type: ignore[arg-type]
    one.open(path_of(world, "coordinator", "write-announcement"))
    expect(one.page.get_by_label("Title")).to_have_value("Too late")


# The exit ------------------------------------------------------------------------------------------


def test_the_exit_is_at_once_and_leaves_nothing_behind(world: World, seen_by: SeenBy) -> None:
    one = seen_by("coordinator after the count")
    installed(one, "/home/")
    one.open(path_of(world, "coordinator after the count", "edit-committee"))
    one.page.locator("textarea").first.fill("What nobody must see")
    assert "nobody must see" in one.page.evaluate(STORED)

    def slow(route: Route) -> None:
        one.page.wait_for_timeout(1500)
        route.continue_()

    one.page.route("**/exit/", slow)
    one.page.get_by_role("button", name="Exit").tap()
    # Before the server has answered.
    expect(one.heading).to_have_text("This page is closed", timeout=1000)
    assert one.page.title() == "Page closed"
    assert "Rank" not in one.page.locator("body").inner_text()
    one.page.wait_for_url("**/elsewhere/")
    assert one.context.cookies() == []
    assert one.page.evaluate(HELD) == {}
    assert one.page.evaluate(STORED) == NOTHING
    found = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert one.page.evaluate(found) == 0
    one.sees("The history of this browser was not cleared.")
    one.page.go_back()
    one.page.wait_for_url("**/sign-in/**")
    assert "edit" not in one.page.locator("main").inner_text().lower()


def test_without_network_the_exit_says_that_one_is_still_signed_in_and_goes_on_trying(
    seen_by: SeenBy,
) -> None:
    one = seen_by("returning officer")
    one.open("/account/")
    one.context.set_offline(True)
    one.page.get_by_role("button", name="Exit").tap()
    one.sees("There is no connection, so you are still signed in.")
    one.context.set_offline(False)
    one.page.wait_for_url("**/elsewhere/")
    assert one.context.cookies() == []


def test_shift_three_times_leaves_also_while_one_writes_and_capitals_do_not(
    world: World, seen_by: SeenBy
) -> None:
    one = seen_by("coordinator before the founding")
    one.open(path_of(world, "coordinator before the founding", "write-announcement"))
    text = one.page.get_by_label("Text")
    text.focus()
    for letter in ("A", "B", "C", "D"):
        one.page.keyboard.press(f"Shift+{letter}")
    expect(text).to_have_value("ABCD")
    for _time in range(2):
        one.page.keyboard.press("Shift")
    one.page.keyboard.press("e")  # begins anew
    one.page.keyboard.press("Shift")
    one.page.wait_for_timeout(1600)  # too slow
    for _time in range(2):
        one.page.keyboard.press("Shift")
    expect(text).to_have_value("ABCDe")
    one.page.wait_for_timeout(1600)
    for _time in range(3):
        one.page.keyboard.press("Shift")
    one.page.wait_for_url("**/elsewhere/")
    assert one.context.cookies() == []
    assert one.page.evaluate(STORED) == NOTHING


def test_the_exit_works_without_a_script(seen_by: SeenBy) -> None:
    one = seen_by("candidate in the nominations", java_script_enabled=False)
    one.open("/home/")
    one.tap("Exit")
    assert one.path == "/elsewhere/"
    assert one.context.cookies() == []


# What takes long -----------------------------------------------------------------------------------


def test_what_takes_long_says_so_and_is_sent_once(world: World, seen_by: SeenBy) -> None:
    one = seen_by("member who has voted")
    one.open(path_of(world, "member who has voted", "meeting"))
    posted: list[str] = []

    def slow(route: Route) -> None:
        if route.request.method == "POST":
            posted.append(route.request.url)
            one.page.wait_for_timeout(2000)
        route.fallback()

    one.page.route("**/*", slow)
    # The page itself notes it, as nobody else can look while it is being left.
    one.page.evaluate(LOOKING)
    button = one.page.get_by_role("button", name=re.compile("coming", re.IGNORECASE)).first
    with one.page.expect_navigation():
        button.evaluate("button => { button.click(); button.click(); }")
    told = json.loads(one.page.evaluate("sessionStorage.getItem('told')"))
    assert told == ["true", "Working…", "busy on"]
    assert len(posted) == 1
    assert one.page.evaluate(BUSY)[1:] == ["", "busy"]
