"""Who belongs to a committee, and how many; the small questions that rules ask."""

from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from committees.models import Committee, CommitteeStatus, Membership
from committees.standing_orders import TWO_PEOPLE_FROM
from core.models import Event


def membership_of(user: object, committee: Committee) -> Membership:
    """This person's membership of the committee; 404 where there is none."""
    if not getattr(user, "is_authenticated", False):
        raise Http404
    try:
        membership = Membership.objects.active().get(user=user, committee=committee)  # type: ignore[misc]
    except ObjectDoesNotExist:
        raise Http404 from None
    membership.committee = committee
    return membership


def members_count(committee: Committee) -> int:
    """How many members there are now."""
    return Membership.objects.active().filter(committee=committee).count()


def takes_two(committee: Committee) -> bool:
    """Whether big changes take two people here: founded, and ten members or more."""
    is_forming = committee.status == CommitteeStatus.FORMING
    return not is_forming and members_count(committee) >= TWO_PEOPLE_FROM


def roll_looks(committee: Committee, now: datetime) -> int:
    """How often the roll was looked at in 30 days."""
    month_ago = now - timedelta(days=30)
    looks = Event.objects.filter(scope=committee.public_id, name="committees.roll_seen")
    return looks.filter(at__gt=month_ago).count()
