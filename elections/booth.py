"""What the booth's page says to the browser: addresses, statements, and which program it loads."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from ballots import queries as ballots
from ballots.models import Contest, ContestStatus
from committees.models import Membership
from elections.models import CandidacyStatus, Election

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
    """The attributes of the page; `reader` keeps the members of a shared phone apart."""

    is_built: bool
    contest: str
    box: str
    reader: str
    has_paper: bool
    about: dict[int, dict[str, Any]]
    hashes: list[tuple[str, str]]


def booth_of(election: Election, member: Membership) -> Booth:
    """What the ballot page needs; the definition itself comes to the browser from the box."""
    contest = election.contest
    return Booth(
        is_built=is_built(),
        contest=contest.public_id,
        box=box_of(contest),
        reader=member.public_id,
        has_paper=ballots.has_paper(contest, member.public_id),
        about=_about(election),
        hashes=hashes(),
    )


def watch_of(election: Election, member: Membership) -> dict[str, Any] | None:
    """What `elections/booth/watch.html` needs on any page of the election; None before voting."""
    if election.contest.status not in _AFTER_OPENING:
        return None
    return watch_by(election.contest, member.public_id)


def watch_by(contest: Contest, reader: str) -> dict[str, Any]:
    """The same for a vote that has opened, by the reader's identifier."""
    return {
        "is_built": is_built(),
        "contest": contest.public_id,
        "box": box_of(contest),
        "reader": reader,
    }


def box_of(contest: Contest) -> str:
    """Where the box of this contest is, on its own origin where the host has set one."""
    return f"{settings.BALLOT_BOX_ORIGIN}/box/{contest.public_id}/"


def _about(election: Election) -> dict[int, dict[str, Any]]:
    """By number on the paper: what a candidate says, and whether they have withdrawn."""
    statements = {
        one.public_id: one.statement
        for one in election.candidacies.filter(
            status__in=[CandidacyStatus.STANDING, CandidacyStatus.WITHDRAWN]
        )
    }
    return {
        option.number: {
            "statement": statements.get(option.reference, ""),
            "isWithdrawn": option.is_withdrawn,
        }
        for option in election.contest.options.order_by("number")
    }


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
