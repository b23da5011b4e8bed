"""The messages about actions: never the place, never who is coming; discreet ones name nothing."""

from datetime import datetime
from typing import Any

from committees.models import Committee
from notices.models import Category
from notices.operations.messages import send_message
from outreach.models import Action, Participation


def action_called(action: Action, committee: Committee, *, at: datetime) -> None:
    """To every member of a committee that takes part."""
    _send(action, committee, "action_called", at=at)


def action_changed(action: Action, committee: Committee, *, at: datetime) -> None:
    """Something is different now; what, the page says."""
    _send(action, committee, "action_changed", at=at)


def action_cancelled(action: Action, committee: Committee, *, at: datetime) -> None:
    """It does not take place, and why."""
    _send(action, committee, "action_cancelled", at=at, because=action.cancelled_because)


def place_released(action: Action, part: Participation, *, at: datetime) -> None:
    """To those who are coming: the place can be read now, on the page."""
    _send(
        action,
        part.committee,
        "place_released",
        at=at,
        audience="outreach.coming",
        about={"participation": part.public_id},
        # Whom it goes to is nobody’s business: it stands in no list.
        in_app=False,
    )


def _send(
    action: Action,
    committee: Committee,
    word: str,
    *,
    at: datetime,
    audience: str = "committees.members",
    about: dict[str, str] | None = None,
    in_app: bool = True,
    **telling: Any,
) -> None:
    context = committee.mail_context | {
        "action": action.public_id,
        "starts_at": action.starts_at.isoformat(),
        "zone": str(committee.timezone),
    }
    if not context["discreet"]:
        context |= {"title": action.title, "kind": action.kind, **telling}
    send_message(
        f"{word}:{action.public_id}:{committee.public_id}:{action.sequence}",
        category=Category.MEETINGS,
        audience=audience,
        about={"committee": committee.public_id, **(about or {})},
        template=f"outreach/email/{word}",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
        in_app=in_app,
    )
