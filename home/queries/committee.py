"""What the home of one committee answers at a glance: what is decided, when we meet, what needs me."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from accounts.models import User
from announcements import permissions as announcements_may
from announcements.models import Announcement
from committees import permissions as may
from committees.models import (
    Committee,
    Mandate,
    Membership,
    Office,
)
from committees.queries.members import members_count
from core.decision import Decision
from elections import permissions as elections_may
from elections.models import Election, RecallPetition, StrikeBallot
from elections.queries import recalls, strikes
from home.queries.ask import Ask, needs_answer
from home.queries.asks import asks
from home.queries.decided import Decided, decided
from meetings import permissions as meetings_may
from meetings.models import Motion
from meetings.queries import meetings
from meetings.queries.motions import latest as latest_motions

LATEST = 3


@dataclass(frozen=True)
class Holder:
    """Who carries an office: chosen name, office in words, until when."""

    name: str
    office: str | Promise
    ends_at: datetime | None


@dataclass(frozen=True)
class Home:
    """The member's view of a committee."""

    committee: Committee
    member: Membership
    members: int
    delegates: list[Holder]
    my_offices: list[str]
    meetings: list[meetings.Ahead]
    asks: list[Ask]
    decided: list[Decided]
    elections: list[Election]
    recalls: list[RecallPetition]
    strikes: list[StrikeBallot]
    announcements: list[Announcement]
    may_call: Decision
    may_announce_election: Decision
    may_write: Decision
    may_invite: Decision
    may_edit: Decision
    motions: list[Motion]
    may_submit: Decision

    @property
    def is_asked(self) -> bool:
        return needs_answer(self.asks)


def holders(committee: Committee) -> list[tuple[Mandate, Holder]]:
    """Every live mandate with its holder, delegates in the order they were elected; one query."""
    rows = (
        Mandate.objects.live()
        .filter(committee=committee)
        .select_related("membership")
        .order_by("office", "position", "given_at")
    )
    return [
        (
            row,
            Holder(
                row.membership.shown_name,
                row.get_office_display(),
                row.ends_at,
            ),
        )
        for row in rows
    ]


def committee_home(committee: Committee, member: Membership, user: User, now: datetime) -> Home:
    """Everything on the page, in a number of queries that does not grow."""
    held = holders(committee)
    delegates = [one for row, one in held if row.office == Office.DELEGATE]
    mine = [row.get_office_display() for row, _holder in held if row.membership_id == member.pk]
    ahead = meetings.of_committee(committee, user, now)
    running = list(
        Election.objects.running().filter(committee=committee).order_by("voting_closes_at")
    )
    return Home(
        committee=committee,
        member=member,
        members=members_count(committee),
        delegates=delegates,
        my_offices=mine,
        meetings=ahead,
        asks=[one for one in asks(user, now, ahead) if one.committee_id == committee.public_id],
        decided=decided([committee], user, now, LATEST),
        elections=running,
        recalls=recalls.running(committee),
        strikes=strikes.running(committee),
        announcements=list(Announcement.objects.readable_by(member, now).top_first()[:LATEST]),
        may_call=meetings_may.call_meeting(member, committee),
        may_announce_election=elections_may.announce_election(member, committee),
        may_write=announcements_may.write_announcement(member, committee),
        may_invite=may.make_invitation(member, committee),
        may_edit=may.edit_committee(member, committee),
        motions=latest_motions(committee, LATEST),
        may_submit=meetings_may.submit_motion(member, committee),
    )
