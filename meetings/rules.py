"""What the standing orders ask of a meeting that is called or moved."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from committees.models import Affiliation, Committee, CommitteeStatus
from committees.standing_orders import Quorum, council_quorum, orders
from core.decision import ALLOWED, Decision, denied
from meetings.models import Meeting, MeetingKind, MeetingStatus
from meetings.times import NonexistentTime, rounded_up
from meetings.wording import hours, spoken

FARTHEST = timedelta(days=366)
USUAL_TIME = time(18)
OPENS_BEFORE = timedelta(minutes=30)


def kinds(committee: Committee) -> list[MeetingKind]:
    """The kinds that this committee can call as it stands."""
    if committee.is_council:
        return [MeetingKind.COUNCIL, MeetingKind.EMERGENCY]
    if committee.status == CommitteeStatus.FORMING:
        return [MeetingKind.FOUNDING]
    return [MeetingKind.GENERAL, MeetingKind.MASS, MeetingKind.EMERGENCY]


def earliest(committee: Committee, kind: str, at: datetime) -> datetime:
    """The first full quarter of an hour for which notice given at `at` is enough."""
    return rounded_up(at + timedelta(hours=orders(committee).notice_hours(kind)))


def earliest_day(committee: Committee, kind: str, at: datetime) -> date:
    """The first day on campus on which a meeting at the usual time has notice enough.

    As seen by somebody who still has to write the notice, for which an hour is left.
    """
    moment = earliest(committee, kind, at + timedelta(hours=1)).astimezone(committee.timezone)
    is_late = moment.time() > USUAL_TIME
    return moment.date() + timedelta(days=1 if is_late else 0)


def notice_until(committee: Committee, kind: str, starts_at: datetime) -> datetime:
    """The last moment at which notice of a meeting that starts then is enough."""
    return starts_at - timedelta(hours=orders(committee).notice_hours(kind))


def notice_words(committee: Committee, kind: str) -> str:
    """The notice that this kind needs, in words."""
    return hours(orders(committee).notice_hours(kind))


def founding_by(committee: Committee) -> datetime:
    """Until when the founding meeting should be held; a suggestion, nothing enforces it."""
    return committee.opened_at + timedelta(days=orders(committee).founding_days)


def kind_fits(committee: Committee, kind: str) -> Decision:
    """A committee is founded first, and once."""
    if kind == MeetingKind.FOUNDING and committee.status != CommitteeStatus.FORMING:
        return denied(_("This committee is founded already. Call a general meeting."))
    if kind not in kinds(committee):
        return denied(_("Before anything else, call the founding meeting."))
    return ALLOWED


def present_fits(meeting: Meeting, present: int, members: int) -> Decision:
    """Only members count at a founding; elsewhere guests do, but a slip of the finger does not."""
    is_founding = meeting.kind == MeetingKind.FOUNDING
    if present > (members if is_founding else 3 * members + 50):
        return denied(
            _("More are entered than can be: the committee has %(n)s members. Count again.")
            % {"n": members}
        )
    return ALLOWED


def founding_once(committee: Committee, kind: str) -> Decision:
    """One founding meeting at a time."""
    if kind != MeetingKind.FOUNDING:
        return ALLOWED
    if committee.meetings.filter(
        kind=kind, status__in=[MeetingStatus.CALLED, MeetingStatus.OPEN]
    ).exists():
        return denied(_("A founding meeting is called already. Change that one or cancel it."))
    return ALLOWED


def purpose_given(kind: str, purpose: str) -> Decision:
    """An emergency meeting has one purpose, and its notice says which."""
    if kind == MeetingKind.EMERGENCY and not purpose.strip():
        return denied(_("An emergency meeting has one purpose: say which."))
    return ALLOWED


def notice_is_enough(
    committee: Committee, kind: str, starts_at: datetime, at: datetime
) -> Decision:
    """Whether notice given at `at` is enough; if not, the earliest moment and a kind that fits."""
    if starts_at <= at:
        return denied(_("This moment is past. Choose a later one."))
    if starts_at - at > FARTHEST:
        return denied(_("This is more than a year ahead. Choose an earlier date."))
    needed = orders(committee).notice_hours(kind)
    if starts_at - at >= timedelta(hours=needed):
        return ALLOWED
    sentences = [
        _(
            "The notice is too short: a meeting of this kind needs %(notice)s. "
            "The earliest moment is %(moment)s."
        )
        % {
            "notice": hours(needed),
            "moment": spoken(earliest(committee, kind, at), committee.timezone),
        }
    ]
    sentences += [
        _("A meeting of the kind “%(kind)s” could be held then: it needs %(notice)s.")
        % {"kind": other.label, "notice": hours(orders(committee).notice_hours(other))}
        for other in kinds(committee)
        if starts_at - at >= timedelta(hours=orders(committee).notice_hours(other))
    ]
    return denied(" ".join(sentences))


def quorum(meeting: Meeting, members: int) -> Quorum:
    """How many of so many members must be there for this meeting to decide.

    In a council: a third of the delegates, and delegates of most of its committees. In a joint
    meeting a committee without its quorum holds nobody up: it advises.
    """
    if meeting.committee.is_council:
        joined = Affiliation.objects.joined().filter(council=meeting.committee).count()
        committees, delegates = council_quorum(joined, members)
        return Quorum(max(1, delegates), committees=committees)
    found = orders(meeting.committee).quorum(meeting.kind, members)
    return found if meeting.joint_id is None else replace(found, is_advisory_without=True)


def waits_for_quorum_until(meeting: Meeting) -> datetime:
    """Until when a meeting without its quorum waits: from its time, or later, when it was opened."""
    begins = max(meeting.starts_at, meeting.opened_at or meeting.starts_at)
    return begins + timedelta(minutes=orders(meeting.committee).quorum_wait_minutes)


def allowed_now(meeting: Meeting, quorum: Quorum, at: datetime, *, is_met: bool) -> str:
    """What those who are there may do now, with the rule that says so."""
    if is_met:
        return _("Enough members are here: the meeting can decide.")
    if meeting.joint_id is not None:
        return _(
            "Too few members of this committee are here to decide. They vote with the others, and "
            "advise: their committee decides at its next meeting."
        )
    if quorum.is_advisory_without:
        return _("Too few members are here to decide. A mass meeting can still vote: it advises.")
    if at < waits_for_quorum_until(meeting):
        return _(
            "Too few members are here to decide. The meeting waits for more until %(time)s."
        ) % {
            "time": date_format(waits_for_quorum_until(meeting).astimezone(meeting.timezone), "H:i")
        }
    return _("Too few members are here. The meeting may discuss, and decides nothing.")


def founds(meeting: Meeting, present: int, members: int) -> bool:
    """Whether closing this meeting with so many present founds the committee."""
    return (
        meeting.kind == MeetingKind.FOUNDING
        and meeting.committee.status == CommitteeStatus.FORMING
        and min(present, members) >= orders(meeting.committee).founding_members
    )


def no_such_time(fault: NonexistentTime) -> str:
    """The sentence for a wall time over which the clocks jump."""
    return _(
        "The clocks go forward that night and this time does not exist. "
        "The next one that does is %(time)s on %(day)s."
    ) % {
        "time": date_format(fault.next_valid, "H:i"),
        "day": date_format(fault.next_valid, "DATE_FORMAT"),
    }
