"""How it stands with a committee's archive, and from where it came."""

from dataclasses import dataclass
from datetime import datetime

from archives import permissions
from archives.models import Archive, Origin
from committees.models import Committee, Membership
from committees.queries.members import takes_two
from core.decision import Decision


def running_archive(committee: Committee, now: datetime) -> Archive | None:
    """The one that is asked for, waits or can be fetched; there is one at most."""
    return Archive.objects.filter(committee=committee).running(now).order_by("-asked_at").first()


def last_origin(committee: Committee) -> Origin | None:
    """The server from which the committee came last; None where it was founded here."""
    return Origin.objects.filter(committee=committee).order_by("-came_at").first()


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
