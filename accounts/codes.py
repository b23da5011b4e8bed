"""A mailed code: asked for, entered, forgotten. It lives in the sealed session of one browser.

What is kept is a keyed hash of the code. Nothing here looks anybody up: until the code is entered
a known and an unknown address are the same.
"""

import time
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Literal

from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import emails

SLOT = "code"
PROVED_SLOT = "proved_address"
PROVED_SECONDS = 1800
Purpose = Literal["enter", "confirm", "change"]


@dataclass(slots=True)
class Pending:
    """A code on its way. `next` is where the person was going."""

    purpose: Purpose
    address: str
    next: str
    digest: str = ""
    sent_at: float = 0.0
    attempts: int = 0

    @property
    def is_alive(self) -> bool:
        """Whether the code can still be entered."""
        return time.time() < self.sent_at + settings.CODE_SECONDS


def send(request: HttpRequest, pending: Pending) -> None:
    """Make a new code for `pending`, mail it, and remember it in this browser's session."""
    code = generate_user_code(length=8, numeric=True, dashed=True)
    emails.send_code(pending.address, code=code, purpose=pending.purpose)
    pending.digest = _digest(pending.address, code)
    pending.sent_at, pending.attempts = time.time(), 0
    request.session[SLOT] = asdict(pending)


def pending(request: HttpRequest) -> Pending | None:
    """The code this browser waits for, run out or not."""
    state: dict[str, Any] | None = request.session.get(SLOT)
    return Pending(**state) if state else None


def matches(request: HttpRequest, pending: Pending, text: str) -> bool:
    """Whether `text` is the code; each call is one of `CODE_ATTEMPTS`, a hit uses it up."""
    pending.attempts += 1
    is_right = (
        pending.is_alive
        and pending.attempts <= settings.CODE_ATTEMPTS
        and constant_time_compare(pending.digest, _digest(pending.address, text))
    )
    if is_right:
        forget(request)
    else:
        if pending.attempts >= settings.CODE_ATTEMPTS:
            pending.sent_at = 0.0
        request.session[SLOT] = asdict(pending)
    return is_right


def forget(request: HttpRequest) -> None:
    """Drop the code this browser waits for."""
    request.session.pop(SLOT, None)


def keep_proved(request: HttpRequest, pending: Pending) -> None:
    """Remember that this browser's person reads mail at an address that has no account yet."""
    request.session[PROVED_SLOT] = [pending.address, pending.next, time.time()]


def proved(request: HttpRequest) -> tuple[str, str] | None:
    """The proved address without an account, and where its person was going."""
    state = request.session.get(PROVED_SLOT)
    if not state or time.time() > state[2] + PROVED_SECONDS:
        return None
    return state[0], state[1]


def digits(text: str) -> str:
    """The digits of any script in `text`, as those from 0 to 9."""
    return "".join(
        str(unicodedata.decimal(character)) for character in text if character.isdecimal()
    )


def _digest(address: str, text: str) -> str:
    value = f"{address}\0{digits(text)}"
    return salted_hmac("accounts.code", value, algorithm="sha256").hexdigest()
