"""Three committees that meet together, for the tests of joint meetings."""

from datetime import UTC, datetime, timedelta
from typing import Any

from committees.models import Committee, Membership, Office
from meetings.models import JointMeeting, JointPart, Meeting, Motion, Vote
from meetings.operations.agenda import place_motion
from meetings.operations.casting import cast_open_vote
from meetings.operations.hall_chair import move_motion, take_item
from meetings.operations.joint import accept_joint_meeting, call_joint_meeting, invite_committee
from meetings.operations.meetings import Details, open_meeting
from meetings.operations.motions import Draft, second_motion, submit_motion
from meetings.operations.questions import put_question
from meetings.operations.votes import close_vote, declare_vote
from meetings.subjects import Subject
from tests.factories import NOW, CommitteeFactory, MembershipFactory, officer
from tests.factories_meetings import DAY, STARTS_AT, AttendanceFactory, MotionFactory

DETAILS = Details(
    title="One hospital, one town", local_date=DAY, local_time=STARTS_AT.time(), place="Union hall"
)
BEGINS = STARTS_AT.astimezone(UTC)
DONE = BEGINS + timedelta(minutes=2)
WORDS = "To walk out together on 1 May."


class Together:
    """The host, two committees that it invited, and what happens in their meeting."""

    def __init__(self, host: Committee | None = None, members: int = 4) -> None:
        self.host = host or _committee("Host")
        self.second, self.third = _committee("Second"), _committee("Third")
        self.coordinators = {
            one.pk: officer(one, Office.COORDINATOR, f"Coordinator of {one.name}")
            for one in self.committees
        }
        self.members = {
            one.pk: MembershipFactory.create_batch(members, committee=one)
            for one in self.committees
        }
        self.joint: JointMeeting = call_joint_meeting(
            self.host, kind="general", details=DETAILS, by=self.by(self.host), at=NOW
        )

    @property
    def committees(self) -> list[Committee]:
        return [self.host, self.second, self.third]

    def by(self, committee: Committee) -> Membership:
        return self.coordinators[committee.pk]

    def invite(self, *committees: Committee) -> list[JointPart]:
        return [
            invite_committee(self.joint, committee=one, by=self.by(self.host), at=NOW)
            for one in committees
        ]

    def accepted(self) -> "Together":
        """Both others take part."""
        for part in self.invite(self.second, self.third):
            accept_joint_meeting(part, by=self.by(part.committee), at=NOW)
        return self

    def meeting(self, committee: Committee) -> Meeting:
        return Meeting.objects.select_related("committee", "joint__host").get(
            joint=self.joint, committee=committee
        )

    def joint_now(self) -> JointMeeting:
        return JointMeeting.objects.select_related("host", "leading__committee").get()

    def meetings(self) -> list[Meeting]:
        return [self.meeting(one) for one in self.committees]

    def motion(self, committee: Committee, at: datetime = NOW, **said: Any) -> Motion:
        """A member of this committee puts it to the joint meeting, and another seconds it."""
        proposer, seconder = self.members[committee.pk][:2]
        draft = Draft(**{"resolves": WORDS, "meeting": self.meeting(committee), **said})
        return second_motion(
            submit_motion(committee, draft, by=proposer, at=at), by=seconder, at=at
        )

    def come(self, committee: Committee, number: int | None = None) -> None:
        for one in self.members[committee.pk][:number]:
            AttendanceFactory(meeting=self.meeting(committee), membership=one)

    def open(self, *, come: bool = True) -> "Together":
        """The host's coordinator opens it, and everybody is there."""
        open_meeting(self.meeting(self.host), by=self.by(self.host), at=BEGINS)
        for one in self.committees if come else ():
            self.come(one)
        return self

    def motion_now(self) -> Motion:
        """The same for a meeting that has begun: it was put in time."""
        host = self.meeting(self.host)
        motion = MotionFactory(
            committee=self.host, meeting=host, status="seconded", seconded_at=NOW, resolves=WORDS
        )
        place_motion(motion, host)
        return motion

    def debate(self, motion: Motion) -> Motion:
        """Its item is taken and it is moved, by the chair in the host's meeting; the host's copy."""
        host = self.meeting(self.host)
        item = host.agenda.get(motion__shared=motion.shared)
        take_item(item, by=self.by(self.host), at=BEGINS, seen=None)
        copy = Motion.objects.get(committee=self.host, shared=motion.shared)
        return move_motion(copy, by=self.by(self.host), at=BEGINS, seen=None)

    def put(self, motion: Motion, method: str = "open") -> Vote:
        return put_question(
            self.meeting(self.host),
            subject=Subject("motion", motion=motion),
            method=method,
            by=self.by(self.host),
            at=BEGINS,
            seen=None,
        )

    def votes(self) -> dict[int, Vote]:
        """The newest vote of each committee."""
        rows = Vote.objects.filter(meeting__joint=self.joint).select_related("meeting__committee")
        return {one.meeting.committee_id: one for one in rows.order_by("opened_at", "pk")}

    def cast(self, committee: Committee, *choices: str) -> None:
        vote = self.votes()[committee.pk]
        for member, choice in zip(self.members[committee.pk], choices, strict=False):
            cast_open_vote(vote, choice=choice, by=member, at=BEGINS)

    def declare(self, vote: Vote) -> Vote:
        vote = close_vote(vote, by=self.by(self.host), at=DONE)
        return declare_vote(vote, by=self.by(self.host), at=DONE, seen=None)


def _committee(name: str) -> Committee:
    found: Committee = CommitteeFactory(name=name, status="founded", founded_at=NOW)
    return found
