"""Motions that would end somebody’s membership, as they find them."""

from django.db.models.fields.json import KT

from committees.models import Membership
from meetings.models import Motion
from meetings.removal import KIND


def about(user: object) -> list[Motion]:
    """Undecided ones about this person, the soonest meeting first; no names are read."""
    mine = Membership.objects.active().filter(user=user)  # type: ignore[misc]
    rows = Motion.objects.undecided().annotate(about_member=KT("effect__member"))
    rows = rows.filter(effect__kind=KIND, about_member__in=mine.values("public_id"))
    return list(rows.select_related("committee", "meeting").order_by("meeting__starts_at", "pk"))
