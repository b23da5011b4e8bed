"""When a contest may move, who may take a paper, what the box takes, and what holders may do."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots.counting import Contest as Papers
from ballots.models import Contest, ContestStatus, Holder, RollEntry
from ballots.protocol.definition import Definition
from core.decision import ALLOWED, Decision, denied


def prepare_contest(contest: Contest) -> Decision:
    """A draft, once."""
    if contest.status != ContestStatus.DRAFT:
        return denied(_("The paper of this vote is printed already."))
    return ALLOWED


def sign_ready(contest: Contest) -> Decision:
    """A key holder, between the printing of the paper and the opening."""
    if contest.status != ContestStatus.PREPARED:
        return denied(_("This vote does not wait for its key holders."))
    return ALLOWED


def open_contest(contest: Contest, at: datetime) -> Decision:
    """A prepared one whose hour has come, when every key holder is ready."""
    if contest.status != ContestStatus.PREPARED:
        return denied(_("This vote cannot be opened now."))
    if at < contest.opens_at:
        return denied(_("It is too early to open this vote."))
    if contest.holders.filter(ready__isnull=True).exists():
        return denied(_("Not every key holder is ready."))
    return ALLOWED


def take_paper(contest: Contest, entry: RollEntry | None, at: datetime) -> Decision:
    """Whoever is on the roll, while papers are issued."""
    if entry is None:
        return denied(_("You are not on the roll of this vote."))
    if contest.status in (ContestStatus.DRAFT, ContestStatus.PREPARED):
        return denied(_("Voting has not opened yet."))
    if contest.status == ContestStatus.VOID:
        return denied(_("This vote was declared void."))
    if contest.status != ContestStatus.OPEN or at >= contest.closes_at:
        return denied(_("Voting has closed."))
    if at >= contest.papers_until:
        return denied(_("No more ballot papers are issued."))
    return ALLOWED


def cast_envelope(definition: Definition, at: datetime) -> Decision:
    """Whoever has a paper, from the opening to the announced close; the answers are words of the box."""
    if at.timestamp() < definition.opens_at:
        return denied("not-open")
    if at.timestamp() >= definition.closes_at:
        return denied("closed")
    return ALLOWED


def lodge_complaint(definition: Definition, at: datetime) -> Decision:
    """Whoever has a receipt, from the close until complaints end."""
    if not definition.closes_at <= at.timestamp() < definition.complaints_until:
        return denied("no-complaints")
    return ALLOWED


def withdraw_option(contest: Contest) -> Decision:
    """While the vote is open, or about to be."""
    if contest.status not in (ContestStatus.PREPARED, ContestStatus.OPEN):
        return denied(_("This vote is not open."))
    return ALLOWED


def close_contest(contest: Contest, at: datetime) -> Decision:
    """An open vote whose announced close has come."""
    if contest.status != ContestStatus.OPEN:
        return denied(_("This vote is not open."))
    if at < contest.closes_at:
        return denied(_("Voting goes on until the announced close."))
    return ALLOWED


def settle_list(contest: Contest, at: datetime) -> Decision:
    """A closed vote, once the time for complaints is over."""
    if contest.status != ContestStatus.CLOSED:
        return denied(_("Only a closed vote has a list to settle."))
    if at < contest.complaints_until:
        return denied(_("Complaints are still heard."))
    return ALLOWED


def set_holders(contest: Contest) -> Decision:
    """Until the paper is printed, which names them."""
    if contest.status != ContestStatus.DRAFT:
        return denied(_("The paper of this vote is printed already."))
    return ALLOWED


def renew_contest(contest: Contest) -> Decision:
    """A vote whose paper is printed and which has not opened."""
    if contest.status != ContestStatus.PREPARED:
        return denied(_("This vote does not wait for its key holders."))
    return ALLOWED


def report_fault(contest: Contest, accuser: int, accused: int) -> Decision:
    """A key holder, of another, while the ballots are opened."""
    if contest.status != ContestStatus.LISTED:
        return denied(_("The closing list is not fixed."))
    if accuser == accused or not contest.holders.filter(number=accused).exists():
        return denied(_("There is no such key holder."))
    return ALLOWED


def reveal_lot(contest: Contest, holder: Holder) -> Decision:
    """A key holder, once, after the list and before any shares."""
    if contest.status != ContestStatus.LISTED:
        return denied(_("The closing list is not fixed."))
    if holder.r is None and contest.bundles.exists():
        return denied(_("The lot is drawn already."))
    return ALLOWED


def pass_bundle(contest: Contest, holder: Holder) -> Decision:
    """A key holder who has shown their part of the lot, or comes when the lot is drawn already."""
    if contest.status != ContestStatus.LISTED:
        return denied(_("The closing list is not fixed."))
    if holder.r is None and not contest.bundles.exists():
        return denied(_("Show your part of the lot first."))
    return ALLOWED


def sign_board(contest: Contest, holder: Holder) -> Decision:
    """A key holder who took part in the opening."""
    return pass_bundle(contest, holder)


def open_ballots(contest: Contest) -> Decision:
    """The host, where it is the one key holder, once the list is fixed."""
    if contest.status != ContestStatus.LISTED:
        return denied(_("Only a vote whose closing list is fixed can be opened."))
    if contest.holders.filter(is_host=False).exists():
        return denied(_("The tellers open this vote."))
    return ALLOWED


def help_opening(contest: Contest) -> Decision:
    """The host, where it is one of several key holders, once the list is fixed."""
    if contest.status != ContestStatus.LISTED:
        return denied(_("Only a vote whose closing list is fixed can be opened."))
    if not contest.holders.filter(is_host=True).exists():
        return denied(_("The tellers open this vote."))
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
