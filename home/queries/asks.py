"""What needs a member's answer, by when: the same cards in one committee and across all."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from announcements.models import Announcement
from committees.models import (
    JoinRequest,
    JoinRequestStatus,
    Mandate,
    MandateStatus,
    Membership,
    Office,
)
from councils.queries import instructions
from councils.queries import reports as delegates
from home.queries import asks_councils, asks_persons, asks_together, asks_votes
from home.queries.ask import Ask
from meetings.queries.meetings import Ahead
from meetings.queries.records_asks import my_actions, overdue_minutes
from meetings.queries.requisitions import owed_by
from outreach.queries.delegations import open_follow_ups, report_wanted

CARD_BEFORE = timedelta(hours=48)


def asks(user: User, now: datetime, meetings: Iterable[Ahead]) -> list[Ask]:
    """Everything that waits for `user`, what ends first before the rest; a query a kind."""
    found = [*asks_votes.asks(user, now), *_meetings(meetings)]
    found += [*_requests(user), *_offices(user, now), *_second_persons(user, now), *_owed(user)]
    found += [*_minutes(user, now), *_actions(user, now)]
    found += [*_cards(user, now), *_reports(user, now)]
    found += [*_visits(user, now), *_follow_ups(user, now)]
    found += [*asks_persons.asks(user, now), *asks_councils.asks(user, now)]
    found += asks_together.asks(user, now)
    return sorted(found, key=lambda ask: _place(ask, now))


def _place(ask: Ask, now: datetime) -> tuple[bool, bool, bool, datetime]:
    return (ask.is_quiet, ask.is_chore, ask.moment is None, ask.moment or now)


def _meetings(meetings: Iterable[Ahead]) -> Iterable[Ask]:
    for one in meetings:
        page = reverse("meeting", args=[one.public_id])
        shared = (one.committee, one.committee_id, one.title)
        if one.needs_closing:
            words = gettext_lazy("It was to end") if one.is_over else gettext_lazy("It began")
            moment = one.ends_at if one.is_over else one.starts_at
            yield Ask(
                *shared,
                words,
                moment,
                one.timezone,
                gettext_lazy("To the meeting"),
                page,
                home=one.home_zone,
            )
        elif one.needs_answer:
            yield Ask(
                *shared,
                gettext_lazy("Are you coming?"),
                one.starts_at,
                one.timezone,
                gettext_lazy("I’m coming"),
                reverse("say-coming", args=[one.public_id]),
                posts=True,
                more=page,
                home=one.home_zone,
            )


def _requests(user: User) -> Iterable[Ask]:
    """Those who wait to be admitted where this person admits."""
    where = Mandate.objects.live().filter(
        membership__user=user, membership__status="active", office=Office.MEMBERSHIP_SECRETARY
    )
    waiting = (
        JoinRequest.objects.filter(
            committee__in=where.values("committee"), status=JoinRequestStatus.WAITING
        )
        .values("committee__name", "committee__public_id", "committee__timezone")
        .annotate(number=Count("pk"), first=Min("expires_at"))
    )
    for one in waiting:
        yield Ask(
            one["committee__name"],
            one["committee__public_id"],
            ngettext(
                "%(number)d person asks to join", "%(number)d people ask to join", one["number"]
            )
            % {"number": one["number"]},
            gettext_lazy("The first request lapses"),
            one["first"],
            one["committee__timezone"],
            gettext_lazy("Answer"),
            reverse("join-requests", args=[one["committee__public_id"]]),
        )


def _offices(user: User, now: datetime) -> Iterable[Ask]:
    """Offices that somebody asks this person to carry, and those that want a second factor."""
    mine = Membership.objects.active().filter(user=user)
    given, strong = Q(status=MandateStatus.GIVEN), Q(strong_by__isnull=False)
    rows = Mandate.objects.unended().filter(given | strong, membership__in=mine)
    found = list(rows.select_related("committee").order_by("given_at"))
    for one in found:
        if one.status == MandateStatus.GIVEN:
            yield Ask(
                one.committee.name,
                one.committee.public_id,
                _("You are asked to be %(office)s") % {"office": one.get_office_display()},
                gettext_lazy("It begins when you accept."),
                None,
                one.committee.timezone,
                gettext_lazy("Answer"),
                reverse("offices", args=[one.committee.public_id]),
            )
    asked = {one.committee_id: one for one in found if one.status == MandateStatus.LIVE}
    if asked and not user.second_factors.exists():
        yield from (_second_factor(one, now) for one in asked.values())


def _second_factor(mandate: Mandate, now: datetime) -> Ask:
    """The time of grace with the days that are left of it, or what rests after it."""
    until = mandate.strong_by or now
    days = -((now - until) // timedelta(days=1))
    words = gettext_lazy(
        "Whoever reads your mail could use your office. Add a passkey or an authenticator app. Until"
        " then everything goes on; without it the office rests from:"
    )
    rests = gettext_lazy(
        "Add a passkey or an authenticator app, and it goes on at once. You are a member as before,"
        " and can vote."
    )
    left = ngettext(
        "Stronger sign-in for your office: %(days)d day left",
        "Stronger sign-in for your office: %(days)d days left",
        days,
    )
    return Ask(
        mandate.committee.name,
        mandate.committee.public_id,
        left % {"days": days} if until > now else _("Your office rests"),
        words if until > now else rests,
        until if until > now else None,
        mandate.committee.timezone,
        gettext_lazy("Set it up"),
        reverse("second-factors"),
        is_chore=until > now,
    )


def _second_persons(user: User, now: datetime) -> Iterable[Ask]:
    """Announcements to many people that wait for somebody else's yes."""
    waiting = Announcement.objects.visible_to(user, now).waiting_for(user)
    for one in waiting.select_related("committee").order_by("proposed_at"):
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            _("An announcement waits for your yes"),
            gettext_lazy("It goes to many people, and takes two."),
            None,
            one.committee.timezone,
            gettext_lazy("Read it"),
            reverse("announcement", args=[one.public_id]),
        )


