"""Who may open a recall petition, sign it, take a signature back, and reply."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import CommitteeStatus, Mandate, MandateStatus, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from elections.models import RecallPetition, RecallStatus


def open_recall(member: Membership, mandate: Mandate) -> Decision:
    """Any member, against any live mandate but their own, one petition at a time."""
    if not member.is_active or member.committee_id != mandate.committee_id:
        return denied(_("Only members of this committee can ask for a recall."))
    if mandate.committee.status == CommitteeStatus.FORMING:
        return denied(_("Before anything else comes the founding meeting. Ask a coordinator."))
    if not (begins := may_begin(mandate.committee)):
        return begins
    if mandate.status != MandateStatus.LIVE:
        return denied(_("Nobody carries this mandate any more."))
    if mandate.membership_id == member.pk:
        return denied(_("This is your own mandate. You can lay it down at any time."))
    if RecallPetition.objects.running().filter(mandate=mandate).exists():
        return denied(_("A petition against this mandate is under way. You can sign it."))
    return ALLOWED


def sign_recall(
    member: Membership, petition: RecallPetition, at: datetime, *, has_signed: bool
) -> Decision:
    """Any other member, once, while it collects signatures: a dissolution does not stop it."""
    if not member.is_active or member.committee_id != petition.committee_id:
        return denied(_("Only members of this committee can sign."))
    if not (collects := _collects(petition, at)):
        return collects
    if petition.mandate.membership_id == member.pk:
        return denied(_("This is your own mandate. You can lay it down at any time."))
    if member.joined_at > petition.opened_at:
        return denied(
            _(
                "You joined after this petition was opened. Who signs and votes was fixed then, so "
                "that nobody can bring people in for it."
            )
        )
    if has_signed:
        return denied(_("You have signed already."))
    return ALLOWED


def withdraw_signature(
    member: Membership, petition: RecallPetition, at: datetime, *, has_signed: bool
) -> Decision:
    """Whoever has signed, until enough have."""
    if not member.is_active or member.committee_id != petition.committee_id:
        return denied(_("Only members of this committee can sign."))
    if not (collects := _collects(petition, at)):
        return collects
    if not has_signed:
        return denied(_("You have not signed."))
    return ALLOWED


def answer_recall(member: Membership, petition: RecallPetition, at: datetime) -> Decision:
    """Whose mandate it is, until voting opens."""
    if petition.mandate.membership_id != member.pk:
        return denied(_("Only the person whose mandate it is can reply."))
    if petition.status not in (RecallStatus.OPEN, RecallStatus.REACHED):
        return denied(_("A reply is written before voting opens."))
    if petition.voting_opens_at is not None and at >= petition.voting_opens_at:
        return denied(_("A reply is written before voting opens."))
    return ALLOWED


def _collects(petition: RecallPetition, at: datetime) -> Decision:
    if petition.status == RecallStatus.FELL or petition.mandate.status == MandateStatus.ENDED:
        return denied(_("The mandate has ended, and the petition with it."))
    if petition.status == RecallStatus.LAPSED or (
        petition.status == RecallStatus.OPEN and at >= petition.lapses_at
    ):
        return denied(_("Too few have signed in time. You can open a petition anew."))
    if petition.status != RecallStatus.OPEN:
        return denied(_("Enough members have signed. Signatures are deleted."))
    return ALLOWED
