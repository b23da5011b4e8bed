"""What a motion to end a membership does. Nobody but a meeting removes a member.

The text names nobody, for it stays: the name stands beside it for as long as the person is a member.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees import permissions
from committees.models import Committee, Membership
from committees.operations.memberships import remove_member, restore_member
from core.decision import Decision, denied
from meetings import emails
from meetings.effects import Asked, Effect, register
from meetings.models import Motion, Resolution

KIND = "remove_member"


def removing(member: Membership) -> Asked:
    """What a motion asks for by which this member is one no longer."""
    return {"kind": KIND, "member": member.public_id}


def is_removal_of(motion: Motion, member: Membership) -> bool:
    """Whether this motion is about the membership of this very member."""
    return bool(motion.effect.get("kind") == KIND and motion.effect["member"] == member.public_id)


def reply_to(motion: Motion) -> str:
    """What the member has written in reply; blank where nothing."""
    return str(motion.effect.get("reply", "")) if motion.effect.get("kind") == KIND else ""


def _member(committee: Committee, asked: Asked) -> Membership | None:
    return Membership.objects.filter(committee=committee, public_id=asked["member"]).first()


def _draft(_committee: Committee, _asked: Asked) -> tuple[str, str]:
    return (
        _("To end a membership"),
        _("That the person named beside this motion is no longer a member of the committee."),
    )


def _said(committee: Committee, asked: Asked) -> str:
    member = _member(committee, asked)
    name = member.shown_name if member else _("A former member")
    return _(
        "If it is carried, this person is no longer a member: %(name)s. They are told, can reply "
        "here, and can speak and vote at the meeting."
    ) % {"name": name}


def _unseconded(committee: Committee, asked: Asked, reader: Membership) -> str:
    """One person alone puts nobody's name before the members."""
    if asked["member"] == reader.public_id:
        return _said(committee, asked)
    return _(
        "If it is carried, somebody is no longer a member. Their name stands here once another member"
        " has seconded the motion. Whoever put it can tell you who it is."
    )


def _may(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    member = _member(committee, asked)
    if member is None:
        return denied(_("No member of this committee is called so."))
    return permissions.remove_member(member)


def _put(motion: Motion, asked: Asked, at: datetime) -> None:
    member = _member(motion.committee, asked)
    assert member is not None  # asked before
    emails.removal_proposed(motion, member, at=at)


def _carry(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    member = _member(resolution.committee, asked)
    assert member is not None  # asked under the same lock
    emails.removal_decided(resolution.committee, member, "member_removed", at=at)
    remove_member(member, at=at)
    return {"member": member.public_id}


def _undo(resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    member = Membership.objects.get(public_id=done["member"])
    if permissions.restore_member(member):
        restore_member(member, at=at)
        emails.removal_decided(resolution.committee, member, "member_restored", at=at)


REMOVE = register(
    Effect(
        kind=KIND,
        draft=_draft,
        said=_said,
        may=_may,
        carry=_carry,
        undo=_undo,
        put=_put,
        about_person=True,
        unseconded=_unseconded,
    )
)
