"""What the clock owes next, so that a newcomer can go there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from elections.models import (
    Election,
    ElectionReminder,
    ElectionStatus,
    RecallPetition,
    RecallStatus,
)
from meetings.models import Meeting, MeetingStatus
from notices.models import Message, MessageStatus

STEPS: dict[str, str | Promise] = {
    ElectionStatus.NOMINATIONS: _("Nominations close"),
    ElectionStatus.QUESTIONS: _("Voting opens"),
    ElectionStatus.VOTING: _("Voting closes"),
    ElectionStatus.CLOSED: _("The count"),
    ElectionStatus.COUNTED: _("The result is declared"),
    ElectionStatus.DECLARED: _("The time for challenges ends"),
}
RECALL_STEPS: dict[str, str | Promise] = {
    RecallStatus.OPEN: _("The petition lapses"),
    RecallStatus.REACHED: _("Voting opens"),
    RecallStatus.VOTING: _("Voting closes"),
    RecallStatus.CLOSED: _("The count"),
}
MEETING_STEPS: dict[str, str | Promise] = {
    "starts_at": _("The meeting begins"),
    "reminder_due_at": _("Reminder of the meeting"),
    "morning_due_at": _("Reminder to those who are coming"),
}


@dataclass(frozen=True)
class Deadline:
    """A moment at which something happens by itself, in words."""

    at: datetime
    what: str | Promise
    title: str
    committee: str
    zone: str


def _step(election: Election) -> str | Promise:
    """What the clock does next; where tellers have to find their keys, it prints before it opens."""
    assert election.due_at
    if election.status == ElectionStatus.QUESTIONS and election.due_at < election.voting_opens_at:
        return _("The ballot paper is printed")
    return STEPS.get(election.status, _("The next step"))


def ahead(now: datetime, committees: list[int] | None = None, most: int = 12) -> list[Deadline]:
    """The next moments after `now`, soonest first; of these committees only, where given."""
    elections = Election.objects.filter(due_at__gt=now)
    reminders = ElectionReminder.objects.filter(sent_at=None, due_at__gt=now)
    recalls = RecallPetition.objects.filter(due_at__gt=now)
    meetings = Meeting.objects.filter(status=MeetingStatus.CALLED)
    held = Message.objects.filter(status=MessageStatus.WAITING, due_at__gt=now)
    if committees is not None:
        elections = elections.filter(committee__in=committees)
        reminders = reminders.filter(election__committee__in=committees)
        recalls = recalls.filter(committee__in=committees)
        meetings = meetings.filter(committee__in=committees)
        scopes = Committee.objects.filter(pk__in=committees).values("public_id")
        held = held.filter(scope__in=scopes)
    found = [
        Deadline(
            election.due_at,
            _step(election),
            election.title,
            election.committee.name,
            str(election.committee.timezone),
        )
        for election in elections.select_related("committee").order_by("due_at")[:most]
        if election.due_at
    ]
    found += [
        Deadline(
            reminder.due_at,
            reminder.get_news_display(),
            reminder.election.title,
            reminder.election.committee.name,
            str(reminder.election.committee.timezone),
        )
        for reminder in reminders.select_related("election__committee").order_by("due_at")[:most]
    ]
    found += [
        Deadline(
            recall.due_at,
            RECALL_STEPS[recall.status],
            str(_("Recall")),
            recall.committee.name,
            str(recall.committee.timezone),
        )
        for recall in recalls.select_related("committee").order_by("due_at")[:most]
        if recall.due_at
    ]
    for field, what in MEETING_STEPS.items():
        rows = meetings.filter(**{f"{field}__gt": now}).select_related("committee")
        found += [
            Deadline(
                getattr(meeting, field),
                what,
                meeting.title,
                meeting.committee.name,
                str(meeting.timezone),
            )
            for meeting in rows.order_by(field)[:most]
        ]
    found += [
        Deadline(
            message.due_at,
            _("A notice leaves"),
            message.context.get("title", ""),
            message.sender,
            message.context.get("timezone", "UTC"),
        )
        for message in held.order_by("due_at")[:most]
    ]
    return sorted(found, key=lambda one: one.at)[:most]
