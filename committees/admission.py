"""The numbers behind admission and invitation: how many say yes, how much may be mailed."""

from datetime import datetime, timedelta

from django.db.models import Sum

from committees.models import Committee, HostChoices, InvitationBatch, Mandate, Office
from committees.queries.members import members_count

TWO_FROM = 10
ANSWERED_WITHIN = timedelta(days=7)
INVITATION_LASTS = timedelta(hours=72)
_DAY = timedelta(days=1)


def yes_needed(committee: Committee) -> int:
    """How many membership secretaries must say yes: one under ten members, from ten on two."""
    return 2 if members_count(committee) >= TWO_FROM else 1


def secretaries(committee: Committee) -> int:
    """How many membership secretaries there are now."""
    live = Mandate.objects.live().filter(committee=committee, office=Office.MEMBERSHIP_SECRETARY)
    return live.values("membership").distinct().count()


def mails_left(committee: Committee, at: datetime) -> int:
    """How many invitations the committee may still mail within this day; the host sets the base."""
    batches = InvitationBatch.objects.filter(committee=committee, made_at__gt=at - _DAY)
    mailed = batches.aggregate(sum=Sum("total"))["sum"] or 0
    return max(0, 3 * members_count(committee) + HostChoices.now().invited_a_day - mailed)
