"""The row of a membership, begun and ended; whoever calls has asked whether it may be."""

from datetime import datetime

from accounts.models import User
from ballots.operations.rolls import forget_voter
from committees.models import Committee, Membership, MembershipStatus
from core.folding import fold
from notices.operations.notices import forget_notices

SUSPENSION = ("suspension_asked_at", "suspension_asked_by", "suspension_because", "suspended_until")


def clear_suspension(member: Membership) -> None:
    """Of a suspension, asked for or in force, nothing stays; not saved."""
    member.suspension_asked_at = member.suspension_asked_by = member.suspended_until = None
    member.suspension_because = ""


def begin_membership(
    committee: Committee, user: User, chosen_name: str, *, at: datetime
) -> Membership:
    """The person is a member under this name, which is clean and free."""
    return Membership.objects.create(
        committee=committee,
        user=user,
        chosen_name=chosen_name,
        folded_name=fold(chosen_name),
        joined_at=at,
    )


def end_membership(
    member: Membership, *, at: datetime, status: str = MembershipStatus.LEFT
) -> None:
    """A locked member is one no longer; the chosen name goes at once, and from every roll."""
    member.status, member.ended_at = status, at
    member.chosen_name = member.folded_name = ""
    clear_suspension(member)
    member.save(update_fields=["status", "ended_at", "chosen_name", "folded_name", *SUSPENSION])
    forget_voter(member.public_id, at=at)
    if member.user is not None:
        forget_notices(member.user, scope=member.committee.public_id)
