"""What stands on a board, in words: rankings, why envelopes are invalid, and whose lot is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots.models import Board, Contest

REASONS: dict[str, str | Promise] = {
    "unopenable": _("too few key holders could open it"),
    "commitment": _("its parts do not belong together"),
    "decryption": _("it is sealed with another key than it says"),
    "format": _("there is no ballot in it"),
    "credential": _("the ballot in it has no ballot paper of this vote"),
    "signature": _("the ballot in it is not signed by its ballot paper"),
    "fingerprint": _("the ballot in it is from another vote"),
    "choices": _("the ballot in it chooses what is not on the paper"),
    "duplicate": _("a later ballot was cast with the same ballot paper"),
}


@dataclass(frozen=True, slots=True)
class Lot:
    """A key holder's part in the lot; empty where it was not shown."""

    name: str
    value: str


def halves(tracker: str) -> str:
    """A mark as it is shown everywhere: easier to compare by eye."""
    return f"{tracker[:5]} {tracker[5:]}"


def ranked_names(choices: Sequence[int], names: Sequence[str]) -> list[str]:
    """The names on a ballot in its order; numbers count from 1."""
    return [names[choice - 1] for choice in choices]


def invalid_words(invalid: Sequence[dict[str, Any]]) -> list[tuple[int, str | Promise]]:
    """How many envelopes are invalid for which reason, in the order of the protocol."""
    by_code = Counter(one["code"] for one in invalid)
    return [(by_code[code], words) for code, words in REASONS.items() if by_code[code]]


def lots_of(contest: Contest, board: Board) -> list[Lot]:
    """Every key holder with their part in the lot, as on the board."""
    names = contest.holders.order_by("number").values_list("name", "is_host")
    return [
        Lot(str(_("The server")) if is_host else name, value)
        for (name, is_host), value in zip(names, board.lots, strict=True)
    ]
