"""The whole chain on phones: a committee founded, called, elected, with the mails that were sent.

Ana opens the committee and Ben joins by her link; both walk every step on their own phones. Three
more come by invitation: three found, and a count is shown stage by stage from five ballots on.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser import qr
from tests.browser.clock import go_to
from tests.browser.outbox import Outbox
from tests.browser.phone import Phone
from tests.browser.running import Running

CAMPUS = "Escola Técnica de São Brás"
COMMITTEE = "São Brás Rank and File"
ZONE = ZoneInfo("Europe/Lisbon")
MEETING = "We found our committee"
PLACE = "Canteen, ground floor"
ELECTION = "Election of delegates"
ANNOUNCEMENT = "Leaflets on Thursday"


class Person(NamedTuple):
    name: str
    phone: Phone

    @property
    def address(self) -> str:
        return f"{self.name.lower()}@mail.example"


def test_a_committee_is_founded_called_and_elected_on_phones(
    product: Running, phone: Callable[..., Phone]
) -> None:
    outbox = product.outbox
    ana, ben, *others = (
        Person(name, phone(product)) for name in ("Ana", "Ben", "Caro", "Dev", "Eli")
    )
    everybody = [ana, ben, *others]

    add_the_campus(ana)
    home = open_the_committee(ana)
    for person in (ben, *others):
        join_by_invitation(person, make_invitation(ana, home))

    starts_at = call_the_meeting(ana, home)
    notices = {one: outbox.wait_for(one.address, MEETING) for one in everybody}
    for person in (ana, ben):
        say_coming(person, notices[person].link("/meetings/"))
    go_to(ana.phone, "Reminder of the meeting", MEETING)
    for person in everybody:
        outbox.wait_for(person.address, f"Reminder: {MEETING}")
    ana.phone.move_clock(starts_at + timedelta(minutes=5))
    hold_the_meeting(ana, notices[ana].link("/meetings/"), home)

    announce_the_election(ana, home)
    called = outbox.wait_for(ben.address, "nominations are open")
    stand(ana, outbox.wait_for(ana.address, "nominations are open").link("/elections/"))
    nominate(ana, called.link("/elections/"), "Ben")
    accept(ben, outbox.wait_for(ben.address, "you have been nominated").link("/candidacies/"))
    stand(others[0], called.link("/elections/"))
    go_to(ana.phone, "Nominations close", ELECTION)
    outbox.wait_for(others[1].address, "the candidates")

    go_to(ana.phone, "Voting opens", ELECTION)
    ballots = {one: outbox.wait_for(one.address, "voting is open") for one in everybody}
    vote(ana, ballots[ana].link("/vote/"), ["Ben"])
    vote(ben, ballots[ben].link("/vote/"), ["Ben", "Ana"])
    vote_again(ana, ballots[ana].link("/vote/"), instead_of=["Ben"], ranked=["Ana", "Ben"])
    go_to(ana.phone, "Midpoint", ELECTION)
    for person in everybody:
        outbox.wait_for(person.address, "half of the voting time is over")
    vote(others[0], ballots[others[0]].link("/vote/"), ["Caro", "Ben"])
    vote(others[1], ballots[others[1]].link("/vote/"), ["Ana", "Caro"])
    go_to(ana.phone, "Last call", ELECTION)
    for person in everybody:
        outbox.wait_for(person.address, "voting closes")
    vote(others[2], ballots[others[2]].link("/vote/"), ["Ben"])
    go_to(ana.phone, "Voting closes", ELECTION)
    go_to(ana.phone, "The count", ELECTION)
    read_the_result(ben, outbox.wait_for(ben.address, "the result").link("/result/"))
    see_the_delegates(ben, home)

    announce(ana, home, ANNOUNCEMENT)
    arrives_when_the_page_says(ana, everybody, outbox)
    unsubscribe(outbox.wait_for(ben.address, ANNOUNCEMENT).headers["List-Unsubscribe"])
    announce(ana, home, "Come on Friday too")
    ana.phone.move_clock(now(ana) + timedelta(minutes=6))
    outbox.wait_for(others[0].address, "Come on Friday too")
    outbox.wait_for(ana.address, "Come on Friday too")
    assert not outbox.to(ben.address, "Come on Friday too")


def add_the_campus(ana: Person) -> None:
    """A search in a loose spelling finds nothing, so it is added; then the same words find it."""
    page = ana.phone
    page.open("/")
    page.fill("Your school, college or university", "sao bras")
    page.tap("Find it")
    page.sees("No campus is found under these words.")
    page.tap("Add your campus")
    page.sign_up(ana.address)
    expect(page.heading).to_have_text("Add your campus")
    page.fill("Name of the campus", CAMPUS)
    page.fill("City", "Faro")
    page.page.get_by_label("Country").select_option(label="Portugal")
    page.choose("College")
    page.page.get_by_text("More: short names, time zone").tap()
    page.page.get_by_label("Time zone").select_option("Europe/Lisbon")  # not the Azores
    page.tap("Add the campus")
    page.open("/campuses/?q=sao+bras")
    page.tap(CAMPUS)
    page.sees("Nobody has founded a committee here yet.")


def open_the_committee(ana: Person) -> str:
    """Name and chosen name; the path of the committee's page."""
    page = ana.phone
    page.tap("Found a committee here")
    page.fill("Name of the committee", COMMITTEE)
    page.fill("Your chosen name", ana.name)
    page.tap("Open the committee")
    expect(page.heading).to_have_text(COMMITTEE)
    page.sees("The way to the founding")
    return page.path


