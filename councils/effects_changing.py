"""What a council decides of itself: its name and its aims. No officer changes them alone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees import permissions
from committees.models import Committee
from committees.operations.councils import change_council
from core.decision import Decision, denied
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution


def changing(name: str, aims: str) -> Asked:
    """What a motion asks for by which its council is called so, and has these aims."""
    return {"kind": CHANGE.kind, "name": name, "aims": aims}


def _draft(council: Committee, asked: Asked) -> tuple[str, str]:
    names = {"name": asked["name"], "aims": asked["aims"]}
    if asked["aims"] == council.aims:
        return (
            _("Another name: %(name)s") % names,
            _("To call the council “%(name)s” from now on.") % names,
        )
    if asked["name"] == council.name:
        return (_("Other aims"), _("To give the council these aims:\n\n%(aims)s") % names)
    return (
        _("Another name and other aims: %(name)s") % names,
        _("To call the council “%(name)s” from now on, and to give it these aims:\n\n%(aims)s")
        % names,
    )


def _said(council: Committee, asked: Asked) -> str:
    if asked["name"] == council.name:
        return _("If it is carried, these are the aims of the council at once.")
    name = {"name": asked["name"]}
    if asked["aims"] == council.aims:
        return _("If it is carried, the council is called “%(name)s” at once.") % name
    return (
        _("If it is carried, the council is called “%(name)s” at once, with the aims written here.")
        % name
    )


def _may(council: Committee, asked: Asked, _at: datetime) -> Decision:
    if (asked["name"], asked["aims"]) == (council.name, council.aims):
        return denied(_("The council is called so, and has these aims, already."))
    return permissions.change_council(council, asked["name"])


def _carry(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    council = resolution.committee
    before = {"name": council.name, "aims": council.aims}
    change_council(council, name=asked["name"], aims=asked["aims"], at=at)
    return before


def _undo(resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    change_council(resolution.committee, name=done["name"], aims=done["aims"], at=at)


CHANGE = register(
    Effect(
        kind="change_council",
        draft=_draft,
        said=_said,
        may=_may,
        carry=_carry,
        undo=_undo,
    )
)
