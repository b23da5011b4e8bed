"""What a member is in a committee and in one of its meetings; what every permission asks first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from committees.models import Committee, Membership, Office
from core.decision import ALLOWED, Decision, denied
from meetings.models import Amendment, Duty, Meeting, MeetingOfficer, MeetingStatus, Motion


def is_member(member: Membership, committee: Committee) -> bool:
    """Admitted to this very committee, and still there."""
    return member.is_active and member.committee_id == committee.pk


def has_the_word(member: Membership) -> Decision:
    """Not suspended: whoever is can come and vote, and takes no part in debate."""
    if member.is_suspended:
        return denied(
            _(
                "You are suspended, and take no part in debate until it ends. You can come, vote "
                "and reply. The reason stands on the committee’s page."
            )
        )
    return ALLOWED


def coordinates(member: Membership, committee: Committee) -> bool:
    """A coordinator, provisional ones too."""
    return is_member(member, committee) and member.holds(Office.COORDINATOR)


def carries(member: Membership, text: Motion | Amendment) -> bool:
    """The proposer; where they have left the committee the seconder, then whoever coordinates."""
    motion = text if isinstance(text, Motion) else text.motion
    there = (one for one in (text.proposer, text.seconder) if one is not None and one.is_active)
    carrier = next(there, None)
    if carrier is None:
        return coordinates(member, motion.committee)
    return carrier.pk == member.pk


def attends(member: Membership, meeting: Meeting) -> bool:
    """Whether this member is counted as present; no query where the page was found for them."""
    reader = meeting.__dict__.get("reader")
    if reader is not None and reader.pk == member.pk and "reader_attends" in meeting.__dict__:
        return bool(meeting.__dict__["reader_attends"])
    return meeting.attendance.filter(membership=member).exists()


def has_duty(member: Membership, meeting: Meeting, *duties: str) -> bool:
    """Whether this member runs the meeting in one of these duties now; one query, then kept."""
    return not duties_of(member, meeting).isdisjoint(duties)


def duties_of(member: Membership, meeting: Meeting) -> frozenset[str]:
    """What this member does at the meeting now; one query, then kept with the meeting."""
    if not is_member(member, meeting.committee):
        return frozenset()
    return frozenset(duty for duty, pk in _officers(meeting) if pk == member.pk)


def led_in(meeting: Meeting) -> Meeting:
    """The meeting in which whoever chairs sits: in a joint meeting one committee has the chair."""
    if meeting.joint_id is None:
        return meeting
    kept: Meeting | None = meeting.__dict__.get("_led_in")
    if kept is None:
        found = Meeting.objects.filter(leads=meeting.joint_id).select_related("committee").first()
        kept = meeting if found is None or found.pk == meeting.pk else found
        meeting.__dict__["_led_in"] = kept
    return kept


def caller_of(meeting: Meeting) -> Committee:
    """The committee that called it: a joint meeting, the host."""
    return meeting.committee if meeting.joint is None else meeting.joint.host


def chairs(member: Membership, meeting: Meeting) -> bool:
    """The elected chair; until one is elected, whoever coordinates."""
    meeting = led_in(meeting)
    if any(duty == Duty.CHAIR for duty, _pk in _officers(meeting)):
        return has_duty(member, meeting, Duty.CHAIR)
    return coordinates(member, meeting.committee)


def has_chaired(member: Membership, meeting: Meeting) -> bool:
    """Chaired this meeting until the chair went to another."""
    if chairs(member, meeting):
        return False
    return meeting.officers.filter(
        membership=member, duty=Duty.CHAIR, ended_at__isnull=False
    ).exists()


def know_duties(meeting: Meeting, officers: Iterable[MeetingOfficer]) -> None:
    """Whoever has read the officers spares this page the question."""
    meeting.__dict__["_officers_now"] = [(one.duty, one.membership_id) for one in officers]


def forget_duties(meeting: Meeting) -> None:
    """After a change of officers: the next question is asked of the database."""
    meeting.__dict__.pop("_officers_now", None)


def not_ended(meeting: Meeting) -> Decision:
    """Neither closed nor cancelled."""
    if meeting.status == MeetingStatus.CANCELLED:
        return denied(_("This meeting was cancelled."))
    if meeting.status == MeetingStatus.CLOSED:
        return denied(_("This meeting is closed."))
    return ALLOWED


def is_running(meeting: Meeting) -> Decision:
    """Open now."""
    if not (ended := not_ended(meeting)):
        return ended
    if meeting.status == MeetingStatus.ADJOURNED:
        return denied(_("This meeting is adjourned. It goes on when it is opened again."))
    if meeting.status != MeetingStatus.OPEN:
        return denied(_("This meeting is not open yet."))
    return ALLOWED


def _officers(meeting: Meeting) -> list[tuple[str, int]]:
    kept: list[tuple[str, int]] | None = meeting.__dict__.get("_officers_now")
    if kept is None:
        # Whoever has left the committee runs nothing: a chair who is gone leaves it to coordinators.
        rows = meeting.officers.filter(ended_at__isnull=True, membership__status="active")
        kept = list(rows.values_list("duty", "membership_id"))
        meeting.__dict__["_officers_now"] = kept
    return kept
