"""Three committees found a council, and one of them recalls its delegate while the council meets.

North founds it, East and South adopt its resolution. Their delegates Nora (bound), Elif (open) and
Sara meet: a vote by card, a vote by roll-call, between them the end of a recall by which Elif's seat
passes to Emil. Then reports, and a ratification. Meetings of the committees themselves are held by
`tests.browser.resolving`; the journey of a meeting walks one.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from ballots import booth
from tests.browser.assembly import SCREEN, ZONE, Floor, founded, now, phones, put_motion
from tests.browser.clock import load_until
from tests.browser.phone import Phone
from tests.browser.running import Running

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")

NORTH = ("Ana", "Ben", "Nora", "Nils")
EAST = ("Eva", "Elif", "Emil", "Ed", "Esra", "Ella")
SOUTH = ("Sol", "Sara", "Sven")
COUNCIL = "Council of three campuses"
BUSES, WALKOUT = "Buses until midnight", "A walkout in May"
People = dict[str, Phone]


class Side:
    """One committee: its page, its people's phones, and its meetings."""

    def __init__(
        self, product: Running, phone: Callable[..., Phone], names: tuple[str, ...]
    ) -> None:
        self.product = product
        self.cast: dict[str, Any] = founded(product, *names)
        self.home: str = self.cast["home"]
        self.people: People = phones(product, phone, self.cast)

    def __getitem__(self, name: str) -> Phone:
        return self.people[name]

    def sends(self, delegate: str, alternate: str) -> None:
        """Both by one decision of some weeks ago."""
        given = ("-m", "tests.browser.recalling", self.home.split("/")[2], delegate, alternate)
        self.product.manage("-W", "ignore", *given)

    def carries(self, motion: str, seconder: Phone) -> None:
        """The motion at this address is seconded, and a meeting of the committee carries it."""
        seconder.open(motion)
        seconder.tap("Second this motion")
        given = ("-m", "tests.browser.resolving", motion.strip("/").split("/")[-1])
        assert self.product.manage("-W", "ignore", *given).strip() == "carried"


def test_a_council_from_its_founding_to_a_seat_that_passes_on(
    product: Running, phone: Callable[..., Phone]
) -> None:
    north, east, south = (Side(product, phone, names) for names in (NORTH, EAST, SOUTH))
    for side, delegate, alternate in (
        (north, "Nora", "Nils"),
        (east, "Elif", "Emil"),
        (south, "Sara", "Sven"),
    ):
        side.sends(delegate, alternate)

    found_the_council(north, east, south)
    for coordinator, seconder, side in (("Eva", "Ed", east), ("Sol", "Sven", south)):
        adopt_the_founding(side, side[coordinator], side[seconder])
    council = look_at_the_council(north["Nora"])

    nora, elif_, sara = north["Nora"], east["Elif"], south["Sara"]
    meeting, starts_at = call_the_council(nora, council)
    put_motion(elif_, council, BUSES, "To demand buses until midnight on all lines.", sara)
    put_motion(sara, council, WALKOUT, "To walk out for an hour on the first of May.", elif_)
    instruct(north, north["Ben"], north["Ana"], "Bound: vote for it", BUSES)
    instruct(east, east["Ed"], east["Eva"], "Open: decide there", BUSES)
    read_the_card(nora, meeting)

    recall = call_for_a_recall(east, starts_at)
    floor = open_the_council(nora, phone(product, **SCREEN), meeting, starts_at)
    for one in (nora, elif_, sara):
        floor.scan(one)
    vote_by_card(floor, nora, {nora: "For", elif_: "For", sara: "Against"}, north, south)

    see_the_seat_pass_on(east, recall, meeting, starts_at)
    emil = east["Emil"]
    floor.wall.page.reload()
    floor.scan(emil)
    vote_by_roll_call(floor, nora, {nora: "For", emil: "For", sara: "For"})
    close_the_council(nora, meeting)

    report_back(nora, north["Ben"], north.home)
    ratify(east, east["Eva"], east["Ed"])
    count_the_answers(emil, council)


# Founding ----------------------------------------------------------------------------------------------


def found_the_council(north: Side, east: Side, south: Side) -> None:
    """Written down by a coordinator, decided by the meeting, sent to two more committees."""
    ana = north["Ana"]
    ana.open(f"{north.home}councils/")
    ana.look()
    ana.tap("Found a council")
    ana.fill("Name of the council", COUNCIL)
    ana.look()
    ana.tap("On to the motion")
    ana.sees(re.compile("If it is carried, the committee belongs to the council"))
    ana.look()
    ana.tap("Put the motion")
    north.carries(ana.path, north["Ben"])
    for other in (east, south):
        ana.open(f"{north.home}councils/")
        ana.sees("It is founded when a second committee joins it." if other is east else "founded")
        ana.tap(re.compile("^Ask another committee to join"))
        ana.fill(re.compile("^Name of the committee"), other.cast["committee"])
        ana.tap("Search")
        ana.tap("Send")


