"""How it stands with a committee's archive, and from where it came."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from archives import permissions
from archives.models import Archive, Origin
from committees.models import Committee, Membership
from committees.queries.members import takes_two
from core.decision import Decision


def running_archive(committee: Committee, now: datetime) -> Archive | None:
    """The one that is asked for, waits or can be fetched; there is one at most."""
    return Archive.objects.filter(committee=committee).running(now).order_by("-asked_at").first()


@dataclass(frozen=True, slots=True)
class Moving:
    """Whether the committee's archive is being taken, and the server from which it came last."""

    archive: str  # the status of the archive that runs; blank where none does
    server: str
    left_at: datetime | None


def moving(committee: Committee, now: datetime) -> Moving:
    """What every member reads on the committee's page; one query."""
    here = {"committee": OuterRef("pk")}
    running = Archive.objects.filter(**here).running(now).order_by("-asked_at")
    came = Origin.objects.filter(**here).order_by("-came_at")
    found = Committee.objects.filter(pk=committee.pk).values_list(
        Subquery(running.values("status")[:1]),
        Subquery(came.values("server")[:1]),
        Subquery(came.values("made_at")[:1]),
    )
    archive, server, left_at = found.get()
    return Moving(archive or "", server or "", left_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member reads of the archive, and what they may do about it."""

    archive: Archive | None
    is_open: bool
    takes_two: bool
    may_ask: Decision
    may_confirm: Decision | None
    may_withdraw: Decision | None
    may_fetch: Decision | None


def standing(committee: Committee, member: Membership, now: datetime) -> Standing:
    """Everything on the page."""
    archive = running_archive(committee, now)
    if archive is not None:
        archive.committee = committee
    return Standing(
        archive=archive,
        is_open=archive is not None and archive.is_open(now),
        takes_two=takes_two(committee),
        may_ask=permissions.ask_for_archive(member, committee, now),
        may_confirm=permissions.confirm_archive(member, archive, now) if archive else None,
        may_withdraw=permissions.withdraw_archive(member, archive, now) if archive else None,
        may_fetch=permissions.fetch_archive(member, archive, now) if archive else None,
    )