def _owed(user: User) -> Iterable[Ask]:
    """Meetings that enough members demanded, and that this person is to call."""
    for one in owed_by(user):
        path = reverse("call-meeting", args=[one.committee.public_id])
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            _("Members demand a meeting"),
            gettext_lazy("It is held by"),
            one.meeting_by,
            one.committee.timezone,
            gettext_lazy("Call it"),
            f"{path}?requisition={one.public_id}",
            more=reverse("requisition", args=[one.public_id]),
        )


def _minutes(user: User, now: datetime) -> Iterable[Ask]:
    """Drafts that nobody has read through in time, where this person may."""
    for one in overdue_minutes(user, now):
        meeting = one.meeting
        yield Ask(
            meeting.committee.name,
            meeting.committee.public_id,
            _("Minutes are overdue: %(meeting)s") % {"meeting": meeting.title},
            gettext_lazy("Read the draft through and save it. It was to be ready by:"),
            one.due_at,
            meeting.timezone,
            gettext_lazy("Edit the minutes"),
            reverse("edit-minutes", args=[one.public_id]),
            more=reverse("minutes", args=[one.public_id]),
            is_chore=True,
        )


def _actions(user: User, now: datetime) -> Iterable[Ask]:
    """What this person took on, from a week before; overdue, what nobody took on where they coordinate."""
    for one in my_actions(user, now):
        committee = one.meeting.committee
        shared = (committee.name, committee.public_id, one.text)
        day = datetime.combine(one.due_on, time(23, 59), tzinfo=committee.timezone)
        if one.is_mine:
            yield Ask(
                *shared,
                gettext_lazy("You have taken this on, to be done by:"),
                day,
                committee.timezone,
                gettext_lazy("It is done"),
                reverse("finish-action", args=[one.public_id]),
                posts=True,
                more=reverse("actions", args=[committee.public_id]),
                is_chore=True,
            )
        else:
            yield Ask(
                *shared,
                gettext_lazy("Nobody has taken this on. It was to be done by:"),
                day,
                committee.timezone,
                gettext_lazy("To the list"),
                reverse("actions", args=[committee.public_id]),
                is_chore=True,
            )


def _cards(user: User, now: datetime) -> Iterable[Ask]:
    """What this person carries to a council that meets in two days, or now."""
    for meeting, seat in instructions.cards_of(user, now, now + CARD_BEFORE):
        committee = seat.affiliation.committee
        yield Ask(
            committee.name,
            committee.public_id,
            _("What you carry to %(council)s") % {"council": seat.affiliation.council.name},
            gettext_lazy("The council meets"),
            meeting.starts_at,
            meeting.timezone,
            gettext_lazy("My card"),
            reverse("delegate-card", args=[meeting.public_id, seat.public_id]),
            more=reverse("meeting", args=[meeting.public_id]),
            is_chore=True,
        )


def _reports(user: User, now: datetime) -> Iterable[Ask]:
    """What this person, who sat in a council, has not told the committee yet."""
    for one in delegates.owed_by(user):
        committee = one.seat.affiliation.committee
        is_late = one.is_overdue(now)
        yield Ask(
            committee.name,
            committee.public_id,
            _("Report back: %(meeting)s") % {"meeting": one.meeting.title},
            gettext_lazy("It is overdue. It was promised by")
            if is_late
            else gettext_lazy("It takes five minutes. It is promised by"),
            one.due_at,
            committee.timezone,
            gettext_lazy("Report back"),
            reverse("make-report", args=[one.public_id]),
            more=reverse("delegate-report", args=[one.public_id]),
            is_chore=True,
        )


def _visits(user: User, now: datetime) -> Iterable[Ask]:
    """Visits with which this person went, and of which nobody has reported."""
    for one in report_wanted(user, now):
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            _("Report: %(place)s") % {"place": one.goes_to},
            gettext_lazy("You went along. It takes five minutes."),
            one.starts_at,
            one.timezone,
            gettext_lazy("Report"),
            reverse("report-delegation", args=[one.public_id]),
            more=reverse("delegation", args=[one.public_id]),
            is_chore=True,
        )


def _follow_ups(user: User, now: datetime) -> Iterable[Ask]:
    """What this person took on after a visit; overdue, what nobody did where they coordinate."""
    for one, is_mine in open_follow_ups(user, now):
        committee = one.delegation.committee
        yield Ask(
            committee.name,
            committee.public_id,
            one.text,
            gettext_lazy("You have taken this on, to be done by:")
            if is_mine
            else gettext_lazy("Nobody has taken this on. It was to be done by:"),
            datetime.combine(one.due_on, time(23, 59), tzinfo=committee.timezone),
            committee.timezone,
            gettext_lazy("To the delegation"),
            reverse("delegation", args=[one.delegation.public_id]),
            is_chore=True,
        )
