"""A secret ballot from its announcement to a board that a stranger has verified.

Five members vote, one again, one over a reload and one from the mail's link; a sixth takes a paper,
casts nothing and leaves. The stranger has the board file and `verify.py`, and no account.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from ballots import booth
from tests.browser.clock import go_to, load_until
from tests.browser.hall import MEMBERS
from tests.browser.phone import Phone
from tests.browser.running import Running
from verifier import verify as verifier

pytestmark = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")

ELECTION = "Election of delegates"
STANDING = ("Ana", "Ben", "Caro")
BALLOTS = {
    "Ana": ["Ana", "Ben"],
    "Ben": ["Ben", "Caro"],
    "Caro": ["Caro", "Ben"],
    "Dev": ["Ben"],
    "Eli": ["Ana", "Caro"],
}


def test_five_voters_and_a_stranger_from_the_announcement_to_a_verified_board(
    product: Running, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    hall: dict[str, Any] = json.loads(product.manage("-W", "ignore", "-m", "tests.browser.hall"))
    phones = {name: phone(product) for name in MEMBERS}
    for name, one in phones.items():
        one.sign_in_by(hall, name)
    ana = phones["Ana"]

    election = announce(ana, hall["home"])
    for name in STANDING:
        stand(phones[name], election, name)
    go_to(ana, "Nominations close", ELECTION)
    go_to(ana, "Voting opens", ELECTION)
    mail = product.outbox.wait_for(hall["addresses"]["Ana"], "voting is open")
    words = re.search(r"^((?:[a-z]+ ){11}[a-z]+)\s*$", mail.text, re.MULTILINE)
    assert words, mail.text

    vote(ana, mail.link("/vote/"), BALLOTS["Ana"])
    ana.open(election)
    ana.tap_in_place(ana.page.get_by_text("The twelve words of this vote"))
    ana.sees(words[1])
    for name in ("Ben", "Dev"):
        vote(phones[name], f"{election}vote/", BALLOTS[name])
    vote(phones["Caro"], f"{election}vote/", BALLOTS["Caro"][::-1])
    vote_again(phones["Caro"], f"{election}vote/", BALLOTS["Caro"])
    vote_over_a_reload(phones["Eli"], f"{election}vote/", BALLOTS["Eli"])
    take_a_paper_and_leave(phones["Fay"], election, hall["home"])

    go_to(ana, "Voting closes", ELECTION)
    load_until(ana, election, "The ballot that you cast from this browser is on the closing list.")
    go_to(ana, "The count", ELECTION)
    for name in BALLOTS:
        load_until(phones[name], election, "Your ballot was counted as you cast it.")
    read_the_result(ana, election)
    complains_where_the_board_has_another_ballot(phones["Caro"], election)

    file = check_the_board(ana, election, tmp_path)
    stranger = phone(product)
    verified_by(stranger, product, file)
    refuse_what_is_dishonest(ana, election, file, tmp_path)


def announce(ana: Phone, home: str, office: str = "Delegate") -> str:
    """The address of the election's page."""
    ana.open(home)
    ana.tap("Announce an election")
    ana.page.get_by_label("Elected are").select_option(label=office)
    ana.choose("About ten days, then three days to challenge")
    ana.tap("Work out places and timetable")
    ana.tap("Announce the election")
    ana.sees("The election is announced and its roll is frozen.")
    return ana.path


def stand(one: Phone, election: str, name: str) -> None:
    one.open(election)
    one.tap("Nominate")
    one.fill("Your statement", f"I am {name} and carry what the meeting decides.")
    one.tap("I stand")
    one.sees("You stand in this election.")


def vote(one: Phone, link: str, ranked: list[str]) -> None:
    """From the ballot to the receipt."""
    one.open(link)
    one.open_ballot()
    choose(one, ranked)
    cast(one)


def choose(one: Phone, ranked: list[str]) -> None:
    for name in ranked:
        one.tap_in_place(one.page.locator(".choice", has_text=name))
    one.tap_in_place(one.page.get_by_role("button", name="Check my ballot"))
    expect(one.heading).to_have_text("Check your ballot")
    expect(one.page.locator("ol.order bdi")).to_have_text(ranked)
    one.look()


def cast(one: Phone) -> None:
    one.tap_in_place(one.page.get_by_role("button", name="Cast my vote"))
    expect(one.heading).to_have_text("Your vote is cast")
    expect(one.page.locator(".tracker bdi").first).to_have_text(re.compile(r"^\w{5} \w{5}$"))


def vote_again(one: Phone, link: str, ranked: list[str]) -> None:
    """The last ballot counts."""
    one.open(link)
    one.sees("You have voted from this device. Casting again replaces your ballot.")
    one.tap_in_place(one.page.get_by_role("button", name="Clear"))
    choose(one, ranked)
    cast(one)


def vote_over_a_reload(one: Phone, link: str, ranked: list[str]) -> None:
    """The paper is taken before; the page comes anew, and the same paper serves."""
    one.open(link)
    with one.page.expect_response(lambda answer: answer.url.endswith("/paper/")):
        one.open_ballot()
    one.tap_in_place(one.page.locator(".choice").first)
    one.open(link)
    expect(one.heading).to_have_text("Your ballot")
    expect(one.page.locator(".choice[aria-pressed=true]")).to_have_count(0)
    choose(one, ranked)
    cast(one)


def take_a_paper_and_leave(one: Phone, election: str, home: str) -> None:
    """The roll keeps the leaf and the paper that was issued, and nothing that tells whose."""
    with one.page.expect_response(lambda answer: answer.url.endswith("/paper/")) as answered:
        one.open(f"{election}vote/")
        one.open_ballot()
    assert answered.value.status == 200
    one.open(f"{home}leave/")
    one.tap(re.compile("Leave"))
    assert one.page.context.request.get(f"{one.running.url}{election}").status == 404


