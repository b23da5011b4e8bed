"""An election whose ballots the committee's own tellers open, in their own browsers.

Three tellers make their keys; one loses it after voting has opened. A sixth member votes on paper, a
candidate's observer watches, and a stranger verifies the board; the ballots fill a place that falls
vacant. In another election one teller hands over false shares, and one is shown a second list.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from ballots import booth
from ballots.protocol import lists
from ballots.protocol.bundles import seal_bundle
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64, unb64
from ballots.protocol.holders import HolderKeys
from elections.simulation.tellers import Teller
from elections.simulation.web import Client
from tests.browser import paper_voter
from tests.browser.clock import PATIENCE, go_to, load_until
from tests.browser.phone import Phone
from tests.browser.running import Running
from tests.browser.test_journey_ballot import announce, stand, verified_by, vote

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")

ELECTION = "Election of membership secretaries"
STANDING = ("Ana", "Ben", "Caro")
TELLERS = ("Dev", "Eli", "Fay")
BALLOTS = {
    "Ana": ["Ana", "Ben"],
    "Ben": ["Ben", "Caro"],
    "Caro": ["Caro", "Ben"],
    "Gil": ["Ben"],
    "Hana": ["Ana", "Caro"],
}
ON_PAPER, PAPER = "Ida", ["Ben", "Caro"]
OBSERVER = "Kim"
# What this browser says that it has opened for a vote: another list, or none.
LIST = """async ([fingerprint, isOther]) => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("tellers");
    asked.onsuccess = () => done(asked.result);
  });
  const writing = database.transaction("lists", "readwrite");
  if (isOther) writing.objectStore("lists").put(new Uint8Array(32), fingerprint);
  else writing.objectStore("lists").delete(fingerprint);
  await new Promise((done) => { writing.oncomplete = done; });
}"""


class House:
    """The committee, its phones, and the copies that its tellers saved."""

    def __init__(self, product: Running, phone: Callable[..., Phone], folder: Path) -> None:
        self.product, self.folder = product, folder
        names = (*BALLOTS, ON_PAPER, OBSERVER, *TELLERS, "Lea")
        officer = ("--officer", "Lea", "--more", "1")
        said = product.manage("-W", "ignore", "-m", "tests.browser.hall", *names, *officer)
        self.hall: dict[str, Any] = json.loads(said)
        self.phones: dict[str, Phone] = {}
        for name in names:
            self.phones[name] = phone(product)
            self.phones[name].sign_in_by(self.hall, name)
        self.lea = self.phones["Lea"]
        self.keys: dict[str, str] = {}
        self.clients: list[Client] = []

    def announce(self) -> str:
        """The election's page; its tellers have their keys, and three stand."""
        election = announce(self.lea, self.hall["home"], "Membership secretary")
        self.lea.open(f"{election}tellers/")
        self.lea.sees("The server holds the key alone")
        for name in TELLERS:
            self.lea.fill("The member's chosen name", name)
            self.lea.tap("Ask them")
            self.lea.sees("they are asked by mail")
        for name in TELLERS:
            self._becomes_teller(name)
        for name in STANDING:
            stand(self.phones[name], election, name)
        return election

    def _becomes_teller(self, name: str) -> None:
        one = self.phones[name]
        mail = self.product.outbox.wait_for(
            self.hall["addresses"][name], "you are asked to be a teller"
        )
        link = mail.link("/tellers/")
        one.open(link)
        self.keys[name] = one.path
        one.tap_in_place(one.page.get_by_role("button", name="Yes: make my key"))
        expect(one.heading).to_have_text("Keep your key safe")
        with one.page.expect_download() as saved:
            one.tap_in_place(one.page.get_by_role("button", name="Save the copy"))
        saved.value.save_as(self.copy(name))
        one.look()
        other = self.folder / "other.json"
        other.write_text("{}")
        chosen = one.page.get_by_label("The copy that you have just saved")
        chosen.set_input_files(other)
        one.sees("This file does not open the test envelope.")
        chosen.set_input_files(self.copy(name))
        expect(one.heading).to_have_text("You are a teller")
        one.look()

    def copy(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def open_voting(self, election: str) -> None:
        """The paper is printed a day before, for every teller to find their key on it."""
        go_to(self.lea, "The ballot paper is printed", ELECTION)
        for name in TELLERS:
            one = self.phones[name]
            one.open(self.keys[name])
            expect(one.heading).to_have_text("You are ready", timeout=PATIENCE * 1_000)
        go_to(self.lea, "Voting opens", ELECTION)
        load_until(self.lea, election, "Voting is open.")

    def vote_and_close(self, election: str) -> None:
        for name, ranked in BALLOTS.items():
            vote(self.phones[name], f"{election}vote/", ranked)
        go_to(self.lea, "Voting closes", ELECTION)

    def opens(self, name: str) -> Phone:
        one = self.phones[name]
        one.open(self.keys[name])
        expect(one.heading).to_have_text("Opening the ballots", timeout=PATIENCE * 1_000)
        return one

    def script(self, name: str, contest: str) -> Teller:
        """Somebody with this teller's copy, who keeps to nothing."""
        client = Client(self.product.url)
        self.clients.append(client)
        definition = Definition.from_bytes(client.get(f"/box/{contest}/definition.json").body)
        keys = HolderKeys(unb64(json.loads(self.copy(name).read_text())["secret"]))
        number = next(
            number
            for number, one in enumerate(definition.holders, 1)
            if one == keys.describe(number, one.name)
        )
        return Teller(number, keys, definition, client)


@pytest.fixture
def house(product: Running, phone: Callable[..., Phone], tmp_path: Path) -> Iterator[House]:
    made = House(product, phone, tmp_path)
    yield made
    for client in made.clients:
        client.close()


def _goes_on(one: Phone) -> None:
    button = one.page.get_by_role("button", name="Go on without the others")
    expect(button).to_be_visible(timeout=PATIENCE * 1_000)
    one.look()
    one.tap_in_place(button)


def _counted(one: Phone) -> None:
    expect(one.heading).to_have_text("The ballots are counted", timeout=PATIENCE * 1_000)
    one.look()


def test_two_of_three_tellers_open_the_ballots_and_a_stranger_verifies_them(
    house: House, phone: Callable[..., Phone]
) -> None:
    election = house.announce()
    go_to(house.lea, "Nominations close", ELECTION)
    paper_voter.mark(house.lea, election, ON_PAPER)
    kim = _watches_for_ana(house, election)
    house.open_voting(election)
    paper_voter.hand_out(house.lea, election, STANDING)
    assert _status(house.phones[ON_PAPER], f"{election}vote/") == 403
    kim.open(f"{election}observe/")
    kim.sees("nothing is counted before the close")
    house.vote_and_close(election)
    paper_voter.enter_twice(house.lea, house.phones["Dev"], "Dev", election, PAPER)
    go_to(house.lea, "The count", ELECTION)
    _sees_counts_and_lists_alone(kim, election)
    dev, eli = house.opens("Dev"), house.opens("Eli")
    dev.sees("Waiting for: Fay")
    _goes_on(dev)
    _counted(dev)
    _counted(eli)
    kim.sees("The board stands, and the ballots are counted.")  # as it happens: nobody reloads
    kim.look()
    load_until(house.lea, f"{election}tellers/", "Did not come")
    house.lea.look()
    load_until(house.lea, election, "The ballots are counted.")
    house.lea.open(f"{election}board/")
    with house.lea.page.expect_download() as saved:
        house.lea.page.get_by_role("link", name=re.compile("Board file")).tap()
    file = house.folder / "board.json"
    saved.value.save_as(file)
    annex = paper_voter.seal_on(file, by=house.lea, election=election, folder=house.folder)
    stranger = phone(house.product)
    verified_by(stranger, house.product, file)
    verified_by(stranger, house.product, file, "--paper", str(annex))
    signed = [one["holder"] for one in json.loads(file.read_bytes())["signatures"]]
    assert len(signed) == 2
    _another_device_opens_it_from_the_copy(house, phone)
    gil = house.phones["Gil"]
    gil.open(election)
    gil.tap_in_place(gil.page.get_by_text("Something went wrong in this election"))
    gil.tap("Challenge the result")
    gil.look()
    gil.fill("What went wrong", "The notice came a day late.")
    gil.tap("Challenge it")
    gil.sees("The result is challenged. The members are told, and a meeting decides.")
    gil.look()
    _the_ballots_fill_a_vacancy(house, election)


def _watches_for_ana(house: House, election: str) -> Phone:
    """A candidate names somebody, who is asked by mail and says yes."""
    ana, kim = house.phones["Ana"], house.phones[OBSERVER]
    assert _status(kim, f"{election}observe/") == 403
    load_until(ana, election, "Name an observer")
    ana.tap("Name an observer")
    ana.fill("The member's chosen name", OBSERVER)
    ana.tap("Name them")
    ana.look()
    mail = house.product.outbox.wait_for(house.hall["addresses"][OBSERVER], "watch for a candidate")
    kim.open(mail.link("/observers/"))
    kim.look()
    kim.tap("Yes, I watch")
    kim.sees("You watch this election from now on.")
    return kim


def _sees_counts_and_lists_alone(kim: Phone, election: str) -> None:
    """As many envelopes as ballots were cast, both lists, the tellers; and no voter."""
    load_until(kim, f"{election}observe/", "The final list")
    kim.look()
    counts = kim.page.locator("#watched-counts dl")
    expect(counts).to_have_text(re.compile(r"Papers issued\s*5\s*Envelopes\s*5"))
    with kim.page.expect_download() as saved:
        kim.page.get_by_role("link", name="Download the final list").tap()
    assert len(json.loads(saved.value.path().read_text())["envelopes"]) == len(BALLOTS)
    shown = kim.page.locator("main").inner_text()
    assert not [name for name in (*BALLOTS, ON_PAPER) if name in shown]
    for room in ("on-paper/mark/", "on-paper/annex/", "complaints/"):
        assert _status(kim, f"{election}{room}") == 403


def _the_ballots_fill_a_vacancy(house: House, election: str) -> None:
    """Ben was elected and resigns. Without Ben most ballots are Caro's: the one on paper, too."""
    ben, caro, lea = (house.phones[name] for name in ("Ben", "Caro", "Lea"))
    ben.open(f"{house.hall['home']}offices/")
    ben.tap("Lay it down")
    ben.look()
    ben.tap("Lay it down")
    lea.open(election)
    lea.sees("1 place is vacant")
    lea.look()
    lea.tap("Count the ballots back")
    lea.sees("the ballots elect Caro, who is asked now.")
    lea.look()
    mail = house.product.outbox.wait_for(house.hall["addresses"]["Caro"], "asked to step in")
    caro.open(mail.link("/offices/"))
    caro.look()
    caro.tap("I accept")
    holders = caro.page.locator("section", has_text="Membership secretary").locator(".holder")
    expect(holders.filter(has_text="Caro")).to_have_count(1)
    caro.look()
    lea.open(election)
    lea.sees_not("is vacant")


def _status(one: Phone, path: str) -> int:
    return one.context.request.get(f"{one.running.url}{path}").status


def _another_device_opens_it_from_the_copy(house: House, phone: Callable[..., Phone]) -> None:
    """The page saved as a file, with nothing but the copy."""
    saved = house.folder / "teller.html"
    answer = phone(house.product).context.request.get(f"{house.product.url}/teller.html")
    saved.write_bytes(answer.body())
    browser = house.lea.context.browser
    assert browser
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(saved.as_uri())
    page.get_by_label("The copy of your key").set_input_files(house.copy("Dev"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The ballots are counted", timeout=PATIENCE * 1_000
    )
    assert not faults
    context.close()


def test_a_false_share_and_a_second_list_are_named(house: House) -> None:
    election = house.announce()
    go_to(house.lea, "Nominations close", ELECTION)
    house.open_voting(election)
    fay = house.script("Fay", _contest_of(house, election))
    house.vote_and_close(election)
    go_to(house.lea, "The count", ELECTION)
    load_until(house.lea, f"{election}tellers/", "Has not come yet")
    fay.post("lot", fay.keys.r)
    _hand_over_falsely(fay)
    eli = house.phones["Eli"]
    fingerprint = b64(fay.definition.fingerprint)
    eli.page.evaluate(LIST, [fingerprint, True])
    eli.open(house.keys["Eli"])
    expect(eli.heading).to_have_text("Stop here", timeout=PATIENCE * 1_000)
    eli.sees("There can be only one.")
    eli.look()
    eli.page.evaluate(LIST, [fingerprint, False])
    dev, eli = house.opens("Dev"), house.opens("Eli")
    dev.sees("Handed over something false, and is named to everybody:")
    _counted(dev)
    _counted(eli)
    load_until(house.lea, f"{election}tellers/", "a share handed over was false.")
    house.lea.look()


def _hand_over_falsely(one: Teller) -> None:
    """Shares that fit no envelope, well sealed and signed."""
    listed = one.client.get(f"/box/{one.definition.id}/list.json").json()
    hashes = [unb64(h) for h in listed["envelopes"]]
    hashed = lists.list_hash(one.definition.fingerprint, listed["withdrawn"], hashes)
    for other in range(1, len(one.definition.holders) + 1):
        if other != one.number:
            shares = [bytes(32)] * len(hashes)
            sealed = seal_bundle(one.keys, one.number, one.definition, other, hashed, shares)
            one.post(f"bundles/{other}", sealed)


def _contest_of(house: House, election: str) -> str:
    house.lea.open(election)
    box = house.lea.page.locator("a[href*='roll.json']").first.get_attribute("href")
    found = re.search(r"/box/([0-9a-z]{12})/", box or "")
    assert found, box
    return found[1]
