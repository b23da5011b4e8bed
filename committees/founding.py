"""The host's gate before a new committee: which of the three it is, and where somebody stands at it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from accounts.models import User
from committees import tokens
from committees.models import (
    Campus,
    Founding,
    FoundingCode,
    FoundingRequest,
    FoundingRequestStatus,
    HostChoices,
)

KEPT = timedelta(days=30)  # a request, waiting or answered; so long an accepted one lets in
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
_GROUPS, _GROUP = 4, 4


@dataclass(frozen=True, slots=True)
class Gate:
    """What somebody meets who wants to found a committee in one place."""

    founding: str
    request: FoundingRequest | None

    @property
    def asks_for_code(self) -> bool:
        return self.founding == Founding.CODE

    @property
    def asks_first(self) -> bool:
        """Whether the host must say yes before, and has not."""
        is_accepted = self.request and self.request.status == FoundingRequestStatus.ACCEPTED
        return self.founding == Founding.REVIEW and not is_accepted


def gate(user: User, campus: Campus | None, area: str = "", territory: str = "") -> Gate:
    """The gate of this campus or workplace, with this person's newest request there."""
    found = None
    founding = HostChoices.now().founding
    if founding == Founding.REVIEW:
        mine = FoundingRequest.objects.filter(user=user).about(campus, area, territory)
        found = mine.order_by("-made_at").first()
    return Gate(founding, found)


def new_code() -> str:
    """Sixteen letters in groups, 79 bits: it is read out and typed."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def digest_of_code(typed: str) -> str:
    """What is kept of a code, however it is typed."""
    return tokens.digest("".join(letter for letter in typed.upper() if letter.isalnum()))


def usable_code(typed: str, at: datetime) -> FoundingCode | None:
    """The code that was typed, if it still opens anything."""
    return FoundingCode.objects.usable(at).filter(digest=digest_of_code(typed)).first()


def founding_query(request: FoundingRequest) -> str:
    """Where the committee would stand, as the page that asks the host reads it."""
    if request.campus is not None:
        return urlencode({"campus": request.campus.public_id})
    return urlencode({"area": request.area, "country": request.territory})
