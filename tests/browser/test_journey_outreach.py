"""From a resolution to a delegation with a leaflet, and to what those who work there decide with us.

Town adopts a statement and sends a delegation with it to a hospital. Who works there founds a
committee. Town, Gown and the hospital hold a joint meeting, and two of three adopt its motion. Town
walks out, with shifts, to a place that is read late. A member is suspended for it; three committees
answer, and the number is public. Meetings of one committee alone are held by
`tests.browser.resolving`; the journey of a meeting walks one.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from tests.browser.assembly import SCREEN, ZONE, Floor, founded, now, phones
from tests.browser.phone import Phone
from tests.browser.running import Running
from tests.printing import needs_fonts, printed

pytestmark = needs_fonts

TOWN = ("Ana", "Ben", "Cleo", "Dev")
GOWN = ("Eva", "Ed", "Esra")
WARD = ("Wes", "Wim")
STATEMENT = "Beds, not cuts"
TEXT = "No ward is closed.\nNobody who speaks is punished."
HOSPITAL = "General Hospital"
TOGETHER, WALKOUT, SOLIDARITY = "One day, one town", "Walkout for the wards", "Back to class"
PLACE = "The steps of the town hall"


class Side:
    """One committee: its page, its people's phones, and its own meetings."""

    def __init__(self, product: Running, cast: dict[str, Any], people: dict[str, Phone]) -> None:
        self.product, self.cast, self.people = product, cast, people
        self.home: str = cast["home"]

    def __getitem__(self, name: str) -> Phone:
        return self.people[name]

    @property
    def public_id(self) -> str:
        return self.home.split("/")[2]

    def carries(self, motion: str, seconder: Phone) -> None:
        """The motion at this address is seconded, and a meeting of the committee carries it."""
        seconder.open(motion)
        seconder.tap("Second this motion")
        given = ("-m", "tests.browser.resolving", motion.strip("/").split("/")[-1])
        assert self.product.manage("-W", "ignore", *given).strip() == "carried"

    def reaching(self, word: str, *given: str) -> str:
        """What lies before, by `tests.browser.reaching`."""
        command = ("-W", "ignore", "-m", "tests.browser.reaching", word, self.public_id, *given)
        return self.product.manage(*command)


def test_from_a_resolution_to_what_three_committees_answer(
    product: Running, phone: Callable[..., Phone]
) -> None:
    town, gown = (
        Side(product, cast, phones(product, phone, cast))
        for cast in (founded(product, *TOWN), founded(product, *GOWN))
    )
    leaflet = adopt_a_statement(town)
    look_at_the_leaflet(town["Cleo"], leaflet)
    workplace, delegation = send_a_delegation(town)
    go_and_report(town, delegation)
    ward = found_the_workers_committee(town, workplace, phone)

    meeting, starts_at, part = call_them_together(town, gown, ward)
    meet_and_vote(town, gown, ward, phone(product, **SCREEN), meeting, starts_at, part)

    action, begins = call_the_walkout(town)
    take_shifts(town, action)
    read_the_place_late(town, action, begins)

    report = report_a_reprisal(town)
    answer = answer_by_three(town, gown, ward)
    note_the_answer(town, report, answer)
    publish_the_number(town, gown["Ed"], report)


# A statement, and its leaflet --------------------------------------------------------------------------


def adopt_a_statement(town: Side) -> str:
    """Drafted by a member, adopted by the meeting; the address of its public page."""
    ana = town["Ana"]
    ana.open(f"{town.home}statements/")
    ana.look()
    ana.tap("Draft a statement")
    ana.fill("Title", STATEMENT)
    ana.fill("Text", TEXT)
    ana.look()
    ana.tap("Keep the draft")
    statement = ana.path
    ana.tap("Put it to a meeting")
    ana.sees(re.compile("this text is a public statement of the committee"))
    ana.tap("Put the motion")
    town.carries(ana.path, town["Ben"])
    ana.open(statement)
    ana.look()
    ana.tap("Share and print it")
    ana.look()
    return ana.path.removesuffix("share/")


