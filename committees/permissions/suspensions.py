"""Who suspends a member in an emergency, and who ends it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from committees.queries.offices import ROLES
from committees.queries.suspensions import is_asked, over
from core.decision import ALLOWED, Decision, denied


def suspensions(member: Membership) -> Decision:
    """The page, and everything on it: an officer who is not suspended."""
    if not member.holds(*ROLES):
        return denied(_("Only an officer can suspend a member, with a second officer."))
    if member.is_suspended:
        return denied(_("You are suspended, and decide on nobody meanwhile."))
    return ALLOWED


def suspend_member(by: Membership, member: Membership, at: datetime) -> Decision:
    """An officer, whom a second must follow; nobody oneself, and in no council."""
    if not (officer := suspensions(by)):
        return officer
    if not member.is_active or member.committee_id != by.committee_id:
        return denied(_("No member of this committee is called so."))
    if member.committee.is_council:
        return denied(_("A delegate sits here by a mandate. Their own committee can recall them."))
    if member.pk == by.pk:
        return denied(_("You cannot suspend yourself. You can lay down your office, or leave."))
    if member.is_suspended or is_asked(member, at):
        return denied(_("This is asked for already, or holds."))
    return ALLOWED


def confirm_suspension(by: Membership, member: Membership, at: datetime) -> Decision:
    """A second officer, within a day."""
    if not (officer := suspensions(by)):
        return officer
    if member.committee_id != by.committee_id or not is_asked(member, at):
        return denied(_("Nobody has asked for this in the last 24 hours."))
    if by.pk == member.suspension_asked_by_id:
        return denied(_("A second person must confirm what you have asked for."))
    if by.pk == member.pk:
        return denied(_("You cannot confirm this: it is about you."))
    return ALLOWED


def lift_suspension(by: Membership | None, member: Membership, at: datetime) -> Decision:
    """Any officer at any time; the clock once it is over."""
    if member.suspension_asked_at is None:
        return denied(_("This member is not suspended."))
    if by is None:
        is_over = over(at).filter(pk=member.pk).exists()
        return ALLOWED if is_over else denied(_("It lasts until its time is over."))
    if by.pk == member.pk or member.committee_id != by.committee_id:
        return denied(_("Only another officer can lift it."))
    return suspensions(by)
