"""Elections as events of a calendar: until when to stand, and when to vote. Nothing about voters."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Discretion
from core.ical import Entry
from elections.models import Election, ElectionStatus, Preset

LAST_CALL = timedelta(minutes=30)  # how long before it the end of nominations stands there


def entries(election: Election) -> list[Entry]:
    """The last half hour of nominations, and the whole vote; neither blocks the reader's time."""
    is_discreet = election.committee.discretion == Discretion.DISCREET
    is_void = election.status == ElectionStatus.VOID
    url = settings.PUBLIC_URL + reverse("election", args=[election.public_id])
    timezone = election.committee.timezone

    def one(name: str, starts_at: datetime, ends_at: datetime, summary: str) -> Entry:
        return Entry(
            uid=f"{name}-{election.public_id}",
            sequence=int(is_void),
            starts_at=starts_at,
            ends_at=ends_at,
            timezone=timezone,
            summary=_("Deadline") if is_discreet else summary % {"title": election.title},
            url=url,
            is_cancelled=is_void,
            is_busy=False,
        )

    closes_at = election.nominations_close_at
    return [
        one("nominations", closes_at - LAST_CALL, closes_at, _("Nominations close: %(title)s")),
        one("vote", election.voting_opens_at, election.voting_closes_at, _("Voting: %(title)s")),
    ]


def of(user: User, since: datetime, until: datetime) -> list[Entry]:
    """Of the elections of this person's committees that close between the two; no practice ones."""
    rows = Election.objects.visible_to(user).exclude(preset=Preset.PRACTICE)
    within = rows.filter(voting_closes_at__gte=since, voting_closes_at__lte=until)
    found = within.select_related("committee__campus").order_by("voting_closes_at", "pk")
    return [event for election in found for event in entries(election)]
