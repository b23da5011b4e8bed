"""Announcements: coordinators write, send, take back and pin; big ones take a second person."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from announcements.models import SECONDS, Announcement, AnnouncementStatus
from committees.models import Committee, HostChoices, Mandate, Membership, Office
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied

SENT_WITHIN = timedelta(days=1)
ONE_PERSON_TELLS = 200  # within a day; mail to more people than this takes two


def write_announcement(member: Membership, committee: Committee) -> Decision:
    """A coordinator of the committee."""
    if not member.is_active or member.committee_id != committee.pk:
        return denied(_("Only coordinators write announcements."))
    if not member.holds(Office.COORDINATOR):
        return denied(_("Only coordinators write announcements."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def edit_announcement(member: Membership, announcement: Announcement) -> Decision:
    """Any coordinator, as long as it is a draft."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if announcement.status == AnnouncementStatus.PROPOSED:
        return denied(_("This announcement waits for a second person. Take it back first."))
    if announcement.status != AnnouncementStatus.DRAFT:
        return denied(_("This announcement is sent. Take it back first, if there is still time."))
    return ALLOWED


def translate_announcement(
    member: Membership, announcement: Announcement, *, language: str = ""
) -> Decision:
    """As for editing, into any language but its own."""
    allowed = edit_announcement(member, announcement)
    if allowed and language and language == announcement.language:
        return denied(_("The announcement is written in this language."))
    return allowed


def send_copy(member: Membership, announcement: Announcement) -> Decision:
    """As for editing: of what is sent everybody gets a copy."""
    return edit_announcement(member, announcement)


def send_announcement(
    member: Membership, announcement: Announcement, *, going_at: datetime, readers: int
) -> Decision:
    """Any coordinator; the committee's members get within a day at most as many as the host chose.

    For more than 200 `readers`, with those of what its author sent within a day, somebody else must
    carry an office, to be the second person.
    """
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if announcement.status != AnnouncementStatus.DRAFT:
        return denied(_("This announcement is sent already."))
    within = _within_quota(announcement, going_at)
    if not within or readers <= ONE_PERSON_TELLS:
        return within
    return _second_person(member, announcement)


def confirm_announcement(
    member: Membership, announcement: Announcement, *, going_at: datetime
) -> Decision:
    """Anybody in office but who asked for it, while it waits."""
    if not member.is_active or member.committee_id != announcement.committee_id:
        return denied(_("Only those who carry an office can be the second person."))
    if not member.holds(*SECONDS):
        return denied(_("Only those who carry an office can be the second person."))
    if not (begins := may_begin(announcement.committee)):
        return begins
    if announcement.status != AnnouncementStatus.PROPOSED:
        return denied(_("This announcement does not wait for a second person."))
    if announcement.proposed_by_id == member.pk:
        return denied(_("You asked for this yourself: somebody else must read it and say yes."))
    return _within_quota(announcement, going_at)


def recall_announcement(member: Membership, announcement: Announcement, at: datetime) -> Decision:
    """Any coordinator, until it goes out."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if announcement.status == AnnouncementStatus.DRAFT:
        return denied(_("This announcement is a draft."))
    if announcement.is_out(at):
        return denied(_("It is too late: this announcement is on its way."))
    return ALLOWED


def pin_announcement(member: Membership, announcement: Announcement, at: datetime) -> Decision:
    """Any coordinator, of what members can read."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if not announcement.is_out(at):
        return denied(_("Members cannot read this announcement yet."))
    if announcement.pinned_at:
        return denied(_("This announcement is pinned to the top already."))
    return ALLOWED


def unpin_announcement(member: Membership, announcement: Announcement) -> Decision:
    """Any coordinator, of what is pinned."""
    allowed = write_announcement(member, announcement.committee)
    if not allowed:
        return allowed
    if not announcement.pinned_at:
        return denied(_("This announcement is not pinned to the top."))
    return ALLOWED


def _within_quota(announcement: Announcement, going_at: datetime) -> Decision:
    around = Announcement.objects.filter(
        committee=announcement.committee,
        status=AnnouncementStatus.SENT,
        sent_at__gt=going_at - SENT_WITHIN,
        sent_at__lt=going_at + SENT_WITHIN,
    )
    at_most = HostChoices.now().announced_a_day
    if around.count() >= at_most:
        return denied(
            _(
                "%(number)d announcements go out within a day of this one already. Choose another"
                " day."
            )
            % {"number": at_most}
        )
    return ALLOWED


def _second_person(member: Membership, announcement: Announcement) -> Decision:
    seconds = Mandate.objects.live().filter(committee=announcement.committee, office__in=SECONDS)
    if not seconds.exclude(membership=member).exists():
        return denied(
            _(
                "More than %(number)d people would get this mail and what its author sent within a"
                " day: that takes two people, and nobody but you carries an office. Share an office"
                " first."
            )
            % {"number": ONE_PERSON_TELLS}
        )
    return ALLOWED