def look_at_the_leaflet(one: Phone, statement: str) -> None:
    """The sheet as it comes from the printer: its words, and the code as a phone reads it."""
    one.open(f"{statement}share/")
    for name in ("leaflet", "poster"):
        link = one.page.locator(f"main a[href$='{name}.pdf']").first.get_attribute("href")
        answer = one.context.request.get(f"{one.running.url}{link}")
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/pdf"
        sheet = printed(answer.body())
        assert STATEMENT.casefold() in sheet.text.casefold()
        assert "Nobody who speaks is punished." in sheet.text
        assert sheet.codes == [f"{one.running.url}{statement}"]


# To a workplace ------------------------------------------------------------------------------------------


def send_a_delegation(town: Side) -> tuple[str, str]:
    """A workplace is listed, the meeting sends four; the addresses of both."""
    ana = town["Ana"]
    ana.open(f"{town.home}workplaces/")
    ana.look()
    ana.tap("Add a workplace")
    ana.fill("Name of the workplace", HOSPITAL)
    ana.choose("Hospital")
    ana.fill("City", "Springfield")
    ana.look()
    ana.tap("Save")
    ana.page.wait_for_url("**/workplaces/**")
    if ana.path.endswith("/workplaces/"):
        ana.tap(HOSPITAL)
    workplace = ana.path
    ana.look()
    ana.tap("Plan a delegation")
    local = (now(ana) + timedelta(days=2)).astimezone(ZONE)
    ana.fill("On which day?", local.date().isoformat())
    ana.fill("At what time?", "14:00")
    ana.page.get_by_label("Which statement do they carry?").select_option(label=STATEMENT)
    ana.look()
    ana.tap("On to the motion")
    ana.look()
    ana.tap("Put the motion")
    town.carries(ana.path, town["Ben"])
    ana.open(workplace)
    ana.tap_on(ana.page.locator("main a[href^='/delegations/']").first)
    return workplace, ana.path


def go_and_report(town: Side, delegation: str) -> None:
    """Two go along and see each other; who stays sees a number. A sheet, and the report."""
    ana, ben, cleo = town["Ana"], town["Ben"], town["Cleo"]
    for one, carries in ((ana, "The statement"), (ben, "Leaflets")):
        one.open(delegation)
        one.choose(carries)
        one.tap("I go along")
    ben.sees("Ana")
    ben.look()
    cleo.open(delegation)
    cleo.sees_not("Ana")
    ana.tap("Prepare it")
    ana.fill("What do you ask?", "What would you walk out for?")
    ana.look()
    ana.tap("Save")
    sheet = ana.context.request.get(f"{ana.running.url}{delegation}print/")
    if sheet.headers["content-type"] == "application/pdf":
        text = printed(sheet.body()).text
        assert "What would you walk out for?" in text
        assert "Ben" not in text
    ana.move_clock(now(ana) + timedelta(days=2, hours=6))
    ana.open(delegation)
    ana.tap("Report: five minutes")
    ana.fill("How many people did you speak with?", "23")
    ana.fill("What did they say?", "They are two short on every shift.")
    ana.look()
    ana.tap("Give the report")
    cleo.open(delegation)
    cleo.sees("They met 23 people.")
    cleo.look()


def found_the_workers_committee(town: Side, workplace: str, phone: Callable[..., Phone]) -> Side:
    """Who works there opens the link that the delegation brought; nothing in it leads back."""
    product = town.product
    town["Ben"].open(workplace)
    link = town["Ben"].page.get_by_role("link", name="Found a committee here").get_attribute("href")
    assert link is not None
    assert town.public_id not in link
    wanda = phone(product)
    wanda.sign_up("wanda@mail.example")
    wanda.open(link)
    wanda.fill("Your chosen name", "Wanda")
    wanda.page.locator("summary").filter(has_text="Time zone").tap()
    wanda.page.get_by_label("Time zone").select_option(value=str(ZONE))
    wanda.look()
    wanda.tap("Open the committee")
    wanda.page.wait_for_url("**/committees/**")
    home = re.search(r"/committees/[^/]+/", wanda.path)
    assert home is not None
    side = Side(product, {"home": home.group()}, {"Wanda": wanda})
    side.cast = json.loads(side.reaching("founded", *WARD))
    side.people |= phones(product, phone, side.cast)
    wanda.open(side.home)
    wanda.sees(HOSPITAL)
    wanda.look()
    return side


