"""Campuses: anybody signed in may add one that is missing."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.decision import ALLOWED, Decision, denied
from core.models import Event

ADDED_A_DAY_AT_MOST = 5


def add_campus(user: User, at: datetime) -> Decision:
    added = Event.objects.filter(
        name="committees.campus_added", actor=user.public_id, at__gt=at - timedelta(days=1)
    )
    if not user.is_active:
        return denied(_("This account is closed."))
    if added.count() >= ADDED_A_DAY_AT_MOST:
        return denied(_("You have added five campuses today. Add the next one tomorrow."))
    return ALLOWED
