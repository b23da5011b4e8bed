"""The tutorial, walked as it is written; `make tutorial` keeps what the phones show as its pictures.

Ana founds a committee, Ben and Caro join it; they hold the founding meeting and elect a delegate.
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from ballots import booth
from tests.browser.clock import go_to, load_until
from tests.browser.phone import Phone
from tests.browser.running import Running

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")

CAMPUS, COMMITTEE = "Riverside College", "Riverside Rank and File"
MEETING, ELECTION = "Founding meeting", "Election of delegates"
# Where the pictures go; without it they are not taken.
PICTURES = os.environ.get("TUTORIAL_PICTURES", "")
COLOURS = 32


def picture(one: Phone, name: str, *, top: str = "h1") -> None:
    """Keep the screen from `top` on as the documentation shows it."""
    if not PICTURES:
        return
    one.page.evaluate("document.activeElement.blur()")
    one.page.wait_for_timeout(400)  # until the mark that a finger leaves is gone
    box = one.page.locator(top).first.evaluate("one => one.getBoundingClientRect().top + scrollY")
    one.page.evaluate("top => window.scrollTo(0, top)", 0 if top == "h1" else box - 12)
    shot = Image.open(BytesIO(one.page.screenshot(scale="css"))).convert("RGB")
    Path(PICTURES).mkdir(parents=True, exist_ok=True)
    shot.quantize(COLOURS).save(Path(PICTURES) / f"{name}.png", optimize=True)


def test_three_newcomers_found_a_committee_and_elect_a_delegate(
    product: Running, phone: Callable[..., Phone]
) -> None:
    ana, ben, caro = (phone(product) for _person in range(3))
    home = found_committee(ana)
    join(ben, invite(ana, home), "Ben")
    join(caro, invite(ana, home), "Caro")
    hold_meeting(ana, call_meeting(ana, home))
    election = announce_election(ana, home)
    stand(ana, election, "I bring back what the council says within a week.")
    stand(ben, election, "I carry what the meeting decides, and nothing else.")
    go_to(ana, "Nominations close", ELECTION)
    go_to(ana, "Voting opens", ELECTION)
    vote(ana, election, ["Ana", "Ben"])
    vote(ben, election, ["Ben"])
    vote(caro, election, ["Ben", "Ana"])
    go_to(ana, "Voting closes", ELECTION)
    go_to(ana, "The count", ELECTION)
    read_result(caro)


def found_committee(ana: Phone) -> str:
    for _twice in range(2):  # the face of the headings is drawn where it is there at once
        ana.open("/")
    ana.fill("Your school, college or university", CAMPUS)
    reads_what_is_written(ana.page.locator("#q"))
    picture(ana, "welcome")
    ana.tap("Find it")
    ana.tap("Add your campus")
    ana.address = "ana@mail.example"
    ana.fill("Your e-mail address", ana.address)
    before = ana.running.outbox.last
    ana.tap("Mail me a code")
    ana.running.outbox.wait_for(ana.address, "code", after=before)
    code = code_in_outbox(ana)
    ana.fill("The code from the mail", code)
    ana.tap("Go on")
    ana.fill("How old are you?", "17")
    ana.tap("Make my account")
    ana.fill("Name of the campus", CAMPUS)
    ana.fill("City", "Riverside")
    ana.page.get_by_label("Country").select_option(label="Ireland")
    ana.choose("College")
    ana.tap("Add the campus")
    ana.tap("Found a committee here")
    ana.fill("Name of the committee", COMMITTEE)
    ana.fill("Your chosen name", "Ana")
    ana.tap("Open the committee")
    ana.sees("The way to the founding")
    picture(ana, "committee")
    return ana.path


def reads_what_is_written(field: Locator) -> None:
    """On the red ground, too, a field has its own ink; axe looks at no words that are typed."""
    colours = "one => [one, one.closest('.field')].map(each => getComputedStyle(each).color)"
    own, around = field.evaluate(colours)
    assert own != around


def code_in_outbox(ana: Phone) -> str:
    """Read where the tutorial's reader finds it."""
    tab = ana.context.new_page()
    tab.goto("/outbox/")
    tab.get_by_role("link").filter(has_text=re.compile("code", re.I)).first.click()
    words = tab.locator("body").inner_text()
    if PICTURES:
        shown, ana.page = ana.page, tab
        picture(ana, "outbox")
        ana.page = shown
    tab.close()
    code = re.search(r"\b\d{4}[-\s]?\d{4}\b", words)
    assert code, words
    return code.group()


