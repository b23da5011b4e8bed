"""An archive is a big change: two people and a day, and members are told."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from archives.models import Archive, ArchiveStatus
from committees.models import Committee, Membership, Office
from core.decision import ALLOWED, Decision, denied
from meetings.models import Meeting, MeetingStatus

_ROLES = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)


def ask_for_archive(member: Membership, committee: Committee, at: datetime) -> Decision:
    if committee.is_council:
        return denied(_("A council is carried by its committees: each takes its own archive."))
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    if not _holds(member, committee, Office.COORDINATOR):
        return denied(_("Only a coordinator can ask for the archive."))
    if Archive.objects.filter(committee=committee).running(at).exists():
        return denied(_("The archive is asked for already."))
    return ALLOWED


def confirm_archive(member: Membership, archive: Archive, at: datetime) -> Decision:
    if not archive.can_become(ArchiveStatus.CONFIRMED):
        return denied(_("There is nothing to confirm."))
    if not _holds(member, archive.committee, *_ROLES):
        return denied(_("Only an officer can confirm this."))
    if archive.ends_at <= at:
        return denied(_("Nobody confirmed it within 24 hours. Ask for it again."))
    if archive.asked_by_id == member.pk:
        return denied(_("A second person must confirm what you have asked for."))
    return ALLOWED


def withdraw_archive(member: Membership, archive: Archive, at: datetime) -> Decision:
    if not archive.can_become(ArchiveStatus.WITHDRAWN) or archive.ends_at <= at:
        return denied(_("There is nothing to take back."))
    if not _holds(member, archive.committee, *_ROLES):
        return denied(_("Only an officer can take this back."))
    return ALLOWED


def fetch_archive(member: Membership, archive: Archive, at: datetime) -> Decision:
    """The two who decided it, from a day after until its time is over."""
    running = Meeting.objects.filter(committee=archive.committee, status=MeetingStatus.OPEN)
    if member.pk not in (archive.asked_by_id, archive.confirmed_by_id):
        return denied(_("Only those who asked for the archive and confirmed it can fetch it."))
    if not _holds(member, archive.committee, *_ROLES):
        return denied(_("You do not carry an office any more."))
    if archive.status != ArchiveStatus.CONFIRMED:
        return denied(_("A second officer must confirm it first."))
    if archive.opens_at is not None and at < archive.opens_at:
        return denied(_("It can be fetched 24 hours after it was confirmed."))
    if not archive.is_open(at):
        return denied(_("The time to fetch it is over. Ask for it again."))
    if running.exists():
        return denied(_("A meeting is open. Fetch the archive when it is closed."))
    return ALLOWED


def _holds(member: Membership, committee: Committee, *offices: str) -> bool:
    """In this very committee: nobody acts in another by what they carry in theirs."""
    return member.committee_id == committee.pk and member.holds(*offices)