def read_the_result(ana: Phone, election: str) -> None:
    """Ana 2, Ben 2, Caro 1: Caro's ballot goes on to Ben."""
    ana.open(f"{election}result/")
    expect(ana.page.locator("ol.winners bdi")).to_have_text(["Ben"])
    ana.sees("5 of 6 voted")
    ana.tap("The board: all ballots")


def complains_where_the_board_has_another_ballot(one: Phone, election: str) -> None:
    """A server that shows this voter another board than the one with their ballot."""

    def altered(route: Route) -> None:
        head, *lines = route.fetch().text().splitlines()
        choices = [line.rpartition(",")[2] for line in lines]
        others = [" ".join(reversed(one.split())) if " " in one else "" for one in choices]
        changed = [
            f"{line.rpartition(',')[0]},{other}" for line, other in zip(lines, others, strict=True)
        ]
        route.fulfill(body="\n".join([head, *changed, ""]))

    one.context.route("**/ballots.csv", altered)
    load_until(
        one, election, "The board has another ballot under your mark than the one that you cast."
    )
    with one.page.expect_download() as saved:
        one.page.get_by_role("button", name="Save the complaint").tap()
    complaint = json.loads(saved.value.path().read_text())
    assert complaint["complaint"] == "rf1-complaint"
    assert len(complaint["ballot"]["choices"]) == 2
    one.context.unroute("**/ballots.csv")


def check_the_board(ana: Phone, election: str, folder: Path) -> Path:
    """Everything that a member finds there; and the saved file."""
    ana.open(f"{election}board/")
    marks = ana.page.locator("ol.board > li > code")
    expect(marks).to_have_count(5)
    ana.tap_in_place(ana.page.get_by_role("button", name="Check the whole file here"))
    holds = ana.page.locator("[data-state=holds]").last
    expect(holds).to_be_visible(timeout=20_000)
    expect(holds.locator("ol[data-fill=elected] bdi")).to_have_text(["Ben"])
    expect(holds.locator("[data-fill=unused]")).to_have_text("1")
    stages = ana.page.locator("[data-stages] details")
    assert stages.count() > 0
    expect(ana.page.locator("[data-stages] [data-same]:not([hidden])")).to_have_count(
        stages.count()
    )
    expect(ana.page.locator("[data-stages] .differs")).to_have_count(0)
    ana.page.get_by_label("Find a mark, or a line of the roll").fill(marks.first.inner_text())
    ana.tap_in_place(ana.page.get_by_role("button", name="Find", exact=True))
    found = ana.page.locator("[data-findings]")
    first = ana.page.locator("ol.board > li").first.locator("ol bdi")
    expect(found.locator("li bdi")).to_have_text(first.all_inner_texts())
    ana.look()
    with ana.page.expect_download() as saved:
        ana.page.get_by_role("link", name=re.compile("Board file")).tap()
    file = folder / "board.json"
    saved.value.save_as(file)
    return file


def verified_by(stranger: Phone, product: Running, file: Path, *options: str) -> None:
    """One file and one program, fetched without an account and run as the page says."""
    contest = json.loads(file.read_bytes())["board"]["definition"]["id"]
    asked = stranger.context.request
    fetched = file.parent / "fetched.json"
    fetched.write_bytes(asked.get(f"{product.url}/box/{contest}/board.json").body())
    assert fetched.read_bytes() == file.read_bytes()
    program = file.parent / "verify.py"
    program.write_bytes(asked.get(f"{product.url}/verify.py").body())
    done = subprocess.run(
        [sys.executable, "-I", str(program), str(fetched), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=file.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ben" in done.stdout


def refuse_what_is_dishonest(ana: Phone, election: str, file: Path, folder: Path) -> None:
    """Both programs refuse each change and say what does not hold."""
    honest = json.loads(file.read_bytes())
    for name, change in DISHONEST.items():
        board = json.loads(json.dumps(honest))
        change(board)
        changed = folder / f"{name}.json"
        changed.write_text(
            json.dumps(board, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        )
        assert verifier.main([str(changed)]) == 1, name
        ana.open(f"{election}board/")
        ana.page.get_by_text("Check a file that I have").tap()
        ana.page.get_by_label("Board file").set_input_files(changed)
        fault = ana.page.locator("[data-state=fault]")
        expect(fault).to_be_visible(timeout=20_000)
        expect(fault.locator("[data-code]").locator("visible=true")).to_have_count(1)
        if name == "a stage":
            expect(ana.page.locator("[data-stages] .differs[open]")).to_have_count(1)
    ana.look()


def _of(file: dict[str, Any]) -> Any:
    return file["board"]


DISHONEST: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a choice": lambda file: _of(file)["ballots"][0].update(
        choices=[1, 2] if _of(file)["ballots"][0]["choices"] == [2, 1] else [2, 1]
    ),
    "a ballot less": lambda file: _of(file)["ballots"].pop(),
    "a ballot twice": lambda file: _of(file)["ballots"].append(_of(file)["ballots"][-1]),
    "a candidate": lambda file: _of(file)["definition"]["candidates"].__setitem__(1, "Mallory"),
    "a paper": lambda file: _of(file)["leaves"][0].__setitem__(1, 1 - _of(file)["leaves"][0][1]),
    "the list": lambda file: _of(file)["closing_list"].pop(),
    "a stage": lambda file: file["result"]["stages"][0]["votes"].reverse(),
    "the result": lambda file: file["result"].update(
        elected=[2 if file["result"]["elected"] == [1] else 1]
    ),
    "the papers": lambda file: file.update(papers_unused=0),
}
