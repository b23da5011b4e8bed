"""Who drafts, changes, drops and translates a statement. Adopting one is the meeting's."""

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates, is_member
from outreach.models import Statement
from outreach.queries.statements import motion_about


def draft_statement(member: Membership, committee: Committee) -> Decision:
    """Any member, while the committee is not dissolved."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can draft a statement."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def rewrite_statement(member: Membership, statement: Statement) -> Decision:
    """Who drafted it, until it is put to a meeting."""
    if statement.is_adopted:
        return denied(_("This statement is adopted. A meeting can rescind it and adopt another."))
    if not is_member(member, statement.committee) or statement.drafter_id != member.pk:
        return denied(_("Only who drafted a statement can change it."))
    if motion_about(statement) is not None:
        return denied(_("This statement is put to a meeting. Its words change by amendments."))
    return ALLOWED


def drop_statement(member: Membership, statement: Statement) -> Decision:
    """Who drafted it, while no motion stands or falls with it."""
    return rewrite_statement(member, statement)


def translate_statement(member: Membership, statement: Statement) -> Decision:
    """A coordinator, once it is adopted; before that its motion is translated."""
    if not coordinates(member, statement.committee):
        return denied(_("Only a coordinator can translate an adopted statement."))
    if not statement.is_adopted:
        return denied(_("This statement is not adopted yet. Translate its motion."))
    if statement.is_rescinded:
        return denied(_("A later meeting has rescinded this statement."))
    return ALLOWED
