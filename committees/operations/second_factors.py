"""Asking those who carry an office of a larger committee for a second factor."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from committees import emails, permissions
from committees.models import Mandate
from core.models import Event

# No meeting runs then: nobody's office rests in the middle of one.
AT_NIGHT = time(4)


@transaction.atomic
def ask_for_second_factor(mandate: Mandate, *, at: datetime) -> Mandate:
    """Begin the time of grace, and tell who carries the office; the clock does it."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    permissions.ask_for_second_factor(mandate).enforce()
    mandate.strong_by = end_of_grace(mandate, at)
    mandate.save(update_fields=["strong_by"])
    Event.record("committees.second_factor_asked_for", mandate, by=None, at=at)
    emails.second_factor_asked_for(mandate, at=at)
    return mandate


@transaction.atomic
def waive_second_factor(mandate: Mandate, *, at: datetime) -> Mandate:
    """Ask for it no longer: the committee has become small."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    permissions.waive_second_factor(mandate).enforce()
    mandate.strong_by = None
    mandate.save(update_fields=["strong_by"])
    Event.record("committees.second_factor_waived", mandate, by=None, at=at)
    return mandate


def end_of_grace(mandate: Mandate, at: datetime) -> datetime:
    """Four in the morning on campus, at least `STRONG_SIGN_IN_DAYS` after `at`."""
    zone = mandate.committee.timezone
    day = at.astimezone(zone).date() + timedelta(days=settings.STRONG_SIGN_IN_DAYS + 1)
    return datetime.combine(day, AT_NIGHT, tzinfo=zone)
