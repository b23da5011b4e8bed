"""A coordinator's message: written, tried out, sent, and for five minutes taken back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from committees import emails, permissions
from committees.models import Announcement, AnnouncementStatus, Committee, Membership
from core.decision import Refused
from core.models import Event
from notices.operations.messages import cancel_message

UNDO = timedelta(minutes=5)


@transaction.atomic
def write_announcement(
    committee: Committee, *, title: str, text: str, by: Membership, at: datetime
) -> Announcement:
    """Keep a draft, which coordinators see."""
    permissions.write_announcement(by, committee).enforce()
    announcement = Announcement.objects.create(
        committee=committee, written_by=by, title=title, text=text, written_at=at
    )
    Event.record("committees.announcement_written", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def edit_announcement(
    announcement: Announcement, *, title: str, text: str, by: Membership, at: datetime
) -> Announcement:
    """Change a draft."""
    announcement = _locked(announcement)
    permissions.edit_announcement(by, announcement).enforce()
    announcement.title, announcement.text, announcement.written_at = title, text, at
    announcement.save(update_fields=["title", "text", "written_at"])
    Event.record("committees.announcement_edited", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def send_copy(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    """Mail it to oneself alone, as the members would read it."""
    announcement = _locked(announcement)
    permissions.send_copy(by, announcement).enforce()
    emails.copy_sent(announcement, to=by, at=at)
    Event.record("committees.copy_sent", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def send_announcement(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    """Send it to every member, in five minutes."""
    announcement = _locked(announcement)
    permissions.send_announcement(by, announcement, at).enforce()
    due_at = at + UNDO
    message = emails.announcement_sent(announcement, at=at, due_at=due_at)
    announcement.status, announcement.sent_at = AnnouncementStatus.SENT, due_at
    announcement.message = message.public_id
    announcement.save(update_fields=["status", "sent_at", "message"])
    Event.record("committees.announcement_sent", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def recall_announcement(
    announcement: Announcement, *, by: Membership, at: datetime
) -> Announcement:
    """Take it back before it goes out; it is a draft again."""
    announcement = _locked(announcement)
    permissions.recall_announcement(by, announcement, at).enforce()
    assert announcement.sent_at is not None  # what is sent is dated, says the database
    if not cancel_message(emails.key_of(announcement, announcement.sent_at), at=at):
        raise Refused(_("The five minutes are over: this announcement is on its way."))
    announcement.status, announcement.sent_at = AnnouncementStatus.DRAFT, None
    announcement.message = ""
    announcement.save(update_fields=["status", "sent_at", "message"])
    Event.record("committees.announcement_recalled", announcement, by=by, at=at)
    return announcement


def _locked(announcement: Announcement) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("committee")
    return rows.get(pk=announcement.pk)