def invite(ana: Phone, home: str) -> str:
    ana.open(home)
    ana.tap("Invite somebody")
    ana.tap("Make an invitation")
    picture(ana, "invitation", top=".qr")
    return ana.page.locator("section a[href*='/i/']").inner_text().strip()


def join(one: Phone, link: str, name: str) -> None:
    one.open(link)
    one.tap("Join")
    one.enter(f"{name.lower()}@mail.example")
    one.fill("How old are you?", "18")
    one.tap("Make my account")
    one.fill("Your chosen name", name)
    one.tap("Join")
    one.sees("Welcome. You are a member now.")


def call_meeting(ana: Phone, home: str) -> str:
    """In three days at noon: no quiet hour is near."""
    at = datetime.now(UTC) + ana.running.clock_offset() + timedelta(days=3)
    ana.open(home)
    ana.tap("Call a meeting")
    ana.fill("Date", at.date().isoformat())
    ana.fill("Time", "18:00")
    ana.fill("Place", "Canteen, ground floor")
    picture(ana, "call-meeting")
    ana.page.get_by_text("More: title, purpose, agenda").tap()
    ana.fill("Title", MEETING)
    ana.tap("Call the meeting")
    ana.tap("I’m coming")
    ana.sees("You are coming.")
    return ana.path


def hold_meeting(ana: Phone, meeting: str) -> None:
    go_to(ana, "The meeting begins", MEETING)
    ana.open(meeting)
    ana.tap("Open the meeting")
    expect(ana.heading).to_have_text("The chair’s page")
    picture(ana, "chair")
    ana.tap("Close the meeting")
    ana.fill("How many are present?", "3")
    ana.tap("Close the meeting")
    ana.sees("This meeting is closed. 3 people were present.")


def announce_election(ana: Phone, home: str) -> str:
    ana.open(home)
    ana.sees_not("The way to the founding")
    ana.tap("Announce an election")
    ana.choose("About ten days, then three days to challenge")
    ana.tap("Work out places and timetable")
    picture(ana, "timetable", top="form")
    ana.tap("Announce the election")
    ana.sees("The election is announced and its roll is frozen.")
    return ana.path


def stand(one: Phone, election: str, statement: str) -> None:
    one.open(election)
    one.tap("Nominate")
    one.fill("Your statement", statement)
    one.tap("I stand")
    one.sees("You stand in this election.")
    if one.address.startswith("ben"):
        one.open("/demo/clock/")
        picture(one, "clock")


def vote(one: Phone, election: str, ranked: list[str]) -> None:
    load_until(one, election, "Voting is open.")
    one.tap("Vote")
    one.open_ballot()
    for name in ranked:
        one.tap_in_place(one.page.locator(".choice", has_text=name))
    picture(one, "ballot")
    one.tap_in_place(one.page.get_by_role("button", name="Check my ballot"))
    one.tap_in_place(one.page.get_by_role("button", name="Cast my vote"))
    expect(one.heading).to_have_text("Your vote is cast")


def read_result(one: Phone) -> None:
    mail = one.running.outbox.wait_for(one.address, "the result")
    one.open(mail.link("/result/"))
    expect(one.page.locator("ol.winners bdi")).to_have_text(["Ben"])
    picture(one, "result")