# A joint meeting -----------------------------------------------------------------------------------------


def call_them_together(
    town: Side, gown: Side, ward: Side
) -> tuple[str, datetime, dict[Phone, str]]:
    """Town calls and invites, both accept, a motion of the hospital stands on all three agendas."""
    ana, eva, wanda = town["Ana"], gown["Eva"], ward["Wanda"]
    starts_at = (now(ana) + timedelta(days=10)).replace(hour=22, minute=0, second=0, microsecond=0)
    local = starts_at.astimezone(ZONE)
    ana.open(f"{town.home}meetings/")
    ana.tap("Call a joint meeting")
    ana.choose(re.compile("^General meeting"))
    ana.fill("Place", "Hall of the bus drivers")
    ana.fill("Date", local.date().isoformat())
    ana.fill("Time", f"{local:%H:%M}")
    ana.page.get_by_text(re.compile("^More: title")).tap()
    ana.fill("Title", TOGETHER)
    ana.look()
    ana.tap("Call it, then invite")
    invite = ana.path
    for other in (gown, ward):
        ana.open(invite)
        ana.fill(re.compile("^Name of the committee"), other.cast["committee"])
        ana.tap("Search")
        ana.look()
        ana.tap("Invite")
    joint = ana.path
    ana.look()
    for coordinator, side in ((eva, gown), (wanda, ward)):
        coordinator.open(f"{side.home}meetings/")
        coordinator.sees("Invited to meet together")
        coordinator.look()
        coordinator.tap(TOGETHER)
        coordinator.look()
        coordinator.tap("Our committee takes part")
    eva.sees_not("Invited")
    meetings: dict[Phone, str] = {}
    for one in (*town.people.values(), *gown.people.values(), *ward.people.values()):
        one.open(joint)
        one.tap(re.compile("^The meeting of"))
        meetings[one] = one.path
    put_it_to_all(ward, meetings[wanda])
    ana.open(meetings[ana])
    ana.sees(WALKOUT)
    ana.look()
    return meetings[ana], starts_at, meetings


def put_it_to_all(ward: Side, meeting: str) -> None:
    """A nurse puts it, a nurse seconds it; all three vote."""
    wes, wim = ward["Wes"], ward["Wim"]
    wes.open(meeting)
    wes.tap("Put a motion")
    wes.fill("What should the meeting decide?", "To walk out together for the wards.")
    wes.choose(re.compile("A joint meeting: each committee votes on it for itself"))
    wes.page.get_by_text("Say why, and give it a title").tap()
    wes.fill("Title", WALKOUT)
    wes.look()
    wes.tap("Put the motion")
    wim.open(wes.path)
    wim.tap("Second this motion")


def meet_and_vote(
    town: Side,
    gown: Side,
    ward: Side,
    wall: Phone,
    meeting: str,
    starts_at: datetime,
    part: dict[Phone, str],
) -> None:
    """One hall, one code, three rolls: Town and the hospital adopt it, Gown does not."""
    ana = town["Ana"]
    ana.move_clock(starts_at - timedelta(minutes=5))
    ana.open(meeting)
    ana.tap("Open the meeting")
    ana.tap("The screen and its code")
    wall.open(ana.page.locator(".as-typed a").first.inner_text())
    floor = Floor(meeting, wall)
    for one in part:
        come_in(floor, one, part[one])
    hear_a_nurse(ana, ward["Wes"], meeting, part)
    ana.open(f"{meeting}chair/")
    floor.go_to(ana, WALKOUT)
    ana.tap("The motion is moved")
    ana.look()
    ana.tap(re.compile("^In another way"))
    ana.choose(re.compile("^Open vote in the app"))
    ana.choose(re.compile(r"^\s*5 minutes\s*$"))
    ana.tap("Put it to the vote")
    said = dict.fromkeys((*town.people.values(), *ward.people.values()), "For")
    said |= dict.fromkeys(gown.people.values(), "Against")
    for one, choice in said.items():
        one.open(f"{part[one]}hall/")
        floor.vote({one: choice})
    ana.open(f"{meeting}chair/")
    ana.tap("Close the vote now")
    ana.tap("Declare the result")
    wall.page.reload()
    wall.page.get_by_text("Adopted by 2 of 3 committees").first.wait_for()
    for name in (town.cast["committee"], gown.cast["committee"], ward.cast["committee"]):
        expect(wall.page.locator(".joint-wall")).to_contain_text(name)
    read_side_by_side(gown["Ed"], part)
    close_it(ana, meeting)
    gown["Eva"].open(part[gown["Eva"]])
    gown["Eva"].tap(re.compile("inutes"))
    gown["Eva"].sees(re.compile("It was a joint meeting with"))
    gown["Eva"].look()


