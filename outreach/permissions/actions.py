"""Who may do what with an action, and when. `by` None is the clock."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from elections.models import StrikeBallot, StrikeBallotStatus
from meetings.models import ResolutionStatus
from meetings.roles import coordinates, is_member
from outreach.models import Action, ActionStatus, Participation, Task
from outreach.models.actions import KEPT_AFTER, REPORTED_WITHIN, Decided, resolution_of
from outreach.roles import is_called


def call_action(
    member: Membership, committee: Committee, decision: Decided | None, at: datetime
) -> Decision:
    """A coordinator, by a resolution in force or a strike ballot that has not lapsed."""
    if not coordinates(member, committee):
        return denied(_("Only a coordinator calls an action that the committee has decided."))
    if not (begins := may_begin(committee)):
        return begins
    return _decided(committee, decision, at)


def join_action(
    member: Membership, action: Action, decision: Decided | None, at: datetime
) -> Decision:
    """A coordinator of another committee, by a resolution that adopts one by which it was called."""
    committee = member.committee
    if not coordinates(member, committee):
        return denied(_("Only a coordinator joins an action for the committee."))
    if not (begins := may_begin(committee)):
        return begins
    if action.participations.filter(committee=committee).exists():
        return denied(_("Your committee takes part already."))
    if not (called := is_called(action)):
        return called
    if not (decided := _decided(committee, decision, at)):
        return decided
    assert decision is not None  # else it was not decided
    origin = resolution_of(decision).origin_id
    by_it = Q(resolution=origin) | Q(ballot__resolution=origin)
    if origin is None or not action.participations.filter(by_it).exists():
        return denied(_("This resolution does not adopt the one by which the action was called."))
    return ALLOWED


def change_action(member: Membership, action: Action, at: datetime) -> Decision:
    """A coordinator of the committee that called it, until it begins."""
    if not coordinates(member, action.committee):
        return denied(_("Only a coordinator of the committee that called it changes an action."))
    # Members of other committees are told of a change: no suspended committee writes to them.
    if not (begins := may_begin(action.committee)):
        return begins
    if (called := is_called(action)) and action.starts_at <= at:
        return denied(_("This action has begun."))
    return called


def cancel_action(member: Membership, action: Action, at: datetime) -> Decision:
    """Whoever may change it."""
    if not coordinates(member, action.committee):
        return denied(_("Only a coordinator of the committee that called it cancels an action."))
    if (called := is_called(action)) and action.ends_at <= at:
        return denied(_("This action is over."))
    return called


def come_to_action(member: Membership, part: Participation, at: datetime) -> Decision:
    """Any member of a committee that takes part, until it is over."""
    if not is_member(member, part.committee):
        return denied(_("Only members of this committee can say that they are coming."))
    if (called := is_called(part.action)) and part.action.ends_at <= at:
        return denied(_("This action is over."))
    return called


def stay_away_from_action(member: Membership, part: Participation, at: datetime) -> Decision:
    """Whoever may say that they are coming may take it back."""
    return come_to_action(member, part, at)


def say_home_safe(member: Membership, part: Participation, at: datetime) -> Decision:
    """Who said that they are coming, from the beginning until a day after the end."""
    if not is_member(member, part.committee):
        return denied(_("Only members of this committee can say so."))
    if not (called := is_called(part.action)):
        return called
    if at < part.action.starts_at:
        return denied(_("This action has not begun."))
    if not part.coming.filter(membership=member).exists():
        return denied(_("You are not among those who said that they are coming, or you are home."))
    return ALLOWED


def release_place(member: Membership | None, action: Action, at: datetime) -> Decision:
    """The clock alone, at the moment that was set, once."""
    if member is not None:
        return denied(_("The place is released by the clock."))
    if not (called := is_called(action)):
        return called
    if not action.is_place_open(at) or action.place_told_at is not None:
        return denied(_("There is no place to tell of now."))
    return ALLOWED


def end_action(member: Membership | None, action: Action, at: datetime) -> Decision:
    """The clock alone, a day after its end."""
    if member is not None:
        return denied(_("An action is ended by the clock."))
    if (called := is_called(action)) and at < action.ends_at + KEPT_AFTER:
        return denied(_("The clock ends an action a day after its end."))
    return called


def report_action(member: Membership, part: Participation, at: datetime) -> Decision:
    """A coordinator, from its beginning until 30 days after its end; later numbers replace earlier."""
    action = part.action
    if not coordinates(member, part.committee):
        return denied(_("Only a coordinator reports what came of an action."))
    if action.status == ActionStatus.CANCELLED:
        return denied(_("This action was cancelled."))
    if at < action.starts_at:
        return denied(_("This action has not begun."))
    if at >= action.ends_at + REPORTED_WITHIN:
        return denied(_("What came of an action is reported within 30 days."))
    return ALLOWED


def print_marshals_sheet(member: Membership, part: Participation) -> Decision:
    """Any member of the committee: it names nobody, and no place."""
    if not is_member(member, part.committee):
        return denied(_("Only members of this committee print its sheets."))
    return is_called(part.action)


def add_task(member: Membership, part: Participation) -> Decision:
    """A coordinator, before it is over."""
    if not coordinates(member, part.committee):
        return denied(_("Only a coordinator adds to the checklist."))
    return is_called(part.action)


def take_task(member: Membership, task: Task) -> Decision:
    """Any member, as long as nobody has taken it on and it is not done."""
    if not is_member(member, task.participation.committee):
        return denied(_("Only members of this committee take on what it prepares."))
    if task.done_at:
        return denied(_("This is done."))
    if task.membership is not None and task.membership.is_active:
        return denied(_("Somebody has taken this on already."))
    return is_called(task.participation.action)


def hand_back_task(member: Membership, task: Task) -> Decision:
    """Whoever took it on, until it is done."""
    if task.membership_id != member.pk or not member.is_active:
        return denied(_("Only who took this on can hand it back."))
    if task.done_at:
        return denied(_("This is done."))
    return is_called(task.participation.action)


def finish_task(member: Membership, task: Task) -> Decision:
    """Whoever took it on, or a coordinator."""
    committee = task.participation.committee
    is_own = task.membership_id == member.pk and is_member(member, committee)
    if not is_own and not coordinates(member, committee):
        return denied(_("Only who took this on or a coordinator says that it is done."))
    if task.done_at:
        return denied(_("This is done."))
    return is_called(task.participation.action)


def reopen_task(member: Membership, task: Task) -> Decision:
    """Whoever may say that it is done."""
    committee = task.participation.committee
    is_own = task.membership_id == member.pk and is_member(member, committee)
    if not is_own and not coordinates(member, committee):
        return denied(_("Only who took this on or a coordinator says that it is not done."))
    if not task.done_at:
        return denied(_("This is not done yet."))
    return is_called(task.participation.action)


def _decided(committee: Committee, decision: Decided | None, at: datetime) -> Decision:
    if decision is None or decision.committee_id != committee.pk:
        return denied(_("An action needs a decision: a resolution of your committee."))
    if isinstance(decision, StrikeBallot):
        return _carried(decision, at)
    if decision.status == ResolutionStatus.RESCINDED:
        return denied(_("This resolution was rescinded: it calls nothing any more."))
    return ALLOWED


def _carried(ballot: StrikeBallot, at: datetime) -> Decision:
    if ballot.is_practice or ballot.status != StrikeBallotStatus.CARRIED:
        return denied(_("This ballot was not carried."))
    if ballot.has_lapsed(at):
        return denied(_("This ballot has lapsed. A meeting can call another."))
    return ALLOWED
