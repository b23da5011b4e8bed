"""When a contest may move, and who on its roll may cast a ballot."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots.counting import Contest as Papers
from ballots.models import Contest, ContestStatus, RollEntry
from core.decision import ALLOWED, Decision, denied


def open_contest(contest: Contest, at: datetime) -> Decision:
    """A draft whose hour has come."""
    if contest.status != ContestStatus.DRAFT:
        return denied(_("This vote was opened before."))
    if at < contest.opens_at:
        return denied(_("It is too early to open this vote."))
    return ALLOWED


def cast_ballot(contest: Contest, entry: RollEntry | None, at: datetime) -> Decision:
    """Whoever is on the roll, from the opening to the announced close."""
    if entry is None:
        return denied(_("You are not on the roll of this vote."))
    if contest.status == ContestStatus.DRAFT:
        return denied(_("Voting has not opened yet."))
    if contest.status == ContestStatus.VOID:
        return denied(_("This vote was declared void."))
    if contest.status != ContestStatus.OPEN or at >= contest.closes_at:
        return denied(_("Voting has closed."))
    return ALLOWED


def withdraw_option(contest: Contest) -> Decision:
    """While the vote is open."""
    if contest.status != ContestStatus.OPEN:
        return denied(_("This vote is not open."))
    return ALLOWED


def close_contest(contest: Contest, at: datetime) -> Decision:
    """An open vote whose announced close has come."""
    if contest.status != ContestStatus.OPEN:
        return denied(_("This vote is not open."))
    if at < contest.closes_at:
        return denied(_("Voting goes on until the announced close."))
    return ALLOWED


def count_contest(contest: Contest) -> Decision:
    """Closed, and not counted yet."""
    if contest.status != ContestStatus.CLOSED:
        return denied(_("Only a closed vote can be counted."))
    return ALLOWED


def void_contest(contest: Contest) -> Decision:
    """Any vote, once."""
    if contest.status == ContestStatus.VOID:
        return denied(_("This vote is void already."))
    return ALLOWED


def import_contest(papers: Papers) -> Decision:
    """A file of ballots can be counted here where it holds any, and candidates for its places."""
    if not papers.papers:
        return denied(_("This file holds no ballots."))
    if len(papers.standing) < 1:
        return denied(_("This file names no candidates."))
    return ALLOWED
