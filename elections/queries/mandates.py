"""A committee's mandates: who carries what, for how long, given by which decision, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import (
    Committee,
    Mandate,
    MandateSource,
    Membership,
    Office,
)
from elections.models import RecallPetition
from elections.queries.recalls import running

MOST_PAST = 60
_BY_ELECTION = (MandateSource.ELECTION, MandateSource.COUNT_BACK, MandateSource.ALTERNATE)


@dataclass(frozen=True, slots=True)
class Life:
    """A mandate from its first day. Of one that has ended no name is told: it names no ordinary member.

    `passed` of its `lasts` seconds are over; both are 0 where no term was set. `recall` is the
    petition against it that is under way; `may_recall` whether this member may open one.
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
    recall: RecallPetition | None
    may_recall: bool

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
    rows = Mandate.objects.filter(committee=committee).select_related("membership", "committee")
    live = sorted(
        rows.live().order_by("position", "given_at", "pk"), key=lambda one: order[one.office]
    )
    past = rows.filter(status="ended").order_by("-ended_at", "-pk")[:MOST_PAST]
    under_way = {one.mandate_id: one for one in running(committee)}
    return Lives(
        now=[_life(one, member, at, under_way.get(one.pk)) for one in live],
        past=[_life(one, member, at, None) for one in past],
    )


def _life(
    mandate: Mandate, member: Membership, at: datetime, recall: RecallPetition | None
) -> Life:
    is_mine = mandate.membership_id == member.pk and not mandate.ended_at
    is_settled = mandate.committee.is_founded
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
        is_mine=is_mine,
        recall=recall,
        may_recall=is_settled and not (mandate.ended_at or is_mine or recall),
    )
