"""Saying "I'm coming" to an action, and being home safe. No event, and no time, joins a member to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from committees.models import Membership
from outreach.models import ActionComing, Participation, ShiftPlace
from outreach.operations import locking
from outreach.permissions import actions as permissions


@transaction.atomic
def come_to_action(part: Participation, *, by: Membership, at: datetime) -> None:
    """Count this member among those who are coming; twice is once."""
    part = locking.part(part)
    permissions.come_to_action(by, part, at).enforce()
    ActionComing.objects.get_or_create(participation=part, membership=by)


@transaction.atomic
def stay_away_from_action(part: Participation, *, by: Membership, at: datetime) -> None:
    """Take it back, with one's shifts; harmless where it was never said."""
    part = locking.part(part)
    permissions.stay_away_from_action(by, part, at).enforce()
    ActionComing.objects.filter(participation=part, membership=by).delete()
    ShiftPlace.objects.filter(shift__participation=part, membership=by).delete()


@transaction.atomic
def say_home_safe(part: Participation, *, by: Membership, at: datetime) -> None:
    """One more is home: a number rises, and the row that said who was coming is deleted."""
    part = locking.part(part)
    permissions.say_home_safe(by, part, at).enforce()
    part.coming.filter(membership=by).delete()
    ShiftPlace.objects.filter(shift__participation=part, membership=by).delete()
    Participation.objects.filter(pk=part.pk).update(home=F("home") + 1)
