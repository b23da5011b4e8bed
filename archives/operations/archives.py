"""An archive is asked for by a coordinator, confirmed by a second officer, and fetched a day later."""

from datetime import datetime, timedelta

from django.db import transaction

from archives import emails, permissions
from archives.models import Archive, ArchiveStatus
from committees.models import Committee, Membership
from committees.queries.members import takes_two
from core.models import Event

CONFIRMED_WITHIN = WAITS = timedelta(hours=24)
FETCHED_WITHIN = timedelta(days=3)


@transaction.atomic
def ask_for_archive(committee: Committee, *, by: Membership, at: datetime) -> Archive:
    """Ask for it and tell the members; below ten members the asking is enough."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.ask_for_archive(by, committee, at).enforce()
    is_for_two = takes_two(committee)
    archive = Archive(committee=committee, asked_by=by, asked_at=at, ends_at=at + CONFIRMED_WITHIN)
    if not is_for_two:
        _confirm(archive, at)
    archive.save()
    Event.record("archives.archive_asked_for", archive, by=by, at=at)
    emails.archive_asked_for(archive, takes_two=is_for_two, at=at)
    return archive


@transaction.atomic
def confirm_archive(archive: Archive, *, by: Membership, at: datetime) -> Archive:
    """The second person's yes: from a day later on the two can fetch it."""
    archive = Archive.objects.select_for_update(of=("self",)).get(pk=archive.pk)
    permissions.confirm_archive(by, archive, at).enforce()
    archive.confirmed_by = by
    _confirm(archive, at)
    archive.save(update_fields=["status", "confirmed_by", "confirmed_at", "opens_at", "ends_at"])
    Event.record("archives.archive_confirmed", archive, by=by, at=at)
    return archive


def _confirm(archive: Archive, at: datetime) -> None:
    archive.status, archive.confirmed_at = ArchiveStatus.CONFIRMED, at
    archive.opens_at = at + WAITS
    archive.ends_at = archive.opens_at + FETCHED_WITHIN


@transaction.atomic
def withdraw_archive(archive: Archive, *, by: Membership, at: datetime) -> Archive:
    """Any officer takes it back; it cannot be fetched any more."""
    archive = Archive.objects.select_for_update(of=("self",)).get(pk=archive.pk)
    permissions.withdraw_archive(by, archive, at).enforce()
    archive.status, archive.withdrawn_at = ArchiveStatus.WITHDRAWN, at
    archive.save(update_fields=["status", "withdrawn_at"])
    Event.record("archives.archive_withdrawn", archive, by=by, at=at)
    return archive


@transaction.atomic
def fetch_archive(archive: Archive, *, by: Membership, at: datetime) -> Archive:
    """It leaves the server; with the first time every member is told, and gets their own code."""
    archive = Archive.objects.select_for_update(of=("self",)).get(pk=archive.pk)
    permissions.fetch_archive(by, archive, at).enforce()
    if archive.fetched_at is None:
        archive.fetched_at = at
        archive.save(update_fields=["fetched_at"])
        emails.archive_fetched(archive, at=at)
    Event.record("archives.archive_fetched", archive, by=by, at=at)
    return archive
