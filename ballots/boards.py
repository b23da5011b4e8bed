"""What the page of a board shows, whoever has called the vote."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from ballots import booth, browsing, definitions, files, queries
from ballots.board_words import halves, invalid_words, lots_of, ranked_names
from ballots.models import Contest
from ballots.protocol.encoding import b64

VERIFIER = Path(settings.BASE_DIR) / "verifier" / "verify.py"


def shown(contest: Contest, voter: str, names: Sequence[str], asked: str) -> dict[str, Any] | None:
    """What `ballots/board/body.html` needs, page `asked` of the ballots; None where there is none.

    `names` are those on the paper in the reader's language.
    """
    board = queries.board_of(contest)
    if board is None:
        return None
    opened = browsing.open_page(contest, _number(asked))
    entry, on_paper = queries.on_roll(contest, voter), queries.paper_field(contest)
    return {
        "contest": contest,
        "board": board,
        "opened": opened,
        "lines": [
            (halves(one.tracker), ranked_names(one.choices, names)) for one in opened.ballots
        ],
        "on_paper": on_paper,
        "on_paper_lines": [
            ranked_names(choices, names) for choices in (on_paper or {}).get("ballots", [])
        ],
        "on_paper_sealed": (on_paper or {}).get("hash", ""),
        "file_size": files.about_size(contest),
        "box": booth.box_of(contest),
        "words": definitions.words(contest),
        "is_built": booth.is_built(),
        "valid": (contest.envelopes or 0) - len(board.invalid),
        "invalid_reasons": invalid_words(board.invalid),
        "invalid": browsing.invalid(contest, board),
        "unused": (contest.papers_issued or 0) - (contest.envelopes or 0),
        "lots": lots_of(contest, board),
        "entry": entry,
        "leaf": b64(bytes(entry.leaf)) if entry else "",
        "verifier_hash": verifier_hash(),
    }


@cache
def verifier_hash() -> str:
    """SHA-256, in hex, of the program with which anybody repeats a count."""
    return hashlib.sha256(VERIFIER.read_bytes()).hexdigest()


def _number(asked: str) -> int:
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1
