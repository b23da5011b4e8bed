"""The board as pages of a hundred ballots, each at the same small cost."""

from dataclasses import dataclass

from django.db.models import Max, Min
from django.db.models.functions import Left

from ballots import definitions
from ballots.models import Board, Contest, PublishedBallot
from ballots.protocol.encoding import b64, unb64
from ballots.protocol.envelope import fingerprint_of

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """Some ballots of the board; `letters` are beginnings of marks, each with its page."""

    ballots: list[PublishedBallot]
    number: int
    pages: int
    letters: list[tuple[str, int]]

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def open_page(contest: Contest, number: int) -> Opened:
    """Page `number` of the ballots, in the order of their marks; one that is not there is the last.

    Nobody is asked for a mark: the server must not learn which ballot somebody looks for.
    """
    published = PublishedBallot.objects.filter(contest=contest)
    last = published.aggregate(last=Max("position"))["last"] or 0
    pages = max(1, -(-last // A_PAGE))
    number = min(max(1, number), pages)
    first = (number - 1) * A_PAGE
    rows = published.filter(position__gt=first, position__lte=first + A_PAGE)
    letters = []
    if pages > 1:
        begun = published.annotate(letter=Left("tracker", 1)).values_list("letter")
        places = begun.annotate(place=Min("position")).order_by("place")
        letters = [(letter, -(-place // A_PAGE)) for letter, place in places]
    return Opened(list(rows.order_by("position")), number, pages, letters)


@dataclass(frozen=True, slots=True)
class Invalid:
    """An envelope whose ballot does not count: the base64url of its hash, and a code of section 9."""

    hash: str
    code: str


def invalid(contest: Contest, board: Board) -> list[Invalid]:
    """The first hundred of them, in the order of their hashes."""
    definition = definitions.of(contest.public_id)
    return [
        Invalid(b64(fingerprint_of(definition, unb64(one["envelope"]))), one["code"])
        for one in board.invalid[:A_PAGE]
    ]