def make_invitation(ana: Person, home: str) -> str:
    """The link; the QR code beside it holds the same."""
    page = ana.phone
    page.open(home)
    page.tap("Invite somebody")
    page.tap("Make an invitation")
    link = page.page.locator("section a[href*='/i/']").inner_text().strip()
    drawn = page.page.locator(".qr svg")
    expect(drawn).to_be_visible()
    page.look()
    assert qr.modules_of(drawn) == qr.modules_for(link)
    return link


def join_by_invitation(person: Person, link: str) -> None:
    """Opening the link uses nothing; joining uses it up."""
    page = person.phone
    for _twice in range(2):
        page.open(link)
        expect(page.heading).to_have_text(COMMITTEE)
    page.look()
    page.tap("Join")
    page.sign_up(person.address)
    page.look()
    page.fill("Your chosen name", person.name)
    page.tap("Join")
    page.sees("Welcome. You are a member now.")
    assert page.status_for_a_visitor(link) == 410


def call_the_meeting(ana: Person, home: str) -> datetime:
    """Six days ahead at six in the evening on campus: the hours after it are never quiet ones."""
    page = ana.phone
    day = (now(ana).astimezone(ZONE) + timedelta(days=6)).date()
    page.open(home)
    page.tap("Call a meeting")
    page.fill("Date", day.isoformat())
    page.fill("Time", "18:00")
    page.fill("Place", PLACE)
    page.page.get_by_text("More: title, purpose, agenda").tap()
    page.fill("Title", MEETING)
    page.tap("Call the meeting")
    expect(page.heading).to_have_text(MEETING)
    return datetime.combine(day, time(18), tzinfo=ZONE)


def say_coming(person: Person, link: str) -> None:
    """From the mail to the button."""
    page = person.phone
    page.open(link)
    page.sees(PLACE)
    page.tap("I’m coming")
    page.sees("You are coming.")


def hold_the_meeting(ana: Person, link: str, home: str) -> None:
    """Opened, closed with a count of those present: the committee is founded."""
    page = ana.phone
    page.open(link)
    expect(page.page.locator("#coming-count")).to_have_text("2")
    page.tap("Open the meeting")
    expect(page.heading).to_have_text("The chair’s page")
    page.look()
    page.tap("Close the meeting")
    page.look()
    page.fill("How many are present?", "4")
    page.tap("Close the meeting")
    page.sees("This meeting is closed. 4 people were present.")
    page.open(home)
    page.sees_not("The way to the founding")


def announce_the_election(ana: Person, home: str) -> None:
    """With the timetable of the standing orders, worked out by the page."""
    page = ana.phone
    page.open(home)
    page.tap("Announce an election")
    page.choose("About ten days, then three days to challenge")
    page.tap("Work out places and timetable")
    expect(page.page.get_by_label("Places")).to_have_value("1")
    expect(page.page.get_by_label("Title")).to_have_value(ELECTION)
    page.tap("Announce the election")
    page.sees("The election is announced and its roll is frozen.")


def stand(person: Person, link: str) -> None:
    """With a statement."""
    page = person.phone
    page.open(link)
    page.tap("Nominate")
    page.fill("Your statement", f"I am {person.name} and carry what the meeting decides.")
    page.tap("I stand")
    page.sees("You stand in this election.")


def nominate(ana: Person, link: str, name: str) -> None:
    """Somebody else, by chosen name."""
    page = ana.phone
    page.open(link)
    page.tap("Nominate")
    page.fill("The member's chosen name", name)
    page.tap("Nominate")
    page.sees(f"If somebody on the roll is called {name}, they are asked by mail")


