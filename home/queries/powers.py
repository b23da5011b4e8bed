"""Who used which power of an office, by day: from the log, with the office and never a name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from committees.models import Committee, Office
from core.models import Event

SHOWN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Power:
    """What the log calls it, whose power it is, and the sentence for a number of times."""

    office: str | Promise
    sentence: Any
    also_by_itself: bool = False  # the clock or a meeting's vote leaves it, too: without an actor


COORDINATOR = Office.COORDINATOR.label
SECRETARY = Office.MEMBERSHIP_SECRETARY.label
RETURNING = Office.RETURNING_OFFICER.label
OFFICER = _("An officer")
DEFENDER = _("Chosen for defence")
HOST = _("Host")

POWERS: dict[str, Power] = {
    "committees.committee_suspended": Power(
        HOST,
        ngettext_lazy(
            "suspended the committee, %(times)d time",
            "suspended the committee, %(times)d times",
            "times",
        ),
    ),
    "committees.committee_suspension_lifted": Power(
        HOST,
        ngettext_lazy(
            "ended the suspension of the committee, %(times)d time",
            "ended the suspension of the committee, %(times)d times",
            "times",
        ),
    ),
    "committees.report_answered": Power(
        HOST,
        ngettext_lazy(
            "answered %(times)d report about a public page of the committee",
            "answered %(times)d reports about public pages of the committee",
            "times",
        ),
    ),
    "committees.report_closed": Power(
        HOST,
        ngettext_lazy(
            "closed %(times)d report about a public page of the committee",
            "closed %(times)d reports about public pages of the committee",
            "times",
        ),
    ),
    "committees.hosting_chosen": Power(
        HOST,
        ngettext_lazy(
            "chose anew who may found a committee, and the limits of each, %(times)d time",
            "chose anew who may found a committee, and the limits of each, %(times)d times",
            "times",
        ),
    ),
    "committees.committee_edited": Power(
        COORDINATOR,
        ngettext_lazy(
            "changed what the committee says of itself, %(times)d time",
            "changed what the committee says of itself, %(times)d times",
            "times",
        ),
    ),
    "committees.office_shared": Power(
        COORDINATOR,
        ngettext_lazy(
            "asked %(times)d member to carry an office too",
            "asked %(times)d members to carry an office too",
            "times",
        ),
    ),
    "committees.dissolution_asked": Power(
        COORDINATOR,
        ngettext_lazy(
            "asked to dissolve the committee, %(times)d time",
            "asked to dissolve the committee, %(times)d times",
            "times",
        ),
    ),
    "committees.dissolution_confirmed": Power(
        OFFICER,
        ngettext_lazy(
            "confirmed as the second person that the committee is dissolved, %(times)d time",
            "confirmed as the second person that the committee is dissolved, %(times)d times",
            "times",
        ),
    ),
    "committees.committee_dissolved": Power(
        COORDINATOR,
        ngettext_lazy(
            "dissolved the committee, %(times)d time",
            "dissolved the committee, %(times)d times",
            "times",
        ),
        also_by_itself=True,
    ),
    "archives.archive_asked_for": Power(
        COORDINATOR,
        ngettext_lazy(
            "asked for the committee’s archive, %(times)d time",
            "asked for the committee’s archive, %(times)d times",
            "times",
        ),
    ),
    "archives.archive_confirmed": Power(
        OFFICER,
        ngettext_lazy(
            "confirmed as the second person that the archive is fetched, %(times)d time",
            "confirmed as the second person that the archive is fetched, %(times)d times",
            "times",
        ),
    ),
    "archives.archive_withdrawn": Power(
        OFFICER,
        ngettext_lazy(
            "took back that the archive is fetched, %(times)d time",
            "took back that the archive is fetched, %(times)d times",
            "times",
        ),
    ),
    "archives.archive_fetched": Power(
        OFFICER,
        ngettext_lazy(
            "fetched the committee’s archive, %(times)d time",
            "fetched the committee’s archive, %(times)d times",
            "times",
        ),
    ),
    "committees.roll_seen": Power(
        SECRETARY,
        ngettext_lazy(
            "looked at the roll, %(times)d time", "looked at the roll, %(times)d times", "times"
        ),
    ),
    "committees.request_vouched": Power(
        SECRETARY,
        ngettext_lazy(
            "said yes to %(times)d request, as the first of two",
            "said yes to %(times)d requests, as the first of two",
            "times",
        ),
    ),
    "committees.request_admitted": Power(
        SECRETARY,
        ngettext_lazy(
            "admitted %(times)d person who asked", "admitted %(times)d people who asked", "times"
        ),
    ),
    "committees.request_declined": Power(
        SECRETARY,
        ngettext_lazy("declined %(times)d request", "declined %(times)d requests", "times"),
    ),
    "committees.many_invited": Power(
        OFFICER,
        ngettext_lazy(
            "mailed invitations to a list of addresses, %(times)d time",
            "mailed invitations to a list of addresses, %(times)d times",
            "times",
        ),
    ),
    "committees.invitations_printed": Power(
        OFFICER,
        ngettext_lazy(
            "printed invitations, %(times)d time", "printed invitations, %(times)d times", "times"
        ),
    ),
    "committees.suspension_asked": Power(
        OFFICER,
        ngettext_lazy(
            "asked to suspend %(times)d member", "asked to suspend %(times)d members", "times"
        ),
    ),
    "committees.member_suspended": Power(
        OFFICER,
        ngettext_lazy(
            "suspended %(times)d member for seven days, as the second officer",
            "suspended %(times)d members for seven days, as the second officer",
            "times",
        ),
    ),
    "committees.suspension_lifted": Power(
        OFFICER,
        ngettext_lazy(
            "ended %(times)d suspension before its time",
            "ended %(times)d suspensions before their time",
            "times",
        ),
        also_by_itself=True,
    ),
    "announcements.announcement_proposed": Power(
        COORDINATOR,
        ngettext_lazy(
            "proposed %(times)d announcement that takes a second person",
            "proposed %(times)d announcements that take a second person",
            "times",
        ),
    ),
    "announcements.announcement_confirmed": Power(
        OFFICER,
        ngettext_lazy(
            "confirmed %(times)d announcement as the second person",
            "confirmed %(times)d announcements as the second person",
            "times",
        ),
    ),
    "announcements.announcement_sent": Power(
        COORDINATOR,
        ngettext_lazy(
            "sent %(times)d announcement to members",
            "sent %(times)d announcements to members",
            "times",
        ),
    ),
    "announcements.announcement_recalled": Power(
        COORDINATOR,
        ngettext_lazy(
            "took back %(times)d announcement", "took back %(times)d announcements", "times"
        ),
    ),
    "announcements.announcement_pinned": Power(
        COORDINATOR,
        ngettext_lazy(
            "pinned %(times)d announcement to the top",
            "pinned %(times)d announcements to the top",
            "times",
        ),
    ),
    "announcements.announcement_unpinned": Power(
        COORDINATOR,
        ngettext_lazy(
            "took the pin off %(times)d announcement",
            "took the pin off %(times)d announcements",
            "times",
        ),
    ),
    "meetings.meeting_called": Power(
        COORDINATOR,
        ngettext_lazy("called %(times)d meeting", "called %(times)d meetings", "times"),
    ),
    "meetings.meeting_changed": Power(
        COORDINATOR,
        ngettext_lazy(
            "changed a meeting, %(times)d time", "changed a meeting, %(times)d times", "times"
        ),
    ),
    "meetings.meeting_cancelled": Power(
        COORDINATOR,
        ngettext_lazy("cancelled %(times)d meeting", "cancelled %(times)d meetings", "times"),
    ),
    "meetings.agenda_planned": Power(
        COORDINATOR,
        ngettext_lazy(
            "planned an agenda, %(times)d time", "planned an agenda, %(times)d times", "times"
        ),
    ),
    "meetings.resolution_published": Power(
        COORDINATOR,
        ngettext_lazy(
            "made %(times)d resolution public", "made %(times)d resolutions public", "times"
        ),
        also_by_itself=True,
    ),
    "meetings.resolution_unpublished": Power(
        COORDINATOR,
        ngettext_lazy(
            "took %(times)d resolution from the public page",
            "took %(times)d resolutions from the public page",
            "times",
        ),
    ),
    "meetings.resolution_sent": Power(
        COORDINATOR,
        ngettext_lazy(
            "sent a resolution to %(times)d committee",
            "sent a resolution to %(times)d committees",
            "times",
        ),
    ),
    "elections.election_announced": Power(
        RETURNING,
        ngettext_lazy("announced %(times)d election", "announced %(times)d elections", "times"),
        also_by_itself=True,
    ),
    "elections.election_imported": Power(
        RETURNING,
        ngettext_lazy(
            "brought in %(times)d election that was counted elsewhere",
            "brought in %(times)d elections that were counted elsewhere",
            "times",
        ),
    ),
    "elections.election_voided": Power(
        RETURNING,
        ngettext_lazy(
            "declared %(times)d election void", "declared %(times)d elections void", "times"
        ),
        also_by_itself=True,
    ),
    "elections.election_repeated": Power(
        RETURNING,
        ngettext_lazy("repeated %(times)d election", "repeated %(times)d elections", "times"),
        also_by_itself=True,
    ),
    "elections.teller_asked": Power(
        RETURNING,
        ngettext_lazy(
            "asked %(times)d member to be teller", "asked %(times)d members to be tellers", "times"
        ),
    ),
    "elections.teller_dropped": Power(
        RETURNING,
        ngettext_lazy("let %(times)d teller go", "let %(times)d tellers go", "times"),
        also_by_itself=True,
    ),
    "elections.words_taken_down": Power(
        RETURNING,
        ngettext_lazy(
            "took down words in an election, %(times)d time",
            "took down words in an election, %(times)d times",
            "times",
        ),
    ),
    "elections.complaint_decided": Power(
        RETURNING,
        ngettext_lazy(
            "decided %(times)d complaint about a count",
            "decided %(times)d complaints about a count",
            "times",
        ),
    ),
    "elections.challenge_decided": Power(
        COORDINATOR,
        ngettext_lazy(
            "wrote down how a meeting decided %(times)d challenge",
            "wrote down how a meeting decided %(times)d challenges",
            "times",
        ),
        also_by_itself=True,
    ),
    "elections.vacancy_filled": Power(
        COORDINATOR,
        ngettext_lazy(
            "filled %(times)d vacant seat by counting again",
            "filled %(times)d vacant seats by counting again",
            "times",
        ),
        also_by_itself=True,
    ),
    "outreach.member_named": Power(
        COORDINATOR,
        ngettext_lazy(
            "named %(times)d member to read the contacts of a workplace",
            "named %(times)d members to read the contacts of a workplace",
            "times",
        ),
    ),
    "outreach.workplace_dropped": Power(
        COORDINATOR,
        ngettext_lazy(
            "took %(times)d workplace off the list",
            "took %(times)d workplaces off the list",
            "times",
        ),
    ),
    "outreach.face_set": Power(
        COORDINATOR,
        ngettext_lazy(
            "changed what everybody sees of the committee, %(times)d time",
            "changed what everybody sees of the committee, %(times)d times",
            "times",
        ),
        also_by_itself=True,
    ),
    "outreach.action_called": Power(
        COORDINATOR,
        ngettext_lazy(
            "called %(times)d action that was decided",
            "called %(times)d actions that were decided",
            "times",
        ),
    ),
    "outreach.action_joined": Power(
        COORDINATOR,
        ngettext_lazy(
            "had the committee take part in %(times)d action",
            "had the committee take part in %(times)d actions",
            "times",
        ),
    ),
    "outreach.action_changed": Power(
        COORDINATOR,
        ngettext_lazy(
            "changed an action, %(times)d time",
            "changed an action, %(times)d times",
            "times",
        ),
    ),
    "outreach.action_cancelled": Power(
        COORDINATOR,
        ngettext_lazy(
            "cancelled %(times)d action",
            "cancelled %(times)d actions",
            "times",
        ),
    ),
    "outreach.defender_named": Power(
        COORDINATOR,
        ngettext_lazy(
            "entered %(times)d member who reads reports of reprisals",
            "entered %(times)d members who read reports of reprisals",
            "times",
        ),
    ),
    "outreach.totals_published": Power(
        DEFENDER,
        ngettext_lazy(
            "made the numbers of reprisals public, %(times)d time",
            "made the numbers of reprisals public, %(times)d times",
            "times",
        ),
    ),
    "outreach.totals_unpublished": Power(
        DEFENDER,
        ngettext_lazy(
            "took the numbers of reprisals from the public page, %(times)d time",
            "took the numbers of reprisals from the public page, %(times)d times",
            "times",
        ),
    ),
}
EVERYWHERE = ["committees.hosting_chosen"]  # it holds for all committees, and names none
BY_ITSELF = [name for name, power in POWERS.items() if power.also_by_itself]


@dataclass(frozen=True, slots=True)
class Use:
    """One kind of power, as often as it was used on that day."""

    office: str | Promise
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """What was done by offices on one day of the committee's own calendar."""

    on: date
    uses: tuple[Use, ...]


def powers(committee: Committee, now: datetime) -> list[Day]:
    """Ninety days, the newest first; one query, of at most as many rows as days × powers."""
    rows = (
        Event.objects.filter(
            Q(scope=committee.public_id)
            | Q(scope="", name__in=EVERYWHERE, at__gt=committee.opened_at),
            name__in=POWERS,
            at__gt=now - SHOWN,
            at__lte=now,
        )
        .exclude(name__in=BY_ITSELF, actor="")
        .annotate(day=TruncDate("at", tzinfo=committee.timezone))
        .values_list("day", "name")
        .annotate(times=Count("pk"))
        .order_by("-day", "name")
    )
    found: dict[date, list[Use]] = {}
    for day, name, times in rows:
        power = POWERS[name]
        found.setdefault(day, []).append(Use(power.office, power.sentence % {"times": times}))
    return [Day(day, tuple(uses)) for day, uses in found.items()]
