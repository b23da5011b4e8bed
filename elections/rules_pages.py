"""A page of rules for tellers, one for observers, a short one for voters: to print and to keep.

What a committee's standing orders say stands with its own values; the rest is the protocol
(docs/ballot-protocol.md), by the section named beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committees.models import Committee, Discretion
from committees.standing_orders import RULES, orders
from core.printing.sheet import Block, Sheet

BULLET = "• "


@dataclass(frozen=True, slots=True)
class Point:
    """A heading and what stands under it."""

    kind: str
    text: str
    lines: list[str]


@dataclass(frozen=True)
class Rules(Sheet):
    """One page of them."""

    who: str
    committee: Committee

    @property
    def pdf(self) -> str:
        """The name of the file's address."""
        return f"rules-for-{self.who}-pdf"

    def points(self) -> list[Point]:
        """The page as it is read on a screen: each heading with its lines."""
        found: list[Point] = []
        for one in self.blocks:
            if one.kind == "line":
                found[-1].lines.append(one.text.removeprefix(BULLET))
            else:
                found.append(Point(one.kind, one.text, []))
        return found


def rules_for(who: str, committee: Committee) -> Rules:
    """The page for "tellers", "observers" or "voters"."""
    titles = {
        "tellers": _("Rules for tellers"),
        "observers": _("Rules for observers"),
        "voters": _("How we vote"),
    }
    blocks = [Block("title", titles[who])]
    if committee.discretion != Discretion.DISCREET:
        blocks.append(Block("lead", committee.name))
    blocks += list(_PAGES[who](committee))
    return Rules(titles[who], blocks, committee.country, who, committee)


def _tellers(committee: Committee) -> Iterator[Block]:
    yield Block("heading", _("What a teller is"))
    yield from _lines(
        _("A teller holds one of the keys that open the ballots, and counts. You are a member, and"
          " you do not stand in this election."),
        _("With three tellers two are enough to open the ballots. One alone opens nothing, and one"
          " who loses the key stops nothing."),
        _("You cannot see how anybody voted, before the close or after it."),
    )  # fmt: skip
    yield Block("heading", _("Before voting"))
    yield from _lines(
        _("Make your key yourself, in your own browser, on a device that is yours. The server never"
          " sees it."),
        _("Save the copy at once, where nobody else finds it: not in the school’s mail, not on a"
          " shared computer."),
        _("Prove the copy with the test envelope that the page shows you. A copy that was never"
          " tried is no copy."),
        _("Compare the twelve words of the vote with the other tellers, face to face or by voice."
          " If they differ, stop and tell everybody."),
        _("Then sign that you are ready. Voting opens when every teller has signed."),
    )  # fmt: skip
    yield Block("heading", _("While voting is open"))
    yield from _lines(
        RULES["voting_hours"].said(orders(committee).voting_hours),
        _("There is nothing to do. Nobody sees a count, tellers neither. Whoever asks you for your"
          " key or your copy is cheating."),
    )  # fmt: skip
    yield Block("heading", _("Opening"))
    yield from _lines(
        _("Open after the close by your own clock, and when the time to complain is over: an hour"
          " after most votes."),
        _("Your browser opens one closing list for this vote, ever. If you are shown a second one,"
          " stop and tell everybody: that is evidence."),
        _("Show your part of the lot first, then hand over your sealed shares, then take those of"
          " the others. The page does it in this order."),
        _("A share that does not fit is refused by itself, and whoever sent it is named."),
        _("Sign the board only when your own browser has made it. It stands when enough tellers"
          " have signed the same."),
        _("If too few tellers open, the election is void and repeated. Nobody has read a ballot"
          " then."),
    )  # fmt: skip
    yield Block("heading", _("Afterwards"))
    yield from _lines(
        _("Delete your key and its copies once the board stands."),
        RULES["challenge_days"].said(orders(committee).challenge_days),
        RULES["ballots_days"].said(orders(committee).ballots_days),
        _("Say nothing of what you saw while the ballots were opened but what everybody can read on"
          " the board."),
    )  # fmt: skip