def accept(ben: Person, link: str) -> None:
    """From the mail: yes, and a statement."""
    page = ben.phone
    page.open(link)
    expect(page.heading).to_have_text("You have been nominated")
    page.fill("Your statement", "Recall me the moment I stop answering.")
    page.tap("Yes, I stand")
    page.sees("You stand in this election.")


def vote(person: Person, link: str, ranked: list[str]) -> None:
    """Tap the names in order, look at the order, cast."""
    page = person.phone
    page.open(link)
    page.open_ballot()
    _rank_and_cast(page, ranked)


def vote_again(person: Person, link: str, *, instead_of: list[str], ranked: list[str]) -> None:
    """The earlier ballot stands there; another takes its place."""
    page = person.phone
    page.open(link)
    page.sees("You have voted from this device. Casting again replaces your ballot.")
    choices = page.page.locator(".choice[aria-pressed=true]")
    expect(choices).to_have_text([re.compile(name) for name in instead_of])
    page.tap_in_place(page.page.get_by_role("button", name="Clear"))
    expect(choices).to_have_count(0)
    _rank_and_cast(page, ranked)


def _rank_and_cast(page: Phone, ranked: list[str]) -> None:
    for rank, name in enumerate(ranked, start=1):
        page.tap_in_place(page.page.locator(".choice", has_text=name))
        choice = page.page.locator(".choice[aria-pressed=true]", has_text=name)
        expect(choice.locator(".rank")).to_have_text(re.compile(rf"\b{rank}\b"))
    page.tap_in_place(page.page.get_by_role("button", name="Check my ballot"))
    expect(page.heading).to_have_text("Check your ballot")
    expect(page.page.locator("ol.order bdi")).to_have_text(ranked)
    page.look()
    page.tap_in_place(page.page.get_by_role("button", name="Cast my vote"))
    expect(page.heading).to_have_text("Your vote is cast")


def read_the_result(ben: Person, link: str) -> None:
    """Ana 2, Ben 2, Caro 1: nobody has the quota of 3 until Caro's ballot goes on to Ben."""
    page = ben.phone
    page.open(link)
    expect(page.heading).to_have_text("Elected")
    expect(page.page.locator("ol.winners bdi")).to_have_text(["Ben"])
    page.sees("5 of 5")
    expect(page.page.locator("svg.count-picture").first).to_be_visible()
    table = page.page.locator("table.stages")
    assert table.locator("thead th").count() > 2
    expect(table.locator("tr", has_text="Ben")).to_contain_text("elected")


def see_the_delegates(ben: Person, home: str) -> None:
    """On the committee's page, each with the end of the mandate."""
    page = ben.phone
    page.open(home)
    section = page.page.locator("section", has=page.page.get_by_text("Who carries our mandate"))
    expect(section.get_by_role("listitem").filter(has_text="Ben")).to_contain_text("until")


def announce(ana: Person, home: str, title: str) -> None:
    """Written, looked at, sent."""
    page = ana.phone
    page.open(home)
    page.tap("Write an announcement")
    page.fill("Title", title)
    page.fill("Text", "We hand out leaflets **at eight** at the gate.")
    page.tap("Look at it")
    expect(page.page.locator("article .letter strong")).to_have_text("at eight")
    page.look()
    page.tap("Send it")
    page.sees("Until then you can take it back.")


def arrives_when_the_page_says(ana: Person, everybody: list[Person], outbox: Outbox) -> None:
    """Not before; until then it could be taken back. At night that is in the morning."""
    expect(ana.phone.page.get_by_role("button", name="Undo: take it back")).to_be_visible()
    shown = ana.phone.page.locator(".goes-out time").get_attribute("datetime")
    goes_out_at = datetime.fromisoformat(shown or "")
    assert goes_out_at >= now(ana) + timedelta(minutes=4)
    ana.phone.move_clock(goes_out_at - timedelta(minutes=2))
    ana.phone.page.wait_for_timeout(5_000)  # two ticks
    assert not outbox.to(ana.address, ANNOUNCEMENT)
    ana.phone.move_clock(goes_out_at + timedelta(minutes=1))
    for person in everybody:
        outbox.wait_for(person.address, ANNOUNCEMENT)


def unsubscribe(header: str) -> None:
    """As a mail program does it (RFC 8058): one POST, without a cookie."""
    link = re.search(r"<(https?://[^>]+)>", header)
    assert link, header
    request = Request(link[1], data=b"List-Unsubscribe=One-Click", method="POST")
    with urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def now(person: Person) -> datetime:
    """The product's time, as its pages show it."""
    return datetime.now(UTC) + person.phone.running.clock_offset()
