"""What committees decide of councils: to join one, to leave it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees import permissions
from committees.models import Affiliation, Committee
from committees.operations.councils import (
    join_council,
    leave_council,
    rejoin_council,
    unjoin_council,
)
from core.decision import Decision, denied
from councils import effects_changing, effects_delegates, effects_sending
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution

__all__ = [
    "JOIN",
    "LEAVE",
    "effects_changing",
    "effects_delegates",
    "effects_sending",
    "joining",
    "leaving",
]


def joining(council: Committee) -> Asked:
    """What a motion asks for by which its committee joins this council."""
    return {"kind": JOIN.kind, "council": council.public_id}


def leaving(council: Committee) -> Asked:
    """What a motion asks for by which its committee leaves this council."""
    return {"kind": LEAVE.kind, "council": council.public_id}


def _council(asked: Asked) -> Committee | None:
    return Committee.objects.filter(kind="council", public_id=asked["council"]).first()


def _name(asked: Asked) -> str:
    found = _council(asked)
    return found.name if found else _("a council that does not exist any more")


def _joined(committee: Committee, asked: Asked) -> Affiliation | None:
    rows = Affiliation.objects.joined().select_related("council", "committee")
    return rows.filter(committee=committee, council__public_id=asked["council"]).first()


def _draft_joining(_committee: Committee, asked: Asked) -> tuple[str, str]:
    name = {"council": _name(asked)}
    return (
        _("To join the council: %(council)s") % name,
        _("To join the council “%(council)s” and to send our delegates there.") % name,
    )


def _draft_leaving(_committee: Committee, asked: Asked) -> tuple[str, str]:
    name = {"council": _name(asked)}
    return (
        _("To leave the council: %(council)s") % name,
        _("To leave the council “%(council)s”.") % name,
    )


def _said_joining(_committee: Committee, asked: Asked) -> str:
    return _(
        "If it is carried, the committee belongs to the council “%(council)s”, and its delegates "
        "sit there."
    ) % {"council": _name(asked)}


def _said_leaving(_committee: Committee, asked: Asked) -> str:
    return _(
        "If it is carried, the committee leaves the council “%(council)s”, and nobody sits there "
        "for it."
    ) % {"council": _name(asked)}


def _may_join(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    council = _council(asked)
    if council is None:
        return denied(_("This council does not exist any more."))
    return permissions.join_council(committee, council)


def _may_leave(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    council = _council(asked)
    if council is None:
        return denied(_("This council does not exist any more."))
    return permissions.leave_council(committee, council)


def _join(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    council = _council(asked)
    assert council is not None  # asked under the same lock
    made = join_council(council, resolution.committee, decision=resolution.public_id, at=at)
    return {"affiliation": made.public_id}


def _unjoin(_resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    joined = Affiliation.objects.joined().filter(public_id=done["affiliation"])
    for affiliation in joined.select_related("council"):
        unjoin_council(affiliation, at=at)


def _leave(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    affiliation = _joined(resolution.committee, asked)
    assert affiliation is not None  # asked under the same lock
    leave_council(affiliation, at=at)
    return {"affiliation": affiliation.public_id}


def _unleave(_resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    rows = Affiliation.objects.select_related("council", "committee")
    rejoin_council(rows.get(public_id=done["affiliation"]), at=at)


JOIN = register(
    Effect(
        kind="join_council",
        draft=_draft_joining,
        said=_said_joining,
        may=_may_join,
        carry=_join,
        undo=_unjoin,
        travels=True,
    )
)
LEAVE = register(
    Effect(
        kind="leave_council",
        draft=_draft_leaving,
        said=_said_leaving,
        may=_may_leave,
        carry=_leave,
        undo=_unleave,
    )
)
