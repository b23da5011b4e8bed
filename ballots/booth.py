"""What a booth's page says to the browser: addresses, statements, and which program it loads.

Whoever calls a vote, an election or a meeting, has a page of its own around it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.formats import date_format

from ballots import queries
from ballots.models import Contest, ContestStatus

_AFTER_OPENING = (
    ContestStatus.OPEN,
    ContestStatus.CLOSED,
    ContestStatus.LISTED,
    ContestStatus.COUNTED,
)
WORKER = "built/booth-worker.js"
PROGRAM = ("booth.js", "booth-worker.js")


@dataclass(frozen=True, slots=True)
class Booth:
    """The attributes of the page; `reader` keeps the members of a shared phone apart.

    `paper` is where a ballot paper is asked for, `page` where the vote stands and `title` what it
    is called there. `in_meeting`: the chair is told what elsewhere the returning officer is.
    `by_itself`: nobody runs the vote, and whoever runs the server is told. `is_practice` puts its mark above
    every screen.
    """

    is_built: bool
    contest: str
    box: str
    reader: str
    has_paper: bool
    about: Mapping[int, dict[str, Any]]
    hashes: list[tuple[str, str]]
    paper: str
    page: str
    title: str
    seats: int
    closes_at: datetime
    zone: tzinfo
    in_meeting: bool
    by_itself: bool
    is_practice: bool

    @property
    def until(self) -> str:
        """The close to the second, of a vote that is open for a minute."""
        return date_format(self.closes_at.astimezone(self.zone), "H:i:s", use_l10n=False)


def booth_of(
    contest: Contest,
    reader: str,
    *,
    paper: str,
    page: str,
    title: str,
    zone: tzinfo,
    about: Mapping[int, dict[str, Any]] | None = None,
    in_meeting: bool = False,
    by_itself: bool = False,
    is_practice: bool = False,
) -> Booth:
    """What the ballot page needs; the definition itself comes to the browser from the box."""
    return Booth(
        is_built=is_built(),
        contest=contest.public_id,
        box=box_of(contest),
        reader=reader,
        has_paper=queries.has_paper(contest, reader),
        about=about or {},
        hashes=hashes(),
        paper=paper,
        page=page,
        title=title,
        seats=contest.seats,
        closes_at=contest.closes_at,
        zone=zone,
        in_meeting=in_meeting,
        by_itself=by_itself,
        is_practice=is_practice,
    )


def watch_of(
    contest: Contest, reader: str, *, in_meeting: bool = False, by_itself: bool = False
) -> dict[str, Any] | None:
    """What `ballots/booth/watch.html` needs on any page of the vote; None before it has opened."""
    if contest.status not in _AFTER_OPENING:
        return None
    return watch_by(contest, reader, in_meeting=in_meeting, by_itself=by_itself)


def watch_by(
    contest: Contest, reader: str, *, in_meeting: bool = False, by_itself: bool = False
) -> dict[str, Any]:
    """The same for a vote that has opened, by the reader's identifier."""
    return {
        "is_built": is_built(),
        "contest": contest.public_id,
        "box": box_of(contest),
        "reader": reader,
        "in_meeting": in_meeting,
        "by_itself": by_itself,
    }


def root() -> str:
    """Where all boxes are, on their own origin where the host has set one."""
    return f"{settings.BALLOT_BOX_ORIGIN}/box/"


def box_of(contest: Contest) -> str:
    """Where the box of this contest is."""
    return f"{root()}{contest.public_id}/"


@cache
def is_built() -> bool:
    """Whether the booth's program was built, and collected where files are collected."""
    if not settings.STATIC_COLLECTED:
        return finders.find(WORKER) is not None
    try:
        staticfiles_storage.url(WORKER)
    except ValueError:
        return False
    return True


def hashes() -> list[tuple[str, str]]:
    """The SHA-256 of each file of the program, as the build wrote them down."""
    folder = settings.STATIC_ROOT / "built" if settings.STATIC_COLLECTED else Path()
    found = finders.find("built/hashes.json") if not settings.STATIC_COLLECTED else None
    file = Path(found) if found else folder / "hashes.json"
    known = json.loads(file.read_text()) if file.is_file() else {}
    return [(name, known[name]) for name in PROGRAM if name in known]
