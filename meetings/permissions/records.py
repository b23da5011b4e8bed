"""Who may do what with minutes, actions and resolutions, and when. `by` None is the clock."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from committees.models import Committee, CommitteeStatus, Membership
from committees.queries.members import members_count
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings import rules, states
from meetings.models import (
    ActionItem,
    Circulation,
    CirculationStatus,
    Duty,
    ItemKind,
    Meeting,
    MeetingStatus,
    Minutes,
    MinutesStatus,
    Resolution,
    ResolutionStatus,
    VoteAbout,
    VoteOutcome,
    VoteStatus,
)
from meetings.roles import chairs, coordinates, has_duty, is_member, is_running

SENT_AT_MOST, SENT_WITHIN = 30, timedelta(days=1)


def draft_minutes(member: Membership | None, meeting: Meeting) -> Decision:
    """By itself when a meeting that was opened closes; whoever closed it, or the clock."""
    if member is not None and not is_member(member, meeting.committee):
        return denied(_("Only members of this committee write its minutes."))
    if meeting.status != MeetingStatus.CLOSED or meeting.opened_at is None:
        return denied(_("Minutes are drafted when a meeting that was opened is closed."))
    if Minutes.objects.filter(meeting=meeting).exists():
        return denied(_("The minutes of this meeting are drafted already."))
    return ALLOWED


def edit_minutes(member: Membership, minutes: Minutes) -> Decision:
    """The minutes secretary of that meeting, or a coordinator, until they are approved."""
    meeting = minutes.meeting
    is_secretary = has_duty(member, meeting, Duty.MINUTES_SECRETARY)
    if not (is_secretary or coordinates(member, meeting.committee)):
        return denied(
            _("Only the minutes secretary of this meeting or a coordinator edits the minutes.")
        )
    if minutes.status == MinutesStatus.APPROVED:
        return denied(_("These minutes are approved. Nobody changes them any more."))
    return _alive(meeting.committee)


def approve_minutes(member: Membership, minutes: Minutes, in_meeting: Meeting) -> Decision:
    """The chair of a later meeting, at its item about the minutes or after a carried vote."""
    if not chairs(member, in_meeting):
        return denied(_("Only the chair of the meeting approves minutes, if nobody objects."))
    if in_meeting.committee_id != minutes.meeting.committee_id:
        return denied(_("These are the minutes of another committee."))
    if in_meeting.starts_at <= minutes.meeting.starts_at:
        return denied(_("Minutes are approved by a later meeting."))
    if minutes.status == MinutesStatus.APPROVED:
        return denied(_("These minutes are approved already."))
    if not (running := is_running(in_meeting)):
        return running
    if _voted_for(in_meeting):
        return ALLOWED
    if in_meeting.item is None or in_meeting.item.kind != ItemKind.MINUTES:
        return denied(_("Minutes are approved at the item about the minutes. Take it first."))
    quorum = rules.quorum(in_meeting, members_count(in_meeting.committee))
    if not states.is_quorate(in_meeting, quorum, states.present(in_meeting)):
        return denied(_("The quorum is not there, so nothing can be approved now."))
    return ALLOWED


def note_action(member: Membership, meeting: Meeting) -> Decision:
    """Who chairs or writes the minutes, or a coordinator, once the meeting has opened."""
    is_in_charge = has_duty(member, meeting, Duty.CHAIR, Duty.MINUTES_SECRETARY)
    if not (is_in_charge or coordinates(member, meeting.committee)):
        return denied(
            _("Only the chair, the minutes secretary or a coordinator notes what is to be done.")
        )
    if meeting.opened_at is None or meeting.status == MeetingStatus.CANCELLED:
        return denied(_("What is to be done is noted once the meeting is open."))
    return _alive(meeting.committee)


def take_action(member: Membership, action: ActionItem) -> Decision:
    """Any member, as long as nobody has taken it on and it is not done."""
    if not is_member(member, action.meeting.committee):
        return denied(_("Only members of this committee take on what it decided."))
    if action.done_at:
        return denied(_("This is done."))
    if action.membership is not None and action.membership.is_active:
        return denied(_("Somebody has taken this on already."))
    return _alive(action.meeting.committee)


def hand_back_action(member: Membership, action: ActionItem) -> Decision:
    """Whoever took it on, until it is done."""
    if action.membership_id != member.pk or not member.is_active:
        return denied(_("Only who took this on can hand it back."))
    if action.done_at:
        return denied(_("This is done."))
    return ALLOWED


def finish_action(member: Membership, action: ActionItem) -> Decision:
    """Whoever took it on, or a coordinator."""
    if not _answers_for(member, action):
        return denied(_("Only who took this on or a coordinator says that it is done."))
    if action.done_at:
        return denied(_("This is done already."))
    return ALLOWED


def reopen_action(member: Membership, action: ActionItem) -> Decision:
    """Whoever may say that it is done, where it was said by mistake."""
    if not _answers_for(member, action):
        return denied(_("Only who took this on or a coordinator says that it is not done."))
    if not action.done_at:
        return denied(_("This is not done yet."))
    return ALLOWED


def remind_of_action(member: Membership | None, action: ActionItem, at: datetime) -> Decision:
    """The clock alone, when the word is due."""
    if member is not None:
        return denied(_("Reminders leave by the clock."))
    if action.done_at or action.due_at is None or action.due_at > at:
        return denied(_("No reminder is due."))
    return ALLOWED


def publish_resolution(member: Membership, resolution: Resolution) -> Decision:
    """A coordinator, while it is in force and not public yet."""
    if not coordinates(member, resolution.committee):
        return denied(_("Only a coordinator publishes a resolution."))
    if resolution.published_at:
        return denied(_("This resolution is public already."))
    if not (in_force := _in_force(resolution)):
        return in_force
    return may_begin(resolution.committee)


def unpublish_resolution(member: Membership, resolution: Resolution) -> Decision:
    """A coordinator, of what is public."""
    if not coordinates(member, resolution.committee):
        return denied(_("Only a coordinator takes a resolution off the public page."))
    if not resolution.published_at:
        return denied(_("This resolution is not public."))
    return ALLOWED


def act_on_resolution(member: Membership, resolution: Resolution) -> Decision:
    """A coordinator, once, of what is in force."""
    if not coordinates(member, resolution.committee):
        return denied(_("Only a coordinator says that a resolution was acted on."))
    if not (in_force := _in_force(resolution)):
        return in_force
    if resolution.status != ResolutionStatus.IN_FORCE:
        return denied(_("This resolution was acted on already."))
    return _alive(resolution.committee)


def report_back_on_resolution(member: Membership, resolution: Resolution) -> Decision:
    """A coordinator, once, after it was acted on."""
    if not coordinates(member, resolution.committee):
        return denied(_("Only a coordinator reports back on a resolution."))
    if not (in_force := _in_force(resolution)):
        return in_force
    if resolution.status == ResolutionStatus.IN_FORCE:
        return denied(_("Say first that the resolution was acted on. Then report back."))
    if resolution.status == ResolutionStatus.REPORTED_BACK:
        return denied(_("The report on this resolution is given already."))
    return _alive(resolution.committee)


def send_resolution(
    member: Membership, resolution: Resolution, at: datetime, to: Committee | None = None
) -> Decision:
    """A coordinator, of what is in force; to each committee once, and to thirty within a day."""
    if not coordinates(member, resolution.committee):
        return denied(_("Only a coordinator sends a resolution to other committees."))
    if not (in_force := _in_force(resolution)):
        return in_force
    if not (begins := may_begin(resolution.committee)):
        return begins
    sent = Circulation.objects.filter(resolution__committee=resolution.committee)
    if sent.filter(sent_at__gt=at - SENT_WITHIN).count() >= SENT_AT_MOST:
        return denied(
            _("%(number)d resolutions were sent within a day. Go on tomorrow.")
            % {"number": SENT_AT_MOST}
        )
    return ALLOWED if to is None else _may_get(resolution, to)


def put_received(member: Membership, circulation: Circulation) -> Decision:
    """Any member of the committee that received it, unless it is before a meeting or answered."""
    if not is_member(member, circulation.committee):
        return denied(_("Only members of this committee put a resolution that it received."))
    if circulation.committee.status != CommitteeStatus.FOUNDED:
        return denied(_("Motions can be put once the committee is founded."))
    if circulation.status == CirculationStatus.PUT:
        return denied(_("This resolution is put to a meeting already. Second that motion."))
    if circulation.status != CirculationStatus.RECEIVED:
        return denied(_("A meeting has decided on this resolution already."))
    return ALLOWED


def _may_get(resolution: Resolution, to: Committee) -> Decision:
    if to.pk == resolution.committee_id:
        return denied(_("This is your own committee. Choose another one."))
    if not to.is_founded:
        return denied(_("This committee is not founded yet, or is dissolved."))
    if Circulation.objects.filter(resolution=resolution, committee=to).exists():
        return denied(_("This committee has got the resolution already."))
    return ALLOWED


def _answers_for(member: Membership, action: ActionItem) -> bool:
    is_mine = action.membership_id == member.pk and member.is_active
    return is_mine or coordinates(member, action.meeting.committee)


def _voted_for(meeting: Meeting) -> bool:
    return meeting.votes.filter(
        about=VoteAbout.MINUTES, status=VoteStatus.DECLARED, outcome=VoteOutcome.CARRIED
    ).exists()


def _in_force(resolution: Resolution) -> Decision:
    if resolution.status == ResolutionStatus.RESCINDED:
        return denied(_("This resolution was rescinded."))
    return ALLOWED


def _alive(committee: Committee) -> Decision:
    return ALLOWED if committee.is_alive else denied(_("This committee is dissolved."))