def come_in(floor: Floor, one: Phone, meeting: str) -> None:
    """The picture on the wall is everybody's: it leads to the door of one's own committee."""
    one.open(meeting)
    joint = one.page.locator("main a[href^='/joint-meetings/']").first.get_attribute("href")
    one.open(f"{joint}here/?code={floor.code}")
    assert one.path == f"{meeting}attend/"
    one.tap("I am here")
    expect(one.heading).to_have_text("In the hall")


def hear_a_nurse(chair: Phone, nurse: Phone, meeting: str, part: dict[Phone, str]) -> None:
    """Whoever chairs reads how many of the hospital wait, calls the next, and reads no name."""
    chair.open(f"{meeting}chair/")
    chair.tap(re.compile("^Take the next item:"))
    nurse.open(f"{part[nurse]}hall/")
    nurse.tap("Question")
    chair.open(f"{meeting}chair/")
    chair.sees("1 waits to speak")
    chair.tap("Call their next speaker")
    chair.sees("A member of this committee speaks.")
    chair.sees_not("Wes")
    chair.look()
    chair.tap(re.compile("^End the speech"))


def read_side_by_side(one: Phone, part: dict[Phone, str]) -> None:
    one.open(f"{part[one]}hall/")
    one.tap("Results side by side")
    one.sees(re.compile("Adopted by 2 of 3 committees"))
    expect(one.page.locator(".joint-results > li")).to_have_count(3)
    expect(one.page.locator(".joint-own")).to_contain_text("Not carried")
    one.look()


def close_it(ana: Phone, meeting: str) -> None:
    ana.open(f"{meeting}chair/")
    ana.tap("Close the meeting")
    ana.tap("Close the meeting")
    ana.sees(re.compile("This meeting is closed."))


# The walkout ---------------------------------------------------------------------------------------------