def adopt_the_founding(side: Side, coordinator: Phone, seconder: Phone) -> None:
    """What North sent is put to the own meeting; carried, the committee sits in the council."""
    coordinator.open(side.home)
    coordinator.tap("All resolutions")
    coordinator.tap("From other committees")
    coordinator.tap(re.compile(COUNCIL))
    coordinator.tap("Put it to our next meeting")
    coordinator.sees(re.compile("If it is carried, the committee belongs to the council"))
    side.carries(coordinator.path, seconder)
    coordinator.open(f"{side.home}councils/")
    coordinator.sees(COUNCIL)
    coordinator.look()


def look_at_the_council(nora: Phone) -> str:
    """It is founded, and among the committees of whoever sits there; its address."""
    nora.open("/home/")
    nora.tap(COUNCIL)
    for name in ("Nora", "Elif", "Sara"):
        nora.sees(name)
    nora.look()
    return nora.path


# Before the council ------------------------------------------------------------------------------------


def call_the_council(nora: Phone, council: str) -> tuple[str, datetime]:
    """In nine days, once the hours are compared."""
    starts_at = (now(nora) + timedelta(days=9)).replace(hour=18, minute=0, second=0, microsecond=0)
    nora.open(council)
    nora.tap("Call a meeting")
    nora.choose("Council meeting")
    nora.fill("Place", "Online")
    local = starts_at.astimezone(ZONE)
    nora.fill("Date", local.date().isoformat())
    nora.fill("Time", f"{local:%H:%M}")
    nora.tap("Compare the hours")
    nora.look()
    nora.tap("Call the meeting")
    return nora.path, starts_at


def instruct(side: Side, member: Phone, seconder: Phone, stance: str, title: str) -> None:
    """Any member puts what the delegates carry; the meeting decides."""
    member.open(f"{side.home}instructions/")
    member.look()
    member.tap("Put a motion on what they carry")
    card = member.page.locator("section.card").filter(has_text=title)
    card.get_by_label("What do our delegates do?").select_option(label=stance)
    member.look()
    member.tap("Make a motion of it")
    member.look()
    member.tap("Put the motion")
    side.carries(member.path, seconder)


def read_the_card(nora: Phone, meeting: str) -> None:
    nora.open(meeting)
    nora.tap("My card: what I carry")
    nora.sees("What I carry")
    nora.sees(BUSES)
    nora.look()


def call_for_a_recall(east: Side, starts_at: datetime) -> str:
    """So that the ballots are counted half an hour after the council has begun."""
    ed, esra, eva = east["Ed"], east["Esra"], east["Eva"]
    reached = starts_at + timedelta(minutes=30) - timedelta(days=7, hours=1)
    eva.move_clock(reached - timedelta(minutes=2))
    ed.open(f"{east.home}mandates/")
    row = ed.page.locator("li", has_text="Elif")
    ed.tap_on(row.get_by_role("link", name="Open a recall petition"))
    ed.fill("Why should there be a vote?", "She has not reported since the autumn.")
    ed.tap("Open it, and sign")
    recall = ed.path
    for one in (esra, eva):
        one.open(recall)
        one.tap("Sign")
    eva.sees("You signed, and that is enough.")
    eva.move_clock(reached + timedelta(hours=48, minutes=5))
    load_until(eva, recall, "Voting is open.")
    for name in ("Eva", "Ed", "Esra", "Ella", "Emil"):
        vote_in_the_booth(east[name], recall)
    return recall


def vote_in_the_booth(one: Phone, recall: str) -> None:
    one.open(f"{recall}vote/")
    one.open_ballot()
    one.tap_in_place(one.page.locator(".paper label", has_text="End the mandate"))
    one.tap_in_place(one.page.get_by_role("button", name="Check my ballot"))
    one.tap_in_place(one.page.get_by_role("button", name="Cast my vote"))
    expect(one.heading).to_have_text("Your vote is cast")


# The council -------------------------------------------------------------------------------------------


def open_the_council(nora: Phone, wall: Phone, meeting: str, starts_at: datetime) -> Floor:
    nora.move_clock(starts_at - timedelta(minutes=5))
    nora.open(meeting)
    nora.tap("Open the meeting")
    nora.tap("The screen and its code")
    wall.open(nora.page.locator(".as-typed a").first.inner_text())
    return Floor(meeting, wall)


