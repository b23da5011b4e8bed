"""Votes on paper: the mark, the two who enter the papers, and their way to the count.

No event says who votes on paper or what a paper holds.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ballots import definitions
from ballots.operations import on_paper
from ballots.protocol.ballot import check_choices
from committees.models import Membership
from core.decision import Refused
from core.models import Event
from elections import permissions
from elections.models import Election, PaperCount, PaperEntry, Written
from elections.operations.locking import locked

OFFICER, COUNTER = 1, 2


@transaction.atomic
def mark_on_paper(
    election: Election, member: Membership, *, by: Membership, at: datetime
) -> Election:
    """Note that a member votes on paper; they get no ballot paper in a browser."""
    election = locked(election)
    permissions.mark_on_paper(member, election, by=by).enforce()
    on_paper.mark_on_paper(election.contest, member.public_id, at=at)
    Event.record("elections.marked_on_paper", election, by=None, at=at)
    return election


@transaction.atomic
def unmark_on_paper(
    election: Election, member: Membership, *, by: Membership, at: datetime
) -> Election:
    """Take the mark back."""
    election = locked(election)
    permissions.unmark_on_paper(member, election, by=by).enforce()
    on_paper.unmark_on_paper(election.contest, member.public_id, at=at)
    Event.record("elections.unmarked_on_paper", election, by=None, at=at)
    return election


@transaction.atomic
def name_counter(
    election: Election, member: Membership, *, by: Membership, at: datetime
) -> PaperCount:
    """Name who enters the papers beside the returning officer; another's list is thrown away."""
    election = locked(election)
    permissions.name_counter(member, election, by=by).enforce()
    election.paper_counts.filter(place=COUNTER).exclude(membership=member).delete()
    for place, person in ((OFFICER, by), (COUNTER, member)):
        PaperCount.objects.get_or_create(
            election=election, place=place, defaults={"membership": person, "named_at": at}
        )
    Event.record("elections.counter_named", election, by=by, at=at)
    return election.paper_counts.get(place=COUNTER)


@transaction.atomic
def enter_paper(
    count: PaperCount,
    *,
    number: int,
    written: str | None,
    choices: list[int],
    by: Membership,
    at: datetime,
) -> None:
    """Keep what one of the two read on a paper; `written` None: there is none with this number.

    No event: it would say when which paper was read.
    """
    count = _own(count)
    permissions.enter_paper(count, by=by).enforce()
    contest = count.election.contest
    if number > (contest.on_paper or 0):
        raise Refused(too_many(contest.on_paper or 0))
    if written is None:
        count.entries.filter(number=number).delete()
        return
    if written == Written.BALLOT and not (
        choices and check_choices(definitions.of(contest.public_id), choices)
    ):
        raise Refused(_("These numbers cannot stand on a ballot paper."))
    PaperEntry.objects.update_or_create(
        count=count, number=number, defaults={"written": written, "choices": choices}
    )


def too_many(marked: int) -> str:
    """Why there can be no paper with a higher number."""
    return ngettext(
        "%(marked)s member was marked as voting on paper, so there is %(marked)s paper at most. "
        "Put a paper that is too many aside and tell the members.",
        "%(marked)s members were marked as voting on paper, so there are %(marked)s papers at "
        "most. Put a paper that is too many aside and tell the members.",
        marked,
    ) % {"marked": marked}


@transaction.atomic
def finish_papers(count: PaperCount, *, by: Membership, at: datetime) -> PaperCount:
    """Say that all papers are entered. When both have, they are compared: what agrees is counted."""
    count = _own(count)
    permissions.finish_papers(count, by=by).enforce()
    count.done_at, count.again = at, []
    count.save(update_fields=["done_at", "again"])
    Event.record("elections.papers_finished", count, by=by, at=at)
    if not count.election.paper_counts.filter(done_at__isnull=True).exists():
        _compare(count.election, at)
    count.refresh_from_db()
    return count


def _compare(election: Election, at: datetime) -> None:
    """All alike: on to the count. Else what differs is thrown away on both sides, and told by number."""
    officer, counter = election.paper_counts.order_by("place")
    one, other = _read(officer), _read(counter)
    differing = sorted(number for number in one | other if one.get(number) != other.get(number))
    entries = PaperEntry.objects.filter(count__election=election)
    if differing:
        entries.filter(number__in=differing).delete()
        election.paper_counts.update(done_at=None, again=differing)
        Event.record("elections.papers_differed", election, by=None, at=at, papers=len(differing))
        return
    papers = list(one.values())
    entries.delete()
    on_paper.settle_papers(
        election.contest,
        [choices for written, choices in papers if written == Written.BALLOT],
        blank=sum(written == Written.BLANK for written, _choices in papers),
        spoilt=sum(written not in (Written.BALLOT, Written.BLANK) for written, _c in papers),
        at=at,
    )


def _read(count: PaperCount) -> dict[int, tuple[str, list[int]]]:
    return {one.number: (one.written, one.choices) for one in count.entries.all()}


def _own(count: PaperCount) -> PaperCount:
    """The list, with its election locked: of two who end at once, one finds the other's end."""
    election = locked(count.election)
    count = PaperCount.objects.get(pk=count.pk)
    count.election = election
    return count
