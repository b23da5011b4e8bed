"""Actions as events of a calendar: never with the place."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import Committee, Discretion
from core.ical import Entry
from outreach.models import Action, ActionStatus


def entry(action: Action, committee: Committee) -> Entry:
    """One action. A discreet committee's says no more than that there is a date."""
    is_discreet = committee.discretion == Discretion.DISCREET
    return Entry(
        uid=f"action-{action.public_id}",
        sequence=action.sequence,
        starts_at=action.starts_at,
        ends_at=action.ends_at,
        timezone=committee.timezone,
        summary=_("Date to keep") if is_discreet else action.title,
        url=settings.PUBLIC_URL + reverse("called-action", args=[action.public_id]),
        is_cancelled=action.status == ActionStatus.CANCELLED,
    )