def _observers(committee: Committee) -> Iterator[Block]:
    yield Block("heading", _("What an observer is"))
    yield from _lines(
        _("An observer watches an election for one candidate. Each candidate can name one member"
          " who does not stand, does not run the election and holds no key."),
        _("You accept or decline, and can step down at any time. It ends with the election."),
    )  # fmt: skip
    yield Block("heading", _("What you see"))
    yield from _lines(
        _("Before the close: how many ballot papers were taken and how many envelopes lie in the"
          " box, in tens, as every member does; with fewer than 30 on the roll nothing."),
        _("After the close: both closing lists, each with its number and its hash. The first is the"
          " box at the close, the final one has what complaints added."),
        _("Then the opening as it happens: which key holder has shown their part of the lot, handed"
          " over sealed shares, and signed the board."),
        _("You see no roll, no name of a voter and no ballot before everybody does."),
    )  # fmt: skip
    yield Block("heading", _("What to watch for"))
    yield from _lines(
        _("Write down number and hash of each list when it appears, and compare them with the other"
          " observers. The hash of a list never changes."),
        _("The final list holds every envelope of the first, and what good receipts added."),
        _("Every part of the lot is shown before anybody hands over shares."),
        _("Ballots and invalid envelopes on the board are together as many as the final list holds,"
          " and never more than papers were issued."),
        _("Anybody can count again with the file of the board and the program verify.py. Do it, or"
          " give both to somebody you trust."),
    )  # fmt: skip
    yield Block("heading", _("If something is wrong"))
    yield from _lines(
        _("Say what you saw and when to the returning officer, in writing, and to your candidate."
          " Keep the lists that you downloaded."),
        RULES["challenge_days"].said(orders(committee).challenge_days),
        _("You do not stop the count, and you talk to no voter about how they voted."),
    )  # fmt: skip


def _voters(committee: Committee) -> Iterator[Block]:
    held = orders(committee)
    yield Block("heading", _("The steps"))
    yield from _lines(
        RULES["roll_days"].said(held.roll_days),
        RULES["nominations_days"].said(held.nominations_days),
        RULES["questions_days"].said(held.questions_days),
        RULES["voting_hours"].said(held.voting_hours),
        RULES["challenge_days"].said(held.challenge_days),
    )
    yield Block("heading", _("Your vote"))
    yield from _lines(
        _("Open the ballot in your own browser, rank as many candidates as you like, check, and"
          " cast. It takes half a minute."),
        _("You can vote again until the close; the last ballot counts. So nobody can make you vote"
          " their way for good."),
        _("Save the copy that the page offers: without it a lost device is a lost vote."),
        _("Re-open nominations stands on every ballot. Rank it where you would rather choose again"
          " than elect those below it."),
        _("Whoever cannot or will not use a device votes on paper, or on the returning officer’s"
          " device."),
    )  # fmt: skip
    yield Block("heading", _("How secret it is"))
    yield from _lines(
        _("No member, no officer, no teller and not the server can see how you voted. They can see"
          " that you took a ballot paper."),
        _("Vote where nobody looks over your shoulder, and show nobody your mark."),
    )  # fmt: skip
    yield Block("heading", _("Check it"))
    yield from _lines(
        _("After the count your browser finds your ballot on the board and says whether it was"
          " counted as you cast it. If it was not, it shows a red notice with a complaint to save."),
        _("Compare the twelve words of the vote with another member. If they differ, do not vote,"
          " and tell the returning officer."),
    )  # fmt: skip


def _lines(*sentences: str) -> Iterator[Block]:
    for one in sentences:
        yield Block("line", BULLET + one)


_PAGES: dict[str, Callable[[Committee], Iterator[Block]]] = {
    "tellers": _tellers,
    "observers": _observers,
    "voters": _voters,
}
