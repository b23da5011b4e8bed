"""Single-use ways in: made, taken back, accepted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from committees import emails, permissions, tokens
from committees.admission import ANSWERED_WITHIN, INVITATION_LASTS, yes_needed
from committees.models import (
    Admission,
    Committee,
    Invitation,
    InvitationRefusal,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Office,
)
from committees.names import clean_chosen_name
from committees.operations.memberships import admit_member
from core.models import Event


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation with its token, which is nowhere else from now on."""

    invitation: Invitation
    token: str


@transaction.atomic
def make_invitation(committee: Committee, *, by: Membership, at: datetime) -> Made:
    """Make one single-use link. The event names the committee alone, so that it vouches for nobody."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.make_invitation(by, committee, at).enforce()
    made = _make(committee, by, at)
    Event.record("committees.invitation_made", committee, by=by, at=at)
    return made


@transaction.atomic
def print_invitations(committee: Committee, *, by: Membership, at: datetime) -> list[Made]:
    """Make as many single-use links as cards stand on a sheet. The event names the committee alone."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.print_invitations(by, committee, at).enforce()
    made = [_make(committee, by, at) for _card in range(permissions.invitations.CARDS)]
    Event.record("committees.invitations_printed", committee, by=by, at=at, cards=len(made))
    return made


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Membership, at: datetime) -> Invitation:
    """Make the link useless."""
    Committee.objects.select_for_update().get(pk=invitation.committee_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    permissions.withdraw_invitation(by, invitation).enforce()
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    Event.record("committees.invitation_withdrawn", invitation.committee, by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, chosen_name: str, by: User, at: datetime, greeting: str = ""
) -> Membership | JoinRequest:
    """Use the link: a member at once where its maker's yes is enough, else a request that waits.

    Whoever had asked before keeps that request, and the invitation adds to it.
    """
    committee = Committee.objects.select_for_update().get(pk=invitation.committee_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.committee = committee
    chosen_name = clean_chosen_name(chosen_name)
    permissions.accept_invitation(by, invitation, chosen_name, at).enforce()
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    Event.record("committees.invitation_accepted", committee, by=None, at=at)
    maker = invitation.made_by
    vouching = maker if maker and maker.holds(Office.MEMBERSHIP_SECRETARY) else None
    request = JoinRequest.objects.waiting().filter(committee=committee, user=by).first()
    said_yes = set(request.admissions.values_list("by", flat=True)) if request else set()
    if vouching is not None:
        said_yes.add(vouching.pk)
    needed = yes_needed(committee)
    if len(said_yes) >= needed:
        if request is not None:
            request.status, request.decided_at = JoinRequestStatus.ADMITTED, at
            request.save(update_fields=["status", "decided_at"])
        member = admit_member(committee, by, chosen_name, at=at)
        if needed == 1:
            emails.member_admitted(member, at=at)
        return member
    if request is None:
        request = JoinRequest(
            committee=committee, user=by, made_at=at, expires_at=at + ANSWERED_WITHIN
        )
    request.chosen_name, request.invited = chosen_name, True
    request.greeting = greeting or request.greeting
    request.save()
    if vouching is not None:
        Admission.objects.get_or_create(request=request, by=vouching, defaults={"at": at})
    emails.request_made(request, at=at)
    return request


@transaction.atomic
def refuse_invitations(digest: str, *, at: datetime) -> InvitationRefusal:
    """Mail no invitation to the address behind this hash any more, from any committee."""
    refusal, _is_new = InvitationRefusal.objects.get_or_create(
        digest=digest, defaults={"refused_on": at.date()}
    )
    return refusal


def _make(committee: Committee, by: Membership, at: datetime) -> Made:
    token = tokens.new()
    invitation = Invitation.objects.create(
        committee=committee,
        made_by=by,
        token_hash=tokens.digest(token),
        made_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    return Made(invitation, token)
