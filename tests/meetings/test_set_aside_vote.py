"""A vote that does not count; nothing that stands on a result loses it."""

from datetime import timedelta

import pytest

from core.decision import Refused
from core.models import Event
from meetings.models import Resolution
from meetings.operations.questions import set_aside_vote
from tests.factories import NOW
from tests.factories_meetings import (
    AmendmentFactory,
    CirculationFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
)
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db


def test_a_vote_that_is_open_is_set_aside_and_forgotten(hall: Hall) -> None:
    vote = hall.put()
    hall.vote(vote, 4)
    aside = set_aside_vote(vote, by=hall.chair, at=NOW, seen=None)
    assert (aside.status, aside.set_aside_at) == ("set_aside", NOW)
    assert not aside.cast.exists()
    assert Event.objects.filter(name="meetings.vote_set_aside").count() == 1
    with pytest.raises(Refused, match="set aside already"):
        set_aside_vote(vote, by=hall.chair, at=NOW)
    assert hall.put().status == "open"


def test_only_the_chair_sets_it_aside_while_the_meeting_runs(hall: Hall) -> None:
    vote = hall.put()
    with pytest.raises(Refused, match="Only the chair"):
        set_aside_vote(vote, by=hall.members[0], at=NOW)
    hall.meeting.status, hall.meeting.adjourned_at = "adjourned", NOW
    hall.meeting.save()
    with pytest.raises(Refused, match="adjourned"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_only_the_last_vote_can_be(hall: Hall) -> None:
    first = hall.decide(hall.put(), 3)
    second = hall.decide(hall.put(), 3)
    with pytest.raises(Refused, match="Only the last one"):
        set_aside_vote(first, by=hall.chair, at=NOW)
    set_aside_vote(second, by=hall.chair, at=NOW)
    assert set_aside_vote(first, by=hall.chair, at=NOW).status == "set_aside"


def test_a_motion_stays_decided_while_another_is_debated(hall: Hall) -> None:
    vote = hall.decide(hall.put("motion", motion=hall.motion()), 7)
    hall.motion()
    with pytest.raises(Refused, match="Another motion"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_a_lost_motion_is_debated_again(hall: Hall) -> None:
    motion = hall.motion()
    vote = hall.decide(hall.put("motion", motion=motion), 1, 7)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    motion.refresh_from_db()
    assert (motion.status, motion.decided_at) == ("moved", None)


def test_a_resolution_that_has_gone_out_stays(hall: Hall) -> None:
    vote = hall.decide(hall.put("motion", motion=hall.motion()), 7)
    resolution = Resolution.objects.get()
    resolution.published_at = NOW
    resolution.save()
    with pytest.raises(Refused, match="published, sent or acted on"):
        set_aside_vote(vote, by=hall.chair, at=NOW)
    resolution.published_at = None
    resolution.save()
    sent = CirculationFactory(resolution=resolution)
    with pytest.raises(Refused, match="published, sent or acted on"):
        set_aside_vote(vote, by=hall.chair, at=NOW)
    sent.delete()
    resolution.status, resolution.acted_on_at = "acted_on", NOW
    resolution.save()
    with pytest.raises(Refused, match="published, sent or acted on"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_an_amendment_stays_decided_once_the_next_is_debated(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    vote = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 7)
    following = AmendmentFactory(motion=motion, status="moved")
    with pytest.raises(Refused, match="gone on with this motion"):
        set_aside_vote(vote, by=hall.chair, at=NOW)
    following.delete()
    motion.refresh_from_db()
    motion.status, motion.decided_at = "withdrawn", NOW
    motion.save()
    with pytest.raises(Refused, match="gone on with this motion"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_an_emergency_motion_that_was_taken_stays(hall: Hall) -> None:
    late = MotionFactory(committee=hall.committee)
    vote = hall.decide(hall.put("hear_emergency", motion=late), 12)
    late.refresh_from_db()
    late.status = "moved"
    late.save()
    with pytest.raises(Refused, match="taken since"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_approved_minutes_are_frozen(hall: Hall) -> None:
    earlier = {"starts_at": NOW - timedelta(days=7), "ends_at": NOW - timedelta(days=6)}
    minutes = MinutesFactory(meeting=MeetingFactory(committee=hall.committee, **earlier))
    vote = hall.decide(hall.put("minutes", minutes=minutes), 9)
    with pytest.raises(Refused, match="approved and frozen"):
        set_aside_vote(vote, by=hall.chair, at=NOW)


def test_a_question_of_order_is_simply_taken_back(hall: Hall) -> None:
    vote = hall.decide(hall.put("adjourn"), 9)
    assert set_aside_vote(vote, by=hall.chair, at=NOW).status == "set_aside"
