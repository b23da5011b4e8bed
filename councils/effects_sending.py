"""What a committee decides of who goes: a member who is ready to is sent as a delegate."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import Decision
from councils import permissions
from councils.operations.sending import send_delegate, take_back_delegate
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution


def sending(member: Membership) -> Asked:
    """What a motion asks for by which this member, who puts it, is sent as a delegate."""
    return {"kind": SEND.kind, "member": member.public_id}


def _member(committee: Committee, asked: Asked) -> Membership | None:
    rows = Membership.objects.active().filter(committee=committee, public_id=asked["member"])
    return rows.first()


def _name(committee: Committee, asked: Asked) -> dict[str, str]:
    found = _member(committee, asked)
    return {"name": found.shown_name if found else _("A former member")}


def _draft(committee: Committee, asked: Asked) -> tuple[str, str]:
    return (
        _("To send %(name)s as our delegate") % _name(committee, asked),
        _("To send %(name)s as our delegate to the councils that we belong to, for one term.")
        % _name(committee, asked),
    )


def _said(committee: Committee, asked: Asked) -> str:
    return _(
        "If it is carried, %(name)s is asked to be our delegate, and is it from the yes on, for "
        "one term."
    ) % _name(committee, asked)


def _may(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    return permissions.send_delegate(committee, _member(committee, asked))


def _send(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    member = _member(resolution.committee, asked)
    assert member is not None  # asked under the same lock
    send_delegate(member, resolution=resolution, at=at)
    return {}


def _unsend(resolution: Resolution, _asked: Asked, _done: dict[str, Any], at: datetime) -> None:
    take_back_delegate(resolution, at=at)


SEND = register(
    Effect(
        kind="send_delegate",
        draft=_draft,
        said=_said,
        may=_may,
        carry=_send,
        undo=_unsend,
        about_person=True,
    )
)
