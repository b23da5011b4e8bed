"""Who reports a reprisal, who follows it up, and who is chosen for that. `by` None is the clock."""

from django.utils.translation import gettext as _

from committees.models import Committee, CommitteeStatus, Membership
from core.decision import ALLOWED, Decision, denied
from meetings.models import Resolution, ResolutionStatus
from meetings.roles import coordinates, is_member
from outreach.models import DefenceStep, Defender, Reprisal
from outreach.models.defence import MOST_DEFENDERS
from outreach.roles import chosen, defends, reads

MOST_PHOTOS = 6
MOST_STEPS = 40


def report_reprisal(member: Membership, committee: Committee) -> Decision:
    """Any member, for oneself or for another."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee report to it."))
    if committee.status == CommitteeStatus.DISSOLVED:
        return denied(_("This committee is dissolved."))
    return ALLOWED


def withdraw_reprisal(member: Membership, reprisal: Reprisal) -> Decision:
    """Whoever reported it, at any time."""
    if not _reported(member, reprisal):
        return denied(_("Only who reported this can delete it."))
    return ALLOWED


def add_evidence(member: Membership, reprisal: Reprisal) -> Decision:
    """Whoever reported it, up to six photos."""
    if not _reported(member, reprisal):
        return denied(_("Only who reported this adds photos."))
    if reprisal.evidence.count() >= MOST_PHOTOS:
        return denied(_("There are six photos already. Delete one first."))
    return ALLOWED


def drop_evidence(member: Membership, reprisal: Reprisal) -> Decision:
    """Whoever reported it."""
    if not _reported(member, reprisal):
        return denied(_("Only who reported this deletes its photos."))
    return ALLOWED


def note_step(member: Membership, reprisal: Reprisal) -> Decision:
    """Those to whom it was reported."""
    if not reads(member, reprisal):
        return denied(_("Only the members chosen for defence follow this up."))
    if reprisal.steps.count() >= MOST_STEPS:
        return denied(_("There are forty steps already."))
    return ALLOWED


def finish_step(member: Membership, step: DefenceStep) -> Decision:
    """Those to whom it was reported."""
    if not reads(member, step.reprisal):
        return denied(_("Only the members chosen for defence follow this up."))
    if step.done_at:
        return denied(_("This is done."))
    return ALLOWED


def count_reprisal(member: Membership, reprisal: Reprisal) -> Decision:
    """Those to whom it was reported, once."""
    if not reads(member, reprisal):
        return denied(_("Only the members chosen for defence follow this up."))
    if reprisal.counted_at:
        return denied(_("The totals hold this already."))
    return ALLOWED


def name_defender(
    member: Membership, committee: Committee, decision: Resolution | None
) -> Decision:
    """A coordinator, by the resolution that chose that member; three at most."""
    if not coordinates(member, committee):
        return denied(_("Only a coordinator enters whom a meeting chose for defence."))
    if committee.status == CommitteeStatus.DISSOLVED:
        return denied(_("This committee is dissolved."))
    if decision is None or decision.committee_id != committee.pk:
        return denied(_("A meeting chooses them: it takes a resolution of your committee."))
    if decision.status == ResolutionStatus.RESCINDED:
        return denied(_("This resolution was rescinded."))
    if chosen(committee) >= MOST_DEFENDERS:
        return denied(_("Three are chosen already. Fewer eyes are safer."))
    return ALLOWED


def end_defence(member: Membership, defender: Defender) -> Decision:
    """Whoever was chosen lays it down; a coordinator enters that a meeting ended it."""
    is_own = defender.membership_id == member.pk and member.is_active
    if not is_own and not coordinates(member, defender.committee):
        return denied(_("Only who was chosen, or a coordinator, ends this duty."))
    if defender.ended_at is not None:
        return denied(_("This duty has ended."))
    return ALLOWED


def publish_totals(member: Membership, committee: Committee) -> Decision:
    """Those who follow reports up now."""
    if not defends(member, committee):
        return denied(_("Only the members chosen for defence publish numbers."))
    return ALLOWED


def unpublish_totals(member: Membership, committee: Committee) -> Decision:
    """Those who publish them."""
    return publish_totals(member, committee)


def _reported(member: Membership, reprisal: Reprisal) -> bool:
    return reprisal.reporter_id == member.pk and member.is_active
