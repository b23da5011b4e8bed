"""One member's vote on paper: marked before, handed out while voting is open, entered twice after."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.clock import load_until
from tests.browser.phone import Phone


def mark(officer: Phone, election: str, name: str) -> None:
    """The returning officer marks whoever asks for it."""
    officer.open(f"{election}on-paper/mark/")
    officer.fill("The member’s chosen name", name)
    officer.tap("Mark as voting on paper")
    officer.sees(f"{name} votes on paper.")
    officer.sees("Fewer than five vote on paper.")
    officer.look()


def hand_out(officer: Phone, election: str, names: Sequence[str]) -> None:
    """The paper as it is printed, with all who stand and RON."""
    officer.open(f"{election}on-paper/mark/")
    officer.tap("Print the ballot paper")
    printed = officer.page.locator(".printed-candidates bdi")
    assert sorted(printed.all_inner_texts()) == sorted([*names, "Re-open nominations"])
    officer.look()


def enter_twice(
    officer: Phone, other: Phone, name: str, election: str, ranked: Sequence[str]
) -> None:
    """Both enter the paper without seeing the other's list; the other errs at first."""
    load_until(officer, election, "Their papers are being entered by two people")
    officer.open(f"{election}on-paper/mark/")
    officer.page.get_by_label("A teller of this election").select_option(label=name)
    officer.tap("Name", exact=True)
    officer.sees(f"{name} enters the papers, too.")
    officer.look()
    officer.open(election)
    officer.look()
    _enter(officer, election, ranked)
    officer.sees("Your list is complete. It is compared when the other’s is.")
    _enter(other, election, ranked[::-1])
    other.sees("The two lists differ in 1 paper. Enter it again.")
    other.look()
    _enter(officer, election, ranked)
    _enter(other, election, ranked)
    other.sees("Both lists agree. The paper ballots go to the count.")


def _enter(one: Phone, election: str, ranked: Sequence[str]) -> None:
    one.open(election)
    one.tap("Enter the papers")
    for rank, name in enumerate(ranked, 1):
        one.page.get_by_role("spinbutton", name=name).fill(str(rank))
    one.look()
    one.tap("Next paper")
    one.sees("Paper 1 is entered.")
    one.tap("All papers are entered")


def seal_on(board: Path, *, by: Phone, election: str, folder: Path) -> Path:
    """The board tells how many papers there are, and no more; what one of the two keeps shows it."""
    on_paper = json.loads(board.read_bytes())["board"]["paper"]
    assert sorted(on_paper) == ["hash", "marked", "papers"]
    assert (on_paper["marked"], on_paper["papers"]) == (1, 1)
    by.open(f"{election}board/")
    by.sees("1 member was marked as voting on paper")
    by.sees("So few papers would tell how somebody voted.")
    by.tap_in_place(by.page.get_by_role("button", name="Check the whole file here"))
    by.sees("All that the file shows holds, and it was made from this vote.")
    holds = by.page.locator("[data-state=holds]").last
    expect(holds).to_be_visible(timeout=20_000)
    expect(holds.locator("dd[data-fill=papers]")).to_have_text("1")
    by.look()
    by.open(f"{election}on-paper/mark/")
    with by.page.expect_download() as saved:
        by.page.get_by_role("link", name=re.compile("Save the annex")).tap()
    annex = folder / "annex.json"
    saved.value.save_as(annex)
    by.look()
    return annex
