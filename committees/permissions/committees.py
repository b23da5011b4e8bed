"""Committees: opened by anybody, founded by three, ended by those who carry them."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from committees.founding import Gate, gate
from committees.models import (
    Campus,
    Committee,
    CommitteeKind,
    CommitteeStatus,
    Joining,
    Membership,
    Office,
)
from committees.queries.committees import is_dissolution_asked, is_name_taken, neighbours_of
from committees.queries.members import members_count
from committees.standing_orders import orders
from core.decision import ALLOWED, Decision, denied

FORMING_AT_MOST = 3
_ROLES = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)


def open_committee(user: User, campus: Campus, name: str, *, has_code: bool = True) -> Decision:
    """Anybody, unless the host chose otherwise. The page asks before a code is typed: `has_code`."""
    neighbours = Committee.objects.alive().listed().filter(campus=campus)
    return _open(user, neighbours, name, gate(user, campus), has_code=has_code)


def open_workplace_committee(
    user: User, area: str, territory: str, name: str, *, has_code: bool = True
) -> Decision:
    """As at a campus: nobody else can say who works where."""
    neighbours = Committee.objects.alive().listed().filter(kind=CommitteeKind.WORKPLACE)
    here = neighbours.filter(area__iexact=area, territory=territory)
    return _open(user, here, name, gate(user, None, area, territory), has_code=has_code)


def _open(
    user: User, neighbours: QuerySet[Committee], name: str, passed: Gate, *, has_code: bool
) -> Decision:
    # Who opened a committee is the member who joined in the same moment.
    forming = Committee.objects.filter(
        status=CommitteeStatus.FORMING,
        memberships__user=user,
        memberships__status="active",
        memberships__joined_at=F("opened_at"),
    )
    if not user.is_active:
        return denied(_("This account is closed."))
    if forming.count() >= FORMING_AT_MOST:
        return denied(
            _("You have opened three committees that are not founded yet. Found or end one first.")
        )
    if passed.asks_first:
        return denied(_("On this server the host looks at a new committee first. Ask for yours."))
    if passed.asks_for_code and not has_code:
        return denied(_("On this server a new committee takes a code of the host."))
    if is_name_taken(neighbours, name):
        return denied(_("There is a committee of this name here. Join it, or choose another name."))
    return ALLOWED


def found_committee(member: Membership | None, committee: Committee, present: int) -> Decision:
    """Asked when the founding meeting closes; `present` is how many were there."""
    needed = orders(committee).founding_members
    if member is not None and not member.is_active:
        return denied(_("You are not a member of this committee any more."))
    if committee.status != CommitteeStatus.FORMING:
        return denied(_("This committee is not forming any more."))
    if members_count(committee) < needed:
        return denied(_("A committee is founded by three members. Admit them first."))
    if present < needed:
        return denied(_("A founding meeting needs three members who are present."))
    return ALLOWED


def edit_committee(
    member: Membership, committee: Committee, changes: Mapping[str, str] | None = None
) -> Decision:
    """`changes` are the new values, once they are known."""
    others = neighbours_of(committee)
    changes = changes or {}
    is_forming = committee.status == CommitteeStatus.FORMING
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    if not _coordinates(member, committee):
        return denied(_("Only a coordinator can change what the committee says of itself."))
    if committee.is_council and changes.get("joining", Joining.CLOSED) != Joining.CLOSED:
        return denied(_("Nobody joins a council alone: committees join it, and send delegates."))
    if committee.is_council and any(
        changes.get(name, getattr(committee, name)) != getattr(committee, name)
        for name in ("name", "aims")
    ):
        return denied(
            _("A council changes its name and its aims by a resolution of its delegates.")
        )
    if is_name_taken(others, changes.get("name", committee.name)):
        return denied(_("Another committee here has this name."))
    if not is_forming and changes.get("preset", committee.preset) != committee.preset:
        return denied(_("The standing orders of a founded committee are changed by a meeting."))
    return ALLOWED


def dissolve_committee(member: Membership | None, committee: Committee, at: datetime) -> Decision:
    """Asking for it; below ten members, or while forming, the asking is enough.

    No member: the clock, for a committee that was never founded.
    """
    if member is not None and committee.is_council:
        return denied(_("A council ends when its committees leave it."))
    if not committee.can_become(CommitteeStatus.DISSOLVED):
        return denied(_("This committee is dissolved."))
    if member is None:
        return ALLOWED
    if not _coordinates(member, committee):
        return denied(_("Only a coordinator can dissolve the committee."))
    if is_dissolution_asked(committee, at):
        return denied(_("This is asked for already. A second officer must confirm it."))
    return ALLOWED


def confirm_dissolution(member: Membership, committee: Committee, at: datetime) -> Decision:
    if not committee.can_become(CommitteeStatus.DISSOLVED):
        return denied(_("This committee is dissolved."))
    if member.committee_id != committee.pk or not member.holds(*_ROLES):
        return denied(_("Only an officer can confirm this."))
    if not is_dissolution_asked(committee, at):
        return denied(_("Nobody has asked for this in the last 24 hours."))
    if committee.dissolution_asked_by_id == member.pk:
        return denied(_("A second person must confirm what you have asked for."))
    return ALLOWED


def _coordinates(member: Membership, committee: Committee) -> bool:
    """In this very committee: nobody acts in another by what they carry in theirs."""
    return member.committee_id == committee.pk and member.holds(Office.COORDINATOR)
