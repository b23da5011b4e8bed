"""What the next meeting is told of: actions that were counted, delegations that reported."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.models import Committee
from meetings.matters import Report, reported
from meetings.minutes_markdown import plain
from outreach.models import Delegation, Participation


@reported
def actions_reported(
    committee: Committee, since: datetime | None, until: datetime
) -> Iterable[Report]:
    """How many were counted, and what was won."""
    rows = Participation.objects.filter(committee=committee, reported_at__lte=until)
    if since is not None:
        rows = rows.filter(reported_at__gt=since)
    for one in rows.select_related("action").order_by("reported_at", "pk"):
        counted = one.counted or 0
        words = ngettext(
            "%(count)d person of ours was counted by hand.",
            "%(count)d people of ours were counted by hand.",
            counted,
        ) % {"count": counted}
        heading = _("Actions: %(title)s") % {"title": plain(one.action.title)}
        yield Report(heading, f"{words} {plain(one.won)}".strip())


@reported
def delegations_reported(
    committee: Committee, since: datetime | None, until: datetime
) -> Iterable[Report]:
    """Where they went, how many people they met, what was agreed. Nobody is named."""
    rows = Delegation.objects.filter(committee=committee, reported_at__lte=until)
    if since is not None:
        rows = rows.filter(reported_at__gt=since)
    for one in rows.select_related("workplace", "campus").order_by("reported_at", "pk"):
        met = one.met or 0
        heading = _("Report of a delegation: %(place)s") % {"place": plain(one.goes_to)}
        words = ngettext("They met %(number)d person.", "They met %(number)d people.", met) % {
            "number": met
        }
        parts = [words, plain(one.said)]
        if one.agreed:
            parts.append(_("It was agreed: %(agreed)s") % {"agreed": plain(one.agreed)})
        yield Report(heading, " ".join(parts))
