"""One election of the demonstration has thousands of ballots.

Where real election data are at hand (`CONFORMANCE_DATA`, a folder of BLT files) it is the largest
contest there; the project itself holds none. Without them it is made up, and says so.
"""

import os
import random
from collections import Counter
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from ballots.counting import Contest, Rule, blt
from committees.models import Committee, Membership
from elections.models import Election
from elections.operations.importing import import_election

PAPERS = 12_000
CANDIDATES = (
    "Rosa Alvarado", "Tom Achebe", "Wei Lin", "Maryam Haddad", "Piotr Zieliński",
    "Grace Oyelaran", "Luca Ferri", "Aoife Brennan", "Samir Patel", "Kim Do-yun",
)  # fmt: skip


def publish(committee: Committee, *, by: Membership, at: datetime) -> Election:
    """Import the contest as an election of `committee`."""
    file = largest()
    if file is not None:
        papers = blt.parse(file.read_bytes())
        title = _("A real count: %(ward)s, Scottish councils 2017") % {"ward": papers.title}
        about = _("The ballots of a public election, published by the council and counted here.")
    else:
        papers = made_up()
        title = _("A large count, made up: 12,000 ballots")
        about = _("These ballots were made by a program, to show what a large count looks like.")
    return import_election(committee, papers, title=title[:150], about=about, by=by, at=at)


def largest() -> Path | None:
    """The biggest BLT file below `CONFORMANCE_DATA`; None without any."""
    folder = os.environ.get("CONFORMANCE_DATA", "")
    files = sorted(Path(folder).rglob("*.blt")) if folder else []
    return max(files, key=lambda file: file.stat().st_size, default=None)


def made_up() -> Contest:
    """Ballots in which neighbours on a line prefer one another; the same ones every time."""
    chance = random.Random(1871)  # noqa: S311  a picture to look at
    places = [chance.random() for _name in CANDIDATES]
    papers: Counter[tuple[int, ...]] = Counter()
    for _paper in range(PAPERS):
        stand = min(max(chance.gauss(0.5, 0.28), 0), 1)
        liked = sorted(
            range(len(CANDIDATES)), key=lambda one: abs(places[one] - stand) + chance.gauss(0, 0.08)
        )
        papers[tuple(one + 1 for one in liked[: chance.choice((1, 2, 3, 3, 4, 5, 10))])] += 1
    return Contest(
        candidates=CANDIDATES,
        seats=4,
        papers=tuple((number, ranking) for ranking, number in papers.items()),
        rule=Rule.SCOTTISH_STV,
    )
