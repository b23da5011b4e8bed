"""What a motion asks for that calls a strike or walkout ballot."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees.models import Committee
from core.decision import Decision
from elections import strikes
from elections.models import StrikeBallot, StrikeFor
from elections.operations.strikes import call_strike_ballot, void_strike_ballot
from elections.permissions import strikes as permissions
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution


def calling(action: str) -> Asked:
    """What a motion asks for by which its committee calls a ballot on a strike or a walkout."""
    return {"kind": CALL.kind, "action": action}


def _draft(_committee: Committee, asked: Asked) -> tuple[str, str]:
    if asked["action"] == StrikeFor.STRIKE:
        return (
            _("Ballot: shall we strike?"),
            _("To hold a secret ballot of all members on a strike, with these demands: "),
        )
    return (
        _("Ballot: shall we walk out?"),
        _("To hold a secret ballot of all members on a walkout, with these demands: "),
    )


def _said(committee: Committee, _asked: Asked) -> str:
    sentences = " ".join(str(one) for one in strikes.rules_said(committee))
    return _(
        "If it is carried, all members vote in secret: voting opens a day later, for three days. "
        "%(rules)s"
    ) % {"rules": sentences}


def _may(committee: Committee, _asked: Asked, _at: datetime) -> Decision:
    return permissions.call_strike_ballot(committee)


def _carry(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    made = call_strike_ballot(
        resolution.committee,
        decision=resolution,
        action=asked["action"],
        title=resolution.title,
        at=at,
    )
    return {"ballot": made.public_id}


def _undo(_resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    for ballot in StrikeBallot.objects.filter(public_id=done["ballot"]).exclude(status="void"):
        void_strike_ballot(ballot, at=at)


CALL = register(
    Effect(
        kind="call_strike_ballot",
        draft=_draft,
        said=_said,
        may=_may,
        carry=_carry,
        undo=_undo,
        travels=True,
    )
)
