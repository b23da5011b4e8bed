"""Until when motions, amendments and meetings on demand must come, by the standing orders."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from committees.models import Committee
from committees.standing_orders import RULES, orders
from core.decision import ALLOWED, Decision, denied
from meetings.models import (
    Meeting,
    MeetingKind,
    MeetingStatus,
    Motion,
    MotionStatus,
    Requisition,
)
from meetings.roles import not_ended
from meetings.wording import spoken

# Called with less notice than motions and amendments need: there they can come until it begins.
_SHORT = (MeetingKind.EMERGENCY, MeetingKind.FOUNDING)
CALLED_WITHIN = timedelta(days=1)  # how long coordinators have to call what members demanded


def motions_until(meeting: Meeting) -> datetime:
    """Until when a motion to this meeting comes in time.

    What stands in the notice is in time, however short the notice was.
    """
    if meeting.kind in _SHORT:
        return meeting.starts_at
    days = timedelta(days=orders(meeting.committee).motions_days)
    return max(meeting.starts_at - days, meeting.called_at)


def amendments_until(meeting: Meeting) -> datetime:
    """Until when an amendment to a motion at this meeting comes in time."""
    if meeting.kind in _SHORT:
        return meeting.starts_at
    return meeting.starts_at - timedelta(hours=orders(meeting.committee).amendments_hours)


def comes_late(motion: Motion, at: datetime) -> bool:
    """Whether its meeting must first agree to hear it; a motion without a seconder counts as of now."""
    if motion.meeting is None or motion.emergency_at is not None:
        return False
    if motion.status not in (MotionStatus.SUBMITTED, MotionStatus.SECONDED):
        return False
    return (motion.seconded_at or at) > motions_until(motion.meeting)


def needs_notice(motion: Motion) -> bool:
    """Whether members must have read it before: it changes a rule, rescinds, or is about a person."""
    return bool(motion.rule_changes) or motion.rescinds_id is not None or motion.about_person


def motion_fits(
    meeting: Meeting, at: datetime, *, changes_rules: bool, rescinds: bool, about_person: bool
) -> Decision:
    """Whether a motion of this sort can be put to this meeting now."""
    if not (ended := not_ended(meeting)):
        return ended
    needs_notice = changes_rules or rescinds or about_person
    if meeting.kind == MeetingKind.EMERGENCY and needs_notice:
        return denied(
            _(
                "An emergency meeting decides nothing on persons or rules, and takes back no "
                "resolution. Choose another meeting."
            )
        )
    if needs_notice and at > motions_until(meeting):
        return denied(
            _(
                "What changes a rule, takes back a resolution or is about a person needs notice, "
                "so that everybody has read it. For this meeting that ended on %(moment)s. Choose "
                "a later meeting."
            )
            % {"moment": spoken(motions_until(meeting), meeting.timezone)}
        )
    return ALLOWED


def next_in_time(committee: Committee, at: datetime) -> Meeting | None:
    """The first meeting that is called and for which a motion that is seconded now is in time."""
    for meeting in _called(committee, at):
        meeting.committee = committee
        if at <= motions_until(meeting):
            return meeting
    return None


def next_called(committee: Committee, at: datetime) -> Meeting | None:
    """The next meeting that is called and decides on more than one purpose."""
    return _called(committee, at).first()


def _called(committee: Committee, at: datetime) -> QuerySet[Meeting]:
    # What a committee has to decide alone is not on the agenda of a joint meeting.
    rows = committee.meetings.filter(
        status=MeetingStatus.CALLED, starts_at__gt=at, joint__isnull=True
    )
    rows = rows.exclude(kind=MeetingKind.EMERGENCY)
    return rows.order_by("starts_at", "pk")


def rule_said(committee: Committee, key: str) -> str:
    """A rule of the standing orders as the sentence that holds here."""
    return RULES[key].said(getattr(orders(committee), key))


def held_by(kind: str, committee: Committee, reached_at: datetime) -> datetime:
    """Until when a meeting that enough members demanded must be held: its notice needs time, too."""
    rules = orders(committee)
    notice = timedelta(hours=rules.notice_hours(kind)) + CALLED_WITHIN
    return reached_at + max(timedelta(days=rules.requisition_days), notice)


def answers(requisition: Requisition, kind: str, starts_at: datetime, at: datetime) -> Decision:
    """Whether a meeting of this kind at this moment is what members demanded."""
    if kind != requisition.kind:
        return denied(
            _("Members demanded a meeting of another kind: “%(kind)s”.")
            % {"kind": requisition.get_kind_display()}
        )
    committee = requisition.committee
    notice = timedelta(hours=orders(committee).notice_hours(kind)) + CALLED_WITHIN
    latest = max(requisition.meeting_by or at, at + notice)
    if starts_at > latest:
        return denied(
            _("Members demanded this meeting: it is held by %(moment)s.")
            % {"moment": spoken(latest, committee.timezone)}
        )
    return ALLOWED
