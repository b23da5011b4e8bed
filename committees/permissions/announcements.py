"""Announcements: coordinators write, send and take back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from committees.models import Announcement, AnnouncementStatus, Committee, Membership, Office
from core.decision import ALLOWED, Decision, denied

SENT_AT_MOST, SENT_WITHIN = 5, timedelta(days=1)


def write_announcement(member: Membership, committee: Committee) -> Decision:
    """A coordinator of the committee."""
    if not member.is_active or member.committee_id != committee.pk:
        return denied(_("Only coordinators write announcements."))
    if not member.holds(Office.COORDINATOR):
        return denied(_("Only coordinators write announcements."))
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    return ALLOWED


def edit_announcement(member: Membership, announcement: Announcement) -> Decision:
    """Any coordinator, as long as it is a draft."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if announcement.status != AnnouncementStatus.DRAFT:
        return denied(_("This announcement is sent. Take it back first, if there is still time."))
    return ALLOWED


def send_copy(member: Membership, announcement: Announcement) -> Decision:
    """As for editing: of what is sent everybody gets a copy."""
    return edit_announcement(member, announcement)


def send_announcement(member: Membership, announcement: Announcement, at: datetime) -> Decision:
    """Any coordinator; the committee's members get at most five a day."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if not announcement.can_become(AnnouncementStatus.SENT):
        return denied(_("This announcement is sent already."))
    sent = Announcement.objects.filter(
        committee=announcement.committee,
        status=AnnouncementStatus.SENT,
        sent_at__gt=at - SENT_WITHIN,
    )
    if sent.count() >= SENT_AT_MOST:
        return denied(
            _("%(number)d announcements went out within a day. Send this one tomorrow.")
            % {"number": SENT_AT_MOST}
        )
    return ALLOWED


def recall_announcement(member: Membership, announcement: Announcement, at: datetime) -> Decision:
    """Any coordinator, within five minutes."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if not announcement.can_become(AnnouncementStatus.DRAFT):
        return denied(_("This announcement is a draft."))
    if announcement.is_out(at):
        return denied(_("The five minutes are over: this announcement is on its way."))
    return ALLOWED
