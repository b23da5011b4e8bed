"""Votes on paper, as the election's page and its room show them."""

from dataclasses import dataclass
from datetime import datetime

from ballots import queries as ballots
from ballots.models import RollEntry
from ballots.protocol.paper import LEAST_SHOWN
from committees.models import Membership
from core.decision import Decision
from elections import permissions
from elections.models import Election, PaperCount, TellerStatus


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What the election's page says of paper to this member."""

    is_marked: bool
    may_ask: Decision
    may_take_back: bool
    is_officer: bool
    is_awaited: bool
    until: datetime
    own_count: PaperCount | None


@dataclass(frozen=True, slots=True)
class Marked:
    """Who votes on paper, for the returning officer; `left` have left the committee since."""

    members: list[Membership]
    left: int

    @property
    def number(self) -> int:
        return len(self.members) + self.left

    @property
    def are_few(self) -> bool:
        return self.number < LEAST_SHOWN


def on_paper(
    election: Election, member: Membership, entry: RollEntry | None, now: datetime
) -> OnPaper:
    """The part about paper."""
    is_marked = entry is not None and entry.on_paper
    may_ask = permissions.vote_on_paper(member, election, entry, now)
    return OnPaper(
        is_marked=is_marked,
        may_ask=may_ask,
        may_take_back=is_marked and bool(may_ask),
        is_officer=election.returning_officer_id == member.pk,
        is_awaited=ballots.awaits_papers(election.contest),
        until=election.papers_until,
        own_count=election.paper_counts.filter(membership=member).first(),
    )


def tellers_of(election: Election) -> list[Membership]:
    """The members who hold a key to the ballots, the returning officer not among them."""
    held = election.tellers.filter(status=TellerStatus.ACCEPTED).values("membership")
    rows = Membership.objects.active().filter(pk__in=held).order_by("folded_name", "pk")
    return [one for one in rows if one.pk != election.returning_officer_id]


def marked(election: Election) -> Marked:
    """Who is marked as voting on paper; shown to the returning officer alone."""
    voters = list(election.contest.roll.filter(on_paper=True).values_list("voter", flat=True))
    members = Membership.objects.active().filter(committee=election.committee, public_id__in=voters)
    found = list(members.order_by("folded_name", "pk"))
    return Marked(found, len(voters) - len(found))
