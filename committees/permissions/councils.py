"""Councils: opened by a member for the committee, joined by its resolution."""

from django.utils.translation import gettext_lazy as _

from committees.models import Affiliation, Committee, CommitteeStatus, Membership, Office
from committees.queries.committees import is_name_taken, neighbours_of
from committees.queries.councils import joins_in_a_circle
from core.decision import ALLOWED, Decision, denied

FORMING_AT_MOST = 3


def open_council(member: Membership, name: str = "") -> Decision:
    """A coordinator of a founded committee; it comes to nothing unless committees resolve it."""
    committee = member.committee
    councils = Committee.objects.alive().filter(kind="council")
    forming = councils.filter(status=CommitteeStatus.FORMING, prepared_for=committee)
    if not member.is_active:
        return denied(_("You are not a member of this committee any more."))
    if committee.status != CommitteeStatus.FOUNDED:
        return denied(_("Only a committee that is founded can found a council."))
    if not member.holds(Office.COORDINATOR):
        return denied(_("Only a coordinator can prepare a council. Put it to a meeting."))
    if forming.count() >= FORMING_AT_MOST:
        return denied(_("Three councils wait for other committees already."))
    if name and is_name_taken(councils, name):
        return denied(_("There is a council of this name. Join it, or choose another name."))
    return ALLOWED


def discard_council(member: Membership, council: Committee) -> Decision:
    """A coordinator of the committee that wrote it down, before any meeting has decided on it."""
    if council.prepared_for_id != member.committee_id or not member.is_active:
        return denied(_("Another committee has written this council down."))
    if not member.holds(Office.COORDINATOR):
        return denied(_("Only a coordinator can discard a council that was written down."))
    is_joined = Affiliation.objects.joined().filter(council=council).exists()
    if is_joined or council.status != CommitteeStatus.FORMING:
        return denied(_("A meeting has decided on this council. It ends when committees leave it."))
    return ALLOWED


def change_council(council: Committee, name: str) -> Decision:
    """By a resolution of its own delegates, which is asked elsewhere."""
    if not council.is_council:
        return denied(_("This is not a council."))
    if not council.is_alive:
        return denied(_("This council does not exist any more."))
    if is_name_taken(neighbours_of(council), name):
        return denied(_("Another council has this name."))
    return ALLOWED


def join_council(committee: Committee, council: Committee) -> Decision:
    """A founded committee, or a council, by its own resolution, which is asked elsewhere."""
    if not council.is_council or not council.is_alive:
        return denied(_("This council does not exist any more."))
    if committee.status != CommitteeStatus.FOUNDED:
        return denied(_("Only a committee that is founded can join a council."))
    if Affiliation.objects.joined().filter(council=council, committee=committee).exists():
        return denied(_("The committee belongs to this council already."))
    if joins_in_a_circle(committee, council):
        return denied(_("This council belongs to the committee itself. It cannot join it."))
    return ALLOWED


def leave_council(committee: Committee, council: Committee) -> Decision:
    """Whoever belongs to it may leave at any time, by a resolution."""
    if not Affiliation.objects.joined().filter(council=council, committee=committee).exists():
        return denied(_("The committee does not belong to this council."))
    return ALLOWED
