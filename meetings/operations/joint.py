"""Joint meetings: calling one, inviting committees, their answers, and handing its chair on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import emails_joint, permissions
from meetings.agenda import Item
from meetings.minutes_text import language_of
from meetings.models import (
    ItemKind,
    JointMeeting,
    JointPart,
    JointPartStatus,
    LogKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
)
from meetings.operations import log
from meetings.operations.meetings import Details, call_meeting, end_called

KINDS = (MeetingKind.GENERAL, MeetingKind.MASS)


@transaction.atomic
def call_joint_meeting(
    committee: Committee, *, kind: str, details: Details, by: Membership, at: datetime
) -> JointMeeting:
    """Call a meeting to which other committees are invited; one's own members are told at once."""
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    permissions.call_joint_meeting(by, committee).enforce()
    if kind not in KINDS:
        raise Refused(_("Several committees hold a general or a mass meeting together."))
    joint = JointMeeting.objects.create(host=committee, called_at=at)
    JointPart.objects.create(
        joint=joint,
        committee=committee,
        status=JointPartStatus.ACCEPTED,
        invited_at=at,
        answered_at=at,
    )
    meeting = call_meeting(committee, kind=kind, details=details, by=by, at=at, joint=joint)
    joint.leading = meeting
    joint.save(update_fields=["leading"])
    Event.record("meetings.joint_meeting_called", joint, by=by, at=at)
    return joint


@transaction.atomic
def invite_committee(
    joint: JointMeeting, *, committee: Committee, by: Membership, at: datetime
) -> JointPart:
    """Ask another committee to take part; its coordinators answer."""
    joint = _locked(joint)
    permissions.invite_committee(by, joint, at).enforce()
    if committee.is_council or not committee.is_founded:
        raise Refused(_("Only a committee that is founded can be invited."))
    part, is_new = JointPart.objects.get_or_create(
        joint=joint, committee=committee, defaults={"invited_at": at}
    )
    if not is_new:
        if not part.can_become(JointPartStatus.INVITED):
            raise Refused(_("This committee is invited already."))
        part.status, part.invited_at, part.answered_at = JointPartStatus.INVITED, at, None
        part.save(update_fields=["status", "invited_at", "answered_at"])
    Event.record("meetings.committee_invited", joint, by=by, at=at)
    emails_joint.committee_invited(part, at=at)
    return part


@transaction.atomic
def accept_joint_meeting(part: JointPart, *, by: Membership, at: datetime) -> Meeting:
    """The committee takes part: its members get the notice, with the time its own rules ask for."""
    part = _answering(part)
    permissions.accept_joint_meeting(by, part, at).enforce()
    leading = part.joint.leading
    assert leading is not None  # the permission has asked for it
    _become(part, JointPartStatus.ACCEPTED, at)
    meeting = call_meeting(
        part.committee,
        kind=leading.kind,
        details=_details(leading),
        by=by,
        at=at,
        joint=part.joint,
        zone=leading.timezone,
    )
    Event.record("meetings.joint_meeting_accepted", part, by=by, at=at)
    emails_joint.committee_answered(part, at=at)
    return meeting


@transaction.atomic
def decline_joint_meeting(part: JointPart, *, by: Membership, at: datetime) -> JointPart:
    """The committee does not take part; the host is told."""
    part = _answering(part)
    permissions.decline_joint_meeting(by, part, at).enforce()
    _become(part, JointPartStatus.DECLINED, at)
    Event.record("meetings.joint_meeting_declined", part, by=by, at=at)
    emails_joint.committee_answered(part, at=at)
    return part


@transaction.atomic
def withdraw_from_joint_meeting(part: JointPart, *, by: Membership, at: datetime) -> JointPart:
    """The committee takes part no longer: its members are told, and the others meet without it."""
    part = _answering(part)
    permissions.withdraw_from_joint_meeting(by, part, at).enforce()
    meeting = log.locked(Meeting.objects.get(joint=part.joint, committee=part.committee))
    _become(part, JointPartStatus.WITHDRAWN, at)
    with override(language_of(meeting)):
        reason = _("Our committee does not take part in this joint meeting.")
    end_called(meeting, reason, at=at)
    Event.record("meetings.joint_meeting_withdrawn_from", part, by=by, at=at)
    emails_joint.committee_answered(part, at=at)
    return part


@transaction.atomic
def hand_chair_to_committee(
    meeting: Meeting, *, to: Meeting, by: Membership, at: datetime
) -> JointMeeting:
    """A member of another committee chairs from now on: whom it chooses, else its coordinators."""
    meeting, to = log.locked(meeting), log.locked(to)
    permissions.hand_chair_to_committee(by, meeting, to).enforce()
    assert meeting.joint is not None  # the permission has asked for it
    joint = _locked(meeting.joint)
    joint.leading = to
    joint.save(update_fields=["leading"])
    for one in Meeting.objects.filter(joint=joint, status=MeetingStatus.OPEN).order_by("pk"):
        with override(language_of(one)):
            said = _("The chair of the joint meeting went to a member of %(committee)s.") % {
                "committee": to.committee.name
            }
        log.write(one, LogKind.RULED, at=at, text=said)
        log.changed(one)
    Event.record("meetings.chair_handed_to_committee", joint, by=by, at=at)
    return joint


def _become(part: JointPart, status: str, at: datetime) -> None:
    part.status, part.answered_at = status, at
    part.save(update_fields=["status", "answered_at"])


def _details(leading: Meeting) -> Details:
    """What the notice of the host says."""
    business = leading.agenda.filter(kind=ItemKind.BUSINESS).order_by("position")
    return Details(
        title=leading.title,
        local_date=leading.local_date,
        local_time=leading.local_time,
        place=leading.place,
        minutes=leading.minutes,
        purpose=leading.purpose,
        agenda=tuple(Item(one.title, one.minutes) for one in business),
        room_link=leading.room_link,
        listening=leading.listening,
    )


def _locked(joint: JointMeeting) -> JointMeeting:
    return (
        JointMeeting.objects.select_for_update(of=("self",))
        .select_related("host", "leading__committee__campus")
        .get(pk=joint.pk)
    )


def _answering(part: JointPart) -> JointPart:
    """The part, its joint meeting and what is called there, locked."""
    joint = _locked(part.joint)
    if joint.leading is not None:
        log.lock_all(joint.leading)
    found = (
        JointPart.objects.select_for_update(of=("self",))
        .select_related("committee__campus")
        .get(pk=part.pk)
    )
    found.joint = joint
    return found
