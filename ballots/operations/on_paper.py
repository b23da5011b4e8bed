"""Voters on paper: the mark on the roll, and what lay in their papers after the close."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots import box, definitions, permissions
from ballots.models import Contest, ContestStatus, PaperBallots, RollEntry
from ballots.operations.rolls import one_way_at_a_time
from ballots.protocol import paper
from ballots.protocol.ballot import check_choices
from core.decision import Refused
from core.models import Event


@transaction.atomic
def mark_on_paper(contest: Contest, voter: str, *, at: datetime) -> RollEntry:
    """Note that this voter votes on paper: no ballot paper is issued to them. No event: it is theirs."""
    contest, entry = _locked(contest, voter)
    try:
        is_open = contest.status == ContestStatus.OPEN
        has_paper = is_open and box.paper_of(contest.public_id, voter) is not None
    except box.Gone:
        raise Refused(_("Voting has closed.")) from None
    permissions.mark_on_paper(contest, entry, at, has_paper=has_paper).enforce()
    assert entry is not None  # nobody else can be marked
    entry.on_paper = True
    entry.save(update_fields=["on_paper"])
    return entry


@transaction.atomic
def unmark_on_paper(contest: Contest, voter: str, *, at: datetime) -> RollEntry:
    """Take the mark back: this voter can take a ballot paper again."""
    contest, entry = _locked(contest, voter)
    permissions.unmark_on_paper(contest, entry, at).enforce()
    assert entry is not None  # nobody else is marked
    entry.on_paper = False
    entry.save(update_fields=["on_paper"])
    return entry


@transaction.atomic
def settle_papers(
    contest: Contest, ballots: Iterable[Sequence[int]], *, blank: int, spoilt: int, at: datetime
) -> PaperBallots:
    """Fix the paper ballots that go to the count, in an order that says nothing (section 10)."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    papers = paper.papers_of(ballots, blank=blank, spoilt=spoilt)
    permissions.settle_papers(contest, papers.number).enforce()
    definition = definitions.of(contest.public_id)
    if not all(one and check_choices(definition, one) for one in papers.ballots):
        raise Refused("choices")
    kept = PaperBallots.objects.create(
        contest=contest,
        ballots=[list(one) for one in papers.ballots],
        blank=blank,
        spoilt=spoilt,
        salt=os.urandom(paper.SALT),
    )
    contest.paper_ballots = papers.number
    contest.save(update_fields=["paper_ballots"])
    Event.record("ballots.papers_settled", contest, by=None, at=at, papers=papers.number)
    return kept


def _locked(contest: Contest, voter: str) -> tuple[Contest, RollEntry | None]:
    """The contest, so that it does not close meanwhile, and the voter's line on the roll."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    one_way_at_a_time(contest, voter)
    entry = RollEntry.objects.select_for_update().filter(contest=contest, voter=voter).first()
    return contest, entry
