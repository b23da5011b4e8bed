"""When a contest may move, who may take a paper, what the box takes, and what holders may do."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots import queries
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
    if entry.on_paper:
        return denied(_("You are marked as voting on paper, and nobody votes by both."))
    return ALLOWED


def mark_on_paper(
    contest: Contest, entry: RollEntry | None, at: datetime, *, has_paper: bool
) -> Decision:
    """Whoever is on the roll and has taken no ballot paper, until voting closes."""
    if entry is None:
        return denied(_("Only members on the roll of this vote can vote on paper."))
    open_until_close = _before_the_close(contest, at)
    if not open_until_close:
        return open_until_close
    if entry.on_paper:
        return denied(_("This member is marked as voting on paper already."))
    if has_paper:
        return denied(_("A ballot paper was taken in a browser already, and nobody votes by both."))
    return ALLOWED


def unmark_on_paper(contest: Contest, entry: RollEntry | None, at: datetime) -> Decision:
    """Whoever is marked, until voting closes."""
    if entry is None or not entry.on_paper:
        return denied(_("This member is not marked as voting on paper."))
    return _before_the_close(contest, at)


def _before_the_close(contest: Contest, at: datetime) -> Decision:
    if contest.status == ContestStatus.VOID:
        return denied(_("This vote was declared void."))
    is_before = contest.status in (ContestStatus.DRAFT, ContestStatus.PREPARED, ContestStatus.OPEN)
    if not is_before or at >= contest.closes_at:
        return denied(_("Voting has closed."))
    return ALLOWED


def settle_papers(contest: Contest, number: int) -> Decision:
    """Once, after the close and before the lot is shown: no more papers than members on paper."""
    if contest.status not in (ContestStatus.CLOSED, ContestStatus.LISTED):
        return denied(_("Paper ballots are entered between the close and the opening."))
    if not queries.awaits_papers(contest):
        return denied(_("No paper ballots are awaited."))
    if number > (contest.on_paper or 0):
        return denied(_("There are more papers than members who were marked as voting on paper."))
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


def bring_evidence(contest: Contest, at: datetime) -> Decision:
    """Whoever has a ballot paper, from the close until disputes end; the answer is a word of the box."""
    closed = (ContestStatus.CLOSED, ContestStatus.LISTED, ContestStatus.COUNTED)
    until = contest.disputes_until
    if contest.status not in closed or until is None or at >= until:
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
    if queries.awaits_papers(contest):  # whoever knew the lot could choose papers to suit it
        return denied(_("The paper ballots are not entered yet."))
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
    if queries.awaits_papers(contest):
        return denied(_("The paper ballots are not entered yet."))
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
