"""Who may do what with a vote, and when. `by` None is the clock."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from ballots import permissions as ballots
from ballots.models import ContestStatus, RollEntry
from committees.models import Membership, Seat
from committees.standing import may_begin
from committees.standing_orders import RULES, fault
from core.decision import ALLOWED, Decision, denied
from meetings import debate, voting
from meetings.deadlines import needs_notice
from meetings.models import (
    BY_NAME,
    CAST_OPENLY,
    AmendmentStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    MinutesStatus,
    MotionStatus,
    Vote,
    VoteAbout,
    VoteMethod,
    VoteOutcome,
    VoteStatus,
)
from meetings.roles import attends, chairs, is_member, is_running
from meetings.running import fits_several
from meetings.subjects import SUSPENDABLE, WITHOUT_QUORUM, Subject

_BEING_TAKEN = (VoteStatus.OPEN, VoteStatus.CLOSED)


def put_question(
    member: Membership, meeting: Meeting, subject: Subject, *, is_quorate: bool
) -> Decision:
    """The chair, one question at a time, where the meeting can decide or may advise."""
    if not chairs(member, meeting):
        return denied(_("Only the chair puts a question to the vote."))
    if not (running := is_running(meeting)):
        return running
    if not (begins := may_begin(meeting.committee)):
        return begins
    if meeting.votes.filter(status__in=_BEING_TAKEN).exists():
        return denied(_("A vote is being taken. Declare its result, or set it aside first."))
    if meeting.joint_id is not None and not (fits := fits_several(subject)):
        return fits
    may_ask = is_quorate or subject.about in WITHOUT_QUORUM
    if not may_ask and not debate.advises_without_quorum(meeting):
        return denied(voting.quorum_rule(meeting.committee))
    return _SUBJECTS[VoteAbout(subject.about)](meeting, subject)


def cast_open_vote(member: Membership, vote: Vote, at: datetime, *, is_attending: bool) -> Decision:
    """A member who is counted as present, until the vote closes."""
    if not is_member(member, vote.meeting.committee):
        return denied(_("Only members of this committee vote."))
    if vote.method not in CAST_OPENLY:
        return denied(_("This vote is not taken openly in the app."))
    if not (still := _still_open(vote, at)):
        return still
    if vote.method in BY_NAME and not Seat.objects.taken().filter(membership=member).exists():
        return denied(_("Only delegates vote in a council, for the committee that sent them."))
    if not is_attending:
        return denied(_("Only members who are present vote. Come in first, then vote."))
    return ALLOWED


def cast_secret_vote(
    member: Membership, vote: Vote, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member on the roll, while the secret vote is open: the booth opens for them."""
    if not is_member(member, vote.meeting.committee):
        return denied(_("Only members of this committee vote."))
    contest = vote.contest
    if contest is None:
        return denied(_("This vote is not secret."))
    if entry is None:
        return denied(
            _(
                "You are not on the roll of this vote: it holds the members who were present when "
                "the vote was opened."
            )
        )
    if not (still := _still_open(vote, at)):
        return still
    if contest.status == ContestStatus.OPEN and at < contest.closes_at:
        return ALLOWED  # a paper taken in time is good until the close
    return ballots.take_paper(contest, entry, at)


