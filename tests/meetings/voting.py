"""A meeting in which something can be put to the vote, for the tests of votes."""

from datetime import timedelta
from typing import Any

from django.test import Client

from committees.models import Committee, Membership
from meetings.models import Meeting, Motion, Vote
from meetings.operations.casting import cast_open_vote
from meetings.operations.counts import Numbers, enter_count
from meetings.operations.questions import put_question
from meetings.operations.votes import close_vote, declare_vote
from meetings.subjects import Subject
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    MeetingOfficerFactory,
    MotionFactory,
)

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
LATER = NOW + 2 * MINUTE


class Hall:
    """An open meeting, its chair Cleo, two tellers, and so many members; everybody attends."""

    def __init__(self, committee: Committee, members: int = 9, **fields: Any) -> None:
        given = {
            "status": "open",
            "opened_at": NOW,
            "starts_at": NOW - timedelta(hours=1),
            "ends_at": NOW + timedelta(hours=1),
        }
        self.committee = committee
        self.meeting: Meeting = MeetingFactory(committee=committee, **(given | fields))
        self.chair = self.come("Cleo", duty="chair")
        self.tellers = [self.come(name, duty="teller") for name in ("Tia", "Tom")]
        self.members = [self.come(f"Hall {number}") for number in range(members)]

    def come(self, name: str, duty: str = "") -> Membership:
        one = MembershipFactory(committee=self.committee, chosen_name=name)
        AttendanceFactory(meeting=self.meeting, membership=one)
        if duty:
            MeetingOfficerFactory(meeting=self.meeting, membership=one, duty=duty)
        return one

    def everybody(self) -> list[Membership]:
        return [self.chair, *self.tellers, *self.members]

    def motion(self, **fields: Any) -> Motion:
        """A motion in debate, on the agenda."""
        given = {"committee": self.committee, "meeting": self.meeting, "status": "moved"}
        motion = MotionFactory(**(given | fields))
        AgendaItemFactory(meeting=self.meeting, kind="motion", motion=motion, title=motion.title)
        return motion

    def put(self, about: str = "other", **given: Any) -> Vote:
        """The chair puts this; words where nothing else is asked."""
        options = {key: given.pop(key) for key in ("method", "at") if key in given}
        if "length" in given:
            options["minutes"] = given.pop("length")
        if about == "other" and not given:
            given = {"text": "That we take a break."}
        asked: dict[str, Any] = {"method": "open", "at": NOW, "seen": None, "by": self.chair}
        return put_question(self.meeting, subject=Subject(about, **given), **(asked | options))

    def vote(self, vote: Vote, votes_for: int, against: int = 0, abstain: int = 0) -> None:
        """So many of those who attend vote so, openly."""
        choices = ["for"] * votes_for + ["against"] * against + ["abstain"] * abstain
        for member, choice in zip(self.everybody(), choices, strict=False):
            cast_open_vote(vote, choice=choice, by=member, at=NOW)

    def decide(self, vote: Vote, votes_for: int = 0, against: int = 0, abstain: int = 0) -> Vote:
        """The same, closed and declared."""
        self.vote(vote, votes_for, against, abstain)
        vote = close_vote(vote, by=self.chair, at=NOW + SECOND)
        return declare_vote(vote, by=self.chair, at=NOW + SECOND, seen=None)

    def count(self, vote: Vote, *numbers: int, by: Membership) -> Vote:
        return enter_count(vote, numbers=Numbers(*numbers), by=by, at=NOW)


def vote_url(vote: Vote, word: str = "") -> str:
    return f"/meetings/{vote.meeting.public_id}/votes/{vote.public_id}/{word}"


def page_text(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status
    return str(answer.content.decode())


def post_vote(browser: Client, vote: Vote, word: str, **data: Any) -> Any:
    vote.meeting.refresh_from_db()
    return browser.post(vote_url(vote, word), {"version": vote.meeting.version, **data})
