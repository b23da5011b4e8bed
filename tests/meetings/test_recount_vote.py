"""A recount: the vote is set aside, with what followed, and the same is put again."""

import pytest

from committees.models import Committee
from core.decision import Refused
from meetings.models import LogEntry, Resolution
from meetings.operations.questions import recount_vote
from meetings.operations.votes import close_vote
from tests.factories import NOW
from tests.meetings.voting import MINUTE, Hall

pytestmark = pytest.mark.django_db


def test_the_same_question_is_put_again(hall: Hall) -> None:
    motion = hall.motion()
    vote = hall.decide(hall.put("motion", motion=motion, length=3), 7, 5)
    again = recount_vote(vote, by=hall.chair, at=NOW, seen=None)
    vote.refresh_from_db()
    motion.refresh_from_db()
    assert (vote.status, again.status, again.again_after) == ("set_aside", "open", vote)
    assert (again.motion, again.method, again.closes_at) == (motion, "open", NOW + 3 * MINUTE)
    assert motion.status == "moved"
    assert not Resolution.objects.exists()
    aside = LogEntry.objects.get(kind="set_aside")
    assert (aside.facts["vote"], aside.facts["again"]) == (vote.public_id, True)
    undone = LogEntry.objects.filter(undone_at=NOW).values_list("kind", flat=True)
    assert sorted(undone) == ["declared", "put"]
    put = LogEntry.objects.get(kind="put", undone_at=None)
    assert put.facts["again_after"] == vote.public_id


def test_what_is_closed_is_counted_again_before_it_is_declared(hall: Hall) -> None:
    vote = close_vote(hall.put(), by=hall.chair, at=NOW)
    assert recount_vote(vote, by=hall.chair, at=NOW, seen=None).status == "open"


def test_hands_are_counted_anew(hall: Hall) -> None:
    vote = hall.put(method="hands")
    with pytest.raises(Refused, match="still open"):
        recount_vote(vote, by=hall.chair, at=NOW, seen=None)
    for teller in hall.tellers:
        vote = hall.count(vote, 7, 4, 1, by=teller)
    again = recount_vote(vote, by=hall.chair, at=NOW, seen=None)
    assert (again.method, again.counts.count()) == ("hands", 0)


def test_a_secret_vote_is_taken_anew(hall: Hall) -> None:
    vote = close_vote(hall.put(method="secret"), by=None, at=NOW + MINUTE)
    again = recount_vote(vote, by=hall.chair, at=NOW + MINUTE, seen=None)
    vote.contest.refresh_from_db()
    assert vote.contest.status == "void"
    assert again.contest.status == "open"


def test_only_the_chair_orders_it(hall: Hall) -> None:
    vote = hall.decide(hall.put(), 3)
    with pytest.raises(Refused, match="Only the chair"):
        recount_vote(vote, by=hall.tellers[0], at=NOW, seen=None)
    with pytest.raises(Refused, match="moved on"):
        recount_vote(vote, by=hall.chair, at=NOW, seen=0)


def test_where_the_quorum_went_meanwhile_nothing_is_put_again(committee: Committee) -> None:
    hall = Hall(committee)
    vote = hall.decide(hall.put(), 3)
    hall.meeting.attendance.exclude(membership=hall.chair).delete()
    with pytest.raises(Refused, match="may discuss"):
        recount_vote(vote, by=hall.chair, at=NOW, seen=None)
    vote.refresh_from_db()
    assert vote.status == "declared"