def take_vote_paper(
    member: Membership, vote: Vote, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member for whom the booth is open, while papers are issued."""
    opened = cast_secret_vote(member, vote, entry, at)
    if opened and vote.contest is not None:
        return ballots.take_paper(vote.contest, entry, at)
    return opened


def enter_count(member: Membership, vote: Vote) -> Decision:
    """A teller, while hands are counted; in a small meeting the chair and one member."""
    if not is_member(member, vote.meeting.committee):
        return denied(_("Only members of this committee count."))
    if vote.method != VoteMethod.HANDS:
        return denied(_("No hands are counted in this vote."))
    if vote.status != VoteStatus.OPEN:
        return denied(_("The count is over."))
    return _may_count(member, vote)


def close_vote(member: Membership | None, vote: Vote, at: datetime) -> Decision:
    """The chair an open vote in the app, before its time too; the clock at its time."""
    if member is not None and not chairs(member, vote.meeting):
        return denied(_("Only the chair closes a vote."))
    if vote.status != VoteStatus.OPEN:
        return denied(_("This vote is not open."))
    if vote.method == VoteMethod.HANDS:
        return denied(_("It closes when both who count have entered the same numbers."))
    is_due = vote.closes_at is not None and at >= vote.closes_at
    if member is None and not is_due:
        return denied(_("The clock closes a vote at its time."))
    if vote.method == VoteMethod.SECRET and not is_due:
        return denied(_("A secret vote is open until the time that was announced."))
    return ALLOWED


def declare_vote(member: Membership, vote: Vote, at: datetime) -> Decision:
    """The chair, once the vote is closed; of a secret one once complaints are heard."""
    if not chairs(member, vote.meeting):
        return denied(_("Only the chair declares a result."))
    if not (running := is_running(vote.meeting)):
        return running
    if vote.status not in _BEING_TAKEN:
        return denied(_("This vote is decided or was set aside."))
    is_closed = vote.status == VoteStatus.CLOSED or _is_overdue(vote, at)
    if not is_closed and vote.method == VoteMethod.HANDS:
        return denied(_("Both who count have not entered the same numbers yet."))
    if not is_closed:
        return denied(_("The vote is still open."))
    if vote.contest is not None and at < vote.contest.complaints_until:
        return denied(
            _(
                "The ballots are opened half a minute after the close: until then a phone whose "
                "ballot did not arrive can say so."
            )
        )
    return ALLOWED


def recount_vote(member: Membership, vote: Vote) -> Decision:
    """The chair, the last vote of the meeting, closed or declared."""
    if not chairs(member, vote.meeting):
        return denied(_("Only the chair orders another count."))
    if vote.status == VoteStatus.OPEN:
        return denied(_("This vote is still open."))
    return _can_be_taken_back(vote)


def set_aside_vote(member: Membership | None, vote: Vote) -> Decision:
    """The chair, the last vote of the meeting; the clock where its meeting has ended."""
    if member is None:
        is_left = vote.status in _BEING_TAKEN and vote.meeting.status in (
            MeetingStatus.CLOSED,
            MeetingStatus.CANCELLED,
        )
        return ALLOWED if is_left else denied(_("The chair decides on this vote."))
    if not chairs(member, vote.meeting):
        return denied(_("Only the chair sets a vote aside."))
    return _can_be_taken_back(vote)


def _is_overdue(vote: Vote, at: datetime) -> bool:
    return vote.closes_at is not None and at >= vote.closes_at


def _still_open(vote: Vote, at: datetime) -> Decision:
    if vote.status == VoteStatus.SET_ASIDE:
        return denied(_("This vote was set aside. Nothing that was cast in it counts."))
    if vote.status != VoteStatus.OPEN or _is_overdue(vote, at):
        return denied(_("This vote is closed. What comes after the close is not counted."))
    return is_running(vote.meeting)


def _may_count(member: Membership, vote: Vote) -> Decision:
    chosen = voting.tellers(vote.meeting)
    counted = list(vote.counts.values_list("membership_id", flat=True))
    if len(chosen) >= voting.TELLERS:
        if member.pk not in chosen:
            return denied(_("Only the tellers enter a count."))
    elif not chairs(member, vote.meeting):
        if chosen and member.pk not in chosen:
            return denied(_("The chair and the teller count."))
        if not attends(member, vote.meeting):
            return denied(_("Only who is present counts."))
        others = [pk for pk in counted if pk != member.pk]
        if others and not _is_chairs(vote, others):
            return denied(_("Another member counts beside the chair."))
    if member.pk not in counted and len(counted) >= voting.TELLERS:
        return denied(_("Two others have counted."))
    return ALLOWED


def _is_chairs(vote: Vote, counters: list[int]) -> bool:
    """Whether the count that is in is that of whoever chairs."""
    rows = Membership.objects.filter(pk__in=counters).select_related("committee")
    return all(chairs(one, vote.meeting) for one in rows)


def _can_be_taken_back(vote: Vote) -> Decision:
    """What stands on a result cannot lose it: only the last vote, and only while nothing followed."""
    if not (running := is_running(vote.meeting)):
        return running
    if vote.status == VoteStatus.SET_ASIDE:
        return denied(_("This vote was set aside already."))
    later = vote.meeting.votes.filter(opened_at__gte=vote.opened_at, pk__gt=vote.pk)
    if later.exclude(status=VoteStatus.SET_ASIDE).exists():
        return denied(_("Another vote was taken since. Only the last one can be set aside."))
    if vote.status != VoteStatus.DECLARED or not vote.is_binding:
        return ALLOWED
    return _nothing_followed(vote)


def _nothing_followed(vote: Vote) -> Decision:
    is_carried = vote.outcome == VoteOutcome.CARRIED
    if vote.about == VoteAbout.MINUTES and is_carried:
        return denied(_("These minutes are approved and frozen."))
    if vote.about in (VoteAbout.MOTION, VoteAbout.AMENDMENT):
        return _motion_stands_still(vote)
    is_heard = vote.about == VoteAbout.HEAR_EMERGENCY and is_carried
    if is_heard and vote.motion and vote.motion.status != MotionStatus.ON_AGENDA:
        return denied(_("The emergency motion has been taken since."))
    return ALLOWED


def _motion_stands_still(vote: Vote) -> Decision:
    motion = vote.motion
    assert motion is not None  # a constraint of the table
    if vote.about == VoteAbout.AMENDMENT:
        is_still = motion.status == MotionStatus.MOVED
        if not is_still or motion.amendments.filter(status=AmendmentStatus.MOVED).exists():
            return denied(_("The meeting has gone on with this motion since."))
        return ALLOWED
    if vote.meeting.motions.filter(status=MotionStatus.MOVED).exists():
        return denied(_("Another motion is being debated now."))
    resolution = getattr(motion, "resolution", None)
    if resolution is None:
        return ALLOWED
    has_gone_out = resolution.published_at or resolution.circulations.exists()
    if has_gone_out or resolution.status != "in_force":
        return denied(_("The resolution has been published, sent or acted on since."))
    return ALLOWED


# What each kind of question asks ---------------------------------------------------------------------


def _motion(meeting: Meeting, subject: Subject) -> Decision:
    motion = subject.motion
    if motion is None or motion.meeting_id != meeting.pk or motion.status != MotionStatus.MOVED:
        return denied(_("This motion is not being debated."))
    statuses = set(motion.amendments.undecided().values_list("status", flat=True))
    if AmendmentStatus.MOVED in statuses:
        return denied(_("An amendment is being debated. It is put before the motion."))
    is_closed = debate.is_closed(meeting, motion, None)
    if AmendmentStatus.SECONDED in statuses and not is_closed:
        return denied(
            _(
                "Amendments are decided before the motion. Take them one by one, or have the "
                "debate closed."
            )
        )
    if meeting.kind == MeetingKind.EMERGENCY and needs_notice(motion):
        return denied(voting.emergency_rule())
    if not (fits := _rules_fit(motion.rule_changes)):
        return fits
    return ALLOWED if is_closed else debate.nobody_waits(meeting)


def _rules_fit(changes: dict[str, int]) -> Decision:
    for key, value in changes.items():
        if (why := fault(key, value)) is not None:
            name = RULES[key].name if key in RULES else key
            return denied(
                _("This motion cannot be carried out. “%(rule)s”: %(why)s")
                % {"rule": name, "why": why}
            )
    return ALLOWED


def _amendment(meeting: Meeting, subject: Subject) -> Decision:
    amendment = subject.amendment
    if amendment is None or amendment.status != AmendmentStatus.MOVED:
        return denied(_("This amendment is not being debated."))
    motion = amendment.motion
    if motion.meeting_id != meeting.pk or motion.status != MotionStatus.MOVED:
        return denied(_("Its motion is not being debated."))
    if not debate.fits_text(amendment):
        return denied(
            _(
                "The text of the motion has changed in the same lines since this amendment was "
                "written. Its proposer writes it anew against the text as it is now."
            )
        )
    if debate.is_closed(meeting, motion, amendment):
        return ALLOWED
    return debate.nobody_waits(meeting)


def _close_debate(meeting: Meeting, subject: Subject) -> Decision:
    motion = subject.motion
    if motion is None or motion.meeting_id != meeting.pk or motion.status != MotionStatus.MOVED:
        return denied(_("Nothing is being debated."))
    if debate.is_closed(meeting, motion, subject.amendment):
        return denied(_("The debate is closed already. Put the question."))
    amendments = motion.amendments.filter(status=AmendmentStatus.SECONDED)
    if debate.nobody_waits(meeting) and (subject.amendment or not amendments.exists()):
        return denied(_("Nobody waits to speak, so the question can be put at once."))
    return ALLOWED


def _hear_emergency(meeting: Meeting, subject: Subject) -> Decision:
    motion = subject.motion
    if motion is None or motion.committee_id != meeting.committee_id:
        return denied(_("Say which motion."))
    if meeting.kind == MeetingKind.EMERGENCY:
        return denied(_("An emergency meeting has the one purpose for which it was called."))
    if motion.status != MotionStatus.SECONDED:
        return denied(_("Only a motion that is seconded and on no agenda can be heard so."))
    if needs_notice(motion):
        return denied(
            _(
                "What changes a rule, takes back a resolution or is about a person needs notice: "
                "it waits for the next meeting."
            )
        )
    return ALLOWED


def _suspend_rules(meeting: Meeting, subject: Subject) -> Decision:
    if meeting.kind == MeetingKind.EMERGENCY:
        return denied(voting.emergency_rule())
    if subject.rule not in SUSPENDABLE:
        return denied(_("This rule protects those who are not there. It cannot be suspended."))
    if subject.rule in debate.suspended(meeting):
        return denied(_("This rule is suspended already, for this meeting."))
    return ALLOWED


def _minutes(meeting: Meeting, subject: Subject) -> Decision:
    minutes = subject.minutes
    if minutes is None or minutes.meeting.committee_id != meeting.committee_id:
        return denied(_("Say which minutes."))
    if minutes.status != MinutesStatus.DRAFTED:
        return denied(_("These minutes are approved already."))
    if minutes.meeting_id == meeting.pk:
        return denied(_("A meeting does not approve its own minutes: the next one does."))
    return ALLOWED


def _other(meeting: Meeting, subject: Subject) -> Decision:
    resolution = subject.resolution
    if resolution is None:
        if subject.about_person and meeting.kind == MeetingKind.EMERGENCY:
            return denied(voting.emergency_rule())
        return ALLOWED if subject.text.strip() else denied(_("Write the question."))
    if resolution.committee_id != meeting.committee_id or resolution.status == "rescinded":
        return denied(_("Say which resolution."))
    if meeting.kind == MeetingKind.EMERGENCY:
        return denied(_("Another emergency meeting cannot confirm it."))
    return ALLOWED


def _always(_meeting: Meeting, _subject: Subject) -> Decision:
    return ALLOWED


_SUBJECTS: dict[VoteAbout, Callable[[Meeting, Subject], Decision]] = {
    VoteAbout.MOTION: _motion,
    VoteAbout.AMENDMENT: _amendment,
    VoteAbout.CLOSE_DEBATE: _close_debate,
    VoteAbout.HEAR_EMERGENCY: _hear_emergency,
    VoteAbout.SUSPEND_RULES: _suspend_rules,
    VoteAbout.CHALLENGE_CHAIR: _always,
    VoteAbout.ADJOURN: _always,
    VoteAbout.MINUTES: _minutes,
    VoteAbout.OTHER: _other,
    VoteAbout.PRACTICE: _always,
}
