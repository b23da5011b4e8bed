"""Telling delegates what they carry: any member puts it, the committee decides."""

from django.utils.translation import gettext_lazy as _

from committees.models import Affiliation, Committee, Membership
from core.decision import ALLOWED, Decision, denied
from meetings import permissions as meetings
from meetings.models import UNCLOSED, Meeting


def give_instructions(committee: Committee, meeting: Meeting) -> Decision:
    """A committee of the council, until its meeting is closed."""
    if meeting.status not in UNCLOSED:
        return denied(_("This meeting of the council is over. Nothing can be carried to it."))
    joined = Affiliation.objects.joined().filter(council=meeting.committee_id, committee=committee)
    if not joined.exists():
        return denied(_("The committee does not belong to this council."))
    return ALLOWED


def instruct_delegates(member: Membership, meeting: Meeting) -> Decision:
    """Whoever can put a motion can put what the delegates shall carry."""
    may = meetings.submit_motion(member, member.committee)
    return give_instructions(member.committee, meeting) if may else may
