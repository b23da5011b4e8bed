"""A committee's mandates: who carries what, for how long, given by which decision, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Committee, Mandate, MandateSource, Membership, Office

MOST_PAST = 60
_BY_ELECTION = (MandateSource.ELECTION, MandateSource.COUNT_BACK, MandateSource.ALTERNATE)


@dataclass(frozen=True, slots=True)
class Life:
    """A mandate from its first day. Of one that has ended no name is told: it names no ordinary member.

    `passed` of its `lasts` seconds are over; both are 0 where no term was set.
    """

    mandate: str
    office: str
    name: str
    source: str
    election: str
    since: datetime
    until: datetime | None
    ended_at: datetime | None
    ended_by: str
    passed: int
    lasts: int
    is_mine: bool

    @property
    def words(self) -> str:
        """How much of the term is carried, for who does not see the line."""
        days, term = self.passed // 86_400, round(self.lasts / 86_400)
        return _("%(days)d of %(term)d days") % {"days": days, "term": term}


@dataclass(frozen=True, slots=True)
class Lives:
    """What is carried now, office by office, and what has ended, the latest first."""

    now: list[Life]
    past: list[Life]


def lives(committee: Committee, member: Membership, at: datetime) -> Lives:
    """Every mandate of the committee that somebody carries, and the latest that ended."""
    order = {office: place for place, office in enumerate(Office.values)}
    rows = Mandate.objects.filter(committee=committee).select_related("membership")
    live = sorted(
        rows.live().order_by("position", "given_at", "pk"), key=lambda one: order[one.office]
    )
    past = rows.filter(status="ended").order_by("-ended_at", "-pk")[:MOST_PAST]
    return Lives(now=_told(live, member, at), past=_told(past, member, at))


def _told(mandates: Iterable[Mandate], member: Membership, at: datetime) -> list[Life]:
    return [_life(one, member, at) for one in mandates]


def _life(mandate: Mandate, member: Membership, at: datetime) -> Life:
    over = mandate.ended_at or at
    lasts = mandate.ends_at - mandate.given_at if mandate.ends_at else None
    return Life(
        mandate=mandate.public_id,
        office=mandate.get_office_display(),
        name="" if mandate.ended_at else mandate.membership.shown_name,
        source=mandate.get_source_display(),
        election=mandate.decision if mandate.source in _BY_ELECTION else "",
        since=mandate.given_at,
        until=mandate.ends_at,
        ended_at=mandate.ended_at,
        ended_by=mandate.get_ended_by_display(),
        passed=int((over - mandate.given_at).total_seconds()) if lasts else 0,
        lasts=int(lasts.total_seconds()) if lasts else 0,
        is_mine=mandate.membership_id == member.pk and not mandate.ended_at,
    )