def vote_by_card(
    floor: Floor, chair: Phone, choices: dict[Phone, str], north: Side, south: Side
) -> None:
    """One card a committee; everybody reads whose said what."""
    for one in choices:
        one.open(f"{floor.meeting}hall/")
    chair.open(f"{floor.meeting}chair/")
    floor.go_to(chair, BUSES)
    chair.tap("The motion is moved")
    _put(chair, "Card vote")
    others = {one: choice for one, choice in choices.items() if one is not chair}
    floor.vote(others)
    chair.open(f"{floor.meeting}hall/")
    floor.vote({chair: choices[chair]})
    chair.open(f"{floor.meeting}chair/")
    chair.tap("Close the vote now")
    floor.declare(chair, "Carried", *others)
    follower = next(iter(others))
    follower.open(f"{floor.meeting}hall/")
    for side in (north, south):
        follower.sees(side.cast["committee"])
    follower.look()


def see_the_seat_pass_on(east: Side, recall: str, meeting: str, starts_at: datetime) -> None:
    """The council meets; the mandate ends, and with it the seat, the vote and the access."""
    elif_, emil = east["Elif"], east["Emil"]
    assert _status(emil, meeting) == 404
    elif_.move_clock(starts_at + timedelta(minutes=36))
    load_until(emil, recall, "Carried: the mandate ended when the ballots were counted.")
    assert _status(elif_, f"{meeting}hall/") == 404
    emil.open(meeting)
    emil.look()


def _status(one: Phone, path: str) -> int:
    """What this person's browser is answered."""
    return one.context.request.get(f"{one.running.url}{path}").status


def vote_by_roll_call(floor: Floor, chair: Phone, choices: dict[Phone, str]) -> None:
    """Every delegate by name; the new one among them."""
    for one in choices:
        one.open(f"{floor.meeting}hall/")
    chair.open(f"{floor.meeting}chair/")
    floor.go_to(chair, WALKOUT)
    chair.tap("The motion is moved")
    _put(chair, "Roll-call")
    others = {one: choice for one, choice in choices.items() if one is not chair}
    floor.vote(others)
    chair.open(f"{floor.meeting}hall/")
    floor.vote({chair: choices[chair]})
    chair.open(f"{floor.meeting}chair/")
    chair.tap("Close the vote now")
    floor.declare(chair, "Carried", *others)
    follower = next(iter(others))
    follower.open(f"{floor.meeting}hall/")
    for name in ("Nora", "Emil", "Sara"):
        follower.sees(name)


def _put(chair: Phone, method: str) -> None:
    chair.tap(re.compile("^In another way"))
    chair.choose(re.compile(f"^{method}"))
    chair.choose(re.compile(r"^\s*5 minutes\s*$"))
    chair.look()
    chair.tap("Put it to the vote")


def close_the_council(nora: Phone, meeting: str) -> None:
    nora.open(f"{meeting}chair/")
    nora.tap("Close the meeting")
    nora.tap("Close the meeting")
    nora.sees(re.compile("This meeting is closed."))


# After the council -------------------------------------------------------------------------------------


def report_back(nora: Phone, ben: Phone, home: str) -> None:
    """What was decided and how she voted stand there already; the mandate stands beside the vote."""
    nora.open(home)
    nora.tap("Report back")
    nora.look()
    expect(nora.page.get_by_label("What was decided?")).to_have_value(re.compile(BUSES))
    card = nora.page.locator("section.card").filter(has_text=BUSES)
    expect(card.get_by_label("For", exact=True)).to_be_checked()
    nora.fill("What is asked of us?", "Twenty people at the gate on the first of May.")
    nora.tap("Give the report")
    nora.sees("Your report is made.")
    ben.open(f"{home}reports/")
    ben.page.get_by_role("link", name=re.compile("ouncil")).first.tap()
    ben.sees("Twenty people at the gate on the first of May.")
    ben.look()


def ratify(east: Side, eva: Phone, ed: Phone) -> None:
    """What East had left open comes back to it, and its meeting says yes."""
    eva.open(f"{east.home}ratifications/")
    eva.look()
    eva.tap(re.compile(BUSES))
    eva.tap("Put the motion to ratify it")
    eva.look()
    eva.tap("Put the motion")
    east.carries(eva.path, ed)


def count_the_answers(emil: Phone, council: str) -> None:
    emil.open(council)
    emil.tap("All resolutions")
    emil.tap(BUSES)
    emil.sees("What the committees say")
    figures = emil.page.locator(".figures > div")
    expect(figures.filter(has_text=re.compile("Ratified\\s*1"))).to_be_visible()
    expect(figures.filter(has_text=re.compile("Bound by the mandate\\s*1"))).to_be_visible()
    emil.look()