def call_the_walkout(town: Side) -> tuple[str, datetime]:
    """By a ballot that is carried; the place is sealed until two hours before."""
    assert town.reaching("carried").strip() == "Shall we walk out?"
    ana = town["Ana"]
    begins = (now(ana) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    ana.open(f"{town.home}called-actions/")
    ana.look()
    ana.tap("Call an action")
    choose_decision(ana, "Shall we walk out?")
    ana.choose("Walkout")
    ana.fill("Title", WALKOUT)
    ana.fill("When does it begin?", f"{begins.astimezone(ZONE):%Y-%m-%dT%H:%M}")
    ana.fill("How many of yours will come, about?", "30")
    ana.fill("Place", PLACE)
    ana.look()
    ana.tap("Call it")
    ana.sees(PLACE)
    ana.look()
    return ana.path, begins


def choose_decision(one: Phone, words: str) -> None:
    """The decision whose line holds these words."""
    field = one.page.get_by_label("By which decision?")
    option = field.locator("option").filter(has_text=words).first
    value = option.get_attribute("value")
    assert value is not None
    field.select_option(value=value)


def take_shifts(town: Side, action: str) -> None:
    """One tap gives the emptiest shift; the checklist is taken with one more."""
    for name in ("Ben", "Cleo"):
        one = town[name]
        one.open(action)
        one.tap("I’m coming")
        one.sees("You are coming.")
        one.sees_not(PLACE)
        one.tap("Put me where I am needed")
        one.sees(re.compile("You stand here:"))
    ben = town["Ben"]
    ben.look()
    ben.tap("I take it")
    ben.sees("You have taken this on.")


def read_the_place_late(town: Side, action: str, begins: datetime) -> None:
    """Whoever is coming reads it two hours before; who is not does not. Then home safe."""
    ben, dev = town["Ben"], town["Dev"]
    ben.move_clock(begins - timedelta(hours=1))
    ben.open(action)
    ben.sees(PLACE)
    ben.look()
    dev.open(action)
    dev.sees_not(PLACE)
    ben.move_clock(begins + timedelta(minutes=20))
    ben.open(action)
    ben.tap("I am home safe")
    ben.look()


# The reprisal --------------------------------------------------------------------------------------------


def report_a_reprisal(town: Side) -> str:
    """A minute: what, to whom, a few words. Nobody is chosen yet, so the coordinator reads it."""
    dev, ana = town["Dev"], town["Ana"]
    dev.open(f"{town.home}defence/")
    dev.look()
    dev.tap("Report it")
    dev.choose("Suspension or expulsion")
    dev.choose("To me")
    dev.fill("In a few words", "Suspended for a week, for the walkout.")
    dev.page.get_by_text(re.compile("^More: day")).tap()
    dev.fill("How many people did it hit?", "6")
    dev.look()
    dev.tap("Report it")
    report = dev.path
    assert dev.context.request.get(f"{dev.running.url}{report}").status == 200
    assert town["Ben"].context.request.get(f"{dev.running.url}{report}").status == 404
    ana.open(report)
    ana.sees("Suspended for a week, for the walkout.")
    ana.look()
    return report


def answer_by_three(town: Side, gown: Side, ward: Side) -> str:
    """Town resolves it and sends it on; Gown and the hospital adopt it. Its address."""
    ana = town["Ana"]
    ana.open(town.home)
    ana.tap("Put a motion")
    ana.fill(
        "What should the meeting decide?",
        "That nobody is punished, and that we come back together.",
    )
    ana.page.get_by_text("Say why, and give it a title").tap()
    ana.fill("Title", SOLIDARITY)
    ana.tap("Put the motion")
    town.carries(ana.path, town["Ben"])
    ana.open(f"{town.home}resolutions/")
    ana.tap(SOLIDARITY)
    resolution = ana.path
    for side, coordinator, seconder in (
        (gown, gown["Eva"], gown["Ed"]),
        (ward, ward["Wanda"], ward["Wes"]),
    ):
        ana.open(f"{resolution}send/")
        ana.fill(re.compile("^Name of the committee"), side.cast["committee"])
        ana.tap("Search")
        ana.tap("Send")
        coordinator.open(f"{side.home}received/")
        coordinator.tap(re.compile(SOLIDARITY))
        coordinator.tap("Put it to our next meeting")
        side.carries(coordinator.path, seconder)
    return resolution


def note_the_answer(town: Side, report: str, resolution: str) -> None:
    """The step stands with the report, with how many committees have adopted its resolution."""
    ana, dev = town["Ana"], town["Dev"]
    ana.open(report)
    ana.tap("Note a step")
    ana.page.get_by_label("What is done?").select_option(value="resolution")
    field = ana.page.get_by_label("The resolution that answers it")
    value = field.locator("option").filter(has_text=SOLIDARITY).get_attribute("value")
    assert value == resolution.strip("/").split("/")[-1]
    field.select_option(value=value)
    ana.fill("Until when?", (now(ana) + timedelta(days=7)).astimezone(ZONE).date().isoformat())
    ana.look()
    ana.tap("Note it")
    dev.open(report)
    dev.sees(re.compile("2 other committees have adopted it"))
    dev.look()


def publish_the_number(town: Side, stranger: Phone, report: str) -> None:
    """Counted, published, and read by somebody of another committee: a number and nobody."""
    ana = town["Ana"]
    ana.open(report)
    ana.tap("Add it to the totals")
    ana.look()
    ana.tap("Add the number")
    ana.open(f"{town.home}defence/")
    ana.tap("Publish the numbers")
    stranger.open(f"{town.home}defence/numbers/")
    stranger.sees("Reprisals in numbers")
    stranger.sees("Suspension or expulsion")
    expect(stranger.page.locator("main .number")).to_have_text("6")
    stranger.sees_not("Dev")
    stranger.look()
