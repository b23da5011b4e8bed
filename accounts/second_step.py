"""Between the mailbox and the second factor: who has proved the first, in one browser's session."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

from accounts.models import User

SLOT = "second_step"
SECONDS = 900


@dataclass(frozen=True, slots=True)
class Step:
    """Who has proved the mailbox (or a recovery code) at `at`, and where they were going."""

    user: str
    method: str
    next: str
    at: float


def begin(request: HttpRequest, user: User, *, method: str, next_url: str) -> None:
    """Remember that only the second factor is missing."""
    request.session[SLOT] = asdict(Step(user.public_id, method, next_url, time.time()))


def waiting(request: HttpRequest) -> tuple[Step, User] | None:
    """What this browser waits with; nothing once a quarter of an hour has passed."""
    state: dict[str, Any] | None = request.session.get(SLOT)
    if not state or time.time() > state["at"] + SECONDS:
        return None
    step = Step(**state)
    user = User.objects.filter(public_id=step.user).first()
    return (step, user) if user else None


def end(request: HttpRequest) -> None:
    """Forget it."""
    request.session.pop(SLOT, None)
