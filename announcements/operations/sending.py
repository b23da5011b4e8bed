"""Trying an announcement out, sending it, saying yes as the second person, taking it back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from announcements import audiences, emails, marks, permissions
from announcements.models import Announcement, AnnouncementStatus
from announcements.operations.writing import alone, locked, refuse_changed
from committees.models import Membership
from core.decision import Refused
from core.models import Event
from notices.hours import next_allowed
from notices.operations.messages import cancel_message

UNDO = timedelta(minutes=5)


def going_at(announcement: Announcement, at: datetime) -> datetime:
    """When it goes out if it is sent at `at`: in five minutes or as asked, and not in quiet hours."""
    committee = announcement.committee
    return next_allowed(
        max(at + UNDO, announcement.send_at or at),
        committee.timezone,
        is_high_school=committee.is_high_school,
    )


@transaction.atomic
def send_copy(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    """Mail it to oneself alone, as the members would read it."""
    announcement = locked(announcement)
    permissions.send_copy(by, announcement).enforce()
    emails.copy_sent(announcement, to=by, at=at)
    Event.record("announcements.copy_sent", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def send_announcement(
    announcement: Announcement, *, by: Membership, at: datetime, seen: str | None = None
) -> Announcement:
    """Send it when its time comes; to more than 200 people only after a second person's yes.

    Whom its author told anything else within a day is counted with them. `seen` is the mark of what
    the sender has read; None where no page showed it.
    """
    announcement = alone(announcement)
    due_at = going_at(announcement, at)
    readers = audiences.within_a_day(announcement, due_at)
    permissions.send_announcement(by, announcement, going_at=due_at, readers=readers).enforce()
    refuse_changed(seen, marks.of_all(announcement))
    if readers > permissions.ONE_PERSON_TELLS:
        return _propose(announcement, by=by, at=at)
    return _send(announcement, by=by, at=at, due_at=due_at)


@transaction.atomic
def confirm_announcement(
    announcement: Announcement, *, by: Membership, at: datetime, seen: str | None = None
) -> Announcement:
    """The second person's yes to what stood on the page: now it is sent."""
    announcement = alone(announcement)
    due_at = going_at(announcement, at)
    permissions.confirm_announcement(by, announcement, going_at=due_at).enforce()
    refuse_changed(seen, marks.of_all(announcement))
    Event.record("announcements.announcement_confirmed", announcement, by=by, at=at)
    return _send(announcement, by=by, at=at, due_at=due_at)


@transaction.atomic
def recall_announcement(
    announcement: Announcement, *, by: Membership, at: datetime
) -> Announcement:
    """Take it back before it goes out; it is a draft again."""
    announcement = locked(announcement)
    permissions.recall_announcement(by, announcement, at).enforce()
    is_sent = announcement.status == AnnouncementStatus.SENT
    if is_sent and not cancel_message(emails.key_of(announcement), at=at):
        raise Refused(_("It is too late: this announcement is on its way."))
    _move(announcement, AnnouncementStatus.DRAFT)
    Event.record("announcements.announcement_recalled", announcement, by=by, at=at)
    return announcement


def _propose(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    announcement.proposed_by = by
    _move(announcement, AnnouncementStatus.PROPOSED, proposed_at=at)
    emails.second_asked(announcement, at=at)
    Event.record("announcements.announcement_proposed", announcement, by=by, at=at)
    return announcement


def _send(
    announcement: Announcement, *, by: Membership, at: datetime, due_at: datetime
) -> Announcement:
    _move(announcement, AnnouncementStatus.SENT, sent_at=due_at)
    announcement.message = emails.announcement_sent(announcement, at=at, due_at=due_at).public_id
    announcement.save(update_fields=["message"])
    Event.record("announcements.announcement_sent", announcement, by=by, at=at)
    return announcement


def _move(
    announcement: Announcement,
    status: str,
    *,
    proposed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> None:
    announcement.status, announcement.message = status, ""
    announcement.proposed_at, announcement.sent_at = proposed_at, sent_at
    if status != AnnouncementStatus.PROPOSED:
        announcement.proposed_by = None
    announcement.save(update_fields=["status", "message", "proposed_at", "proposed_by", "sent_at"])
