"""A result: one tap, numbers alone are left, and what it decides is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from ballots import keyring
from ballots.models import RollEntry
from committees.models import Committee, Membership
from core import live
from core.decision import Refused
from core.models import Event
from meetings import voting
from meetings.models import OpenVote, Resolution, TellerCount, Vote
from meetings.operations.questions import set_aside_vote
from meetings.operations.votes import close_vote, declare_vote
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import (
    AmendmentFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.voting import MINUTE, SECOND, Hall
from tests.voting import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("threshold", "votes_for", "against", "outcome"),
    [
        ("simple", 1, 0, "carried"),
        ("simple", 4, 5, "lost"),
        ("simple", 5, 5, "tied"),
        ("simple", 0, 0, "lost"),
        ("two_thirds", 8, 4, "carried"),
        ("two_thirds", 7, 4, "lost"),
        ("two_thirds", 6, 6, "lost"),
        ("two_thirds", 0, 0, "lost"),
    ],
)
def test_the_outcome_follows_from_the_numbers(
    threshold: str, votes_for: int, against: int, outcome: str
) -> None:
    assert voting.outcome_of(threshold, votes_for, against) == outcome


def test_numbers_alone_are_left_of_an_open_vote(hall: Hall) -> None:
    vote = hall.decide(hall.put(), 6, 3, 2)
    assert (vote.status, vote.outcome) == ("declared", "carried")
    assert (vote.votes_for, vote.votes_against, vote.abstentions) == (6, 3, 2)
    assert not OpenVote.objects.exists()
    facts = hall.meeting.log.get(kind="declared").facts
    assert {name: facts[name] for name in ("for", "against", "abstain", "outcome", "vote")} == {
        "for": 6,
        "against": 3,
        "abstain": 2,
        "outcome": "carried",
        "vote": vote.public_id,
    }
    assert Event.objects.get(name="meetings.vote_declared").data == {"outcome": "carried"}


@pytest.mark.django_db(transaction=True)
def test_the_result_is_told_to_every_screen_in_the_same_moment(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(live, "publish", lambda _topic, state: told.append(state))
    vote = hall.decide(hall.put(), 6, 3, 2)
    assert told[-1]["vote"] == vote.public_id
    assert (told[-1]["voting"], told[-1]["outcome"]) == ("declared", "carried")
    assert (told[-1]["for"], told[-1]["against"], told[-1]["abstain"]) == (6, 3, 2)
    assert all("for" not in one for one in told[:-1])
    cache.clear()


def test_a_tie_is_not_carried(hall: Hall) -> None:
    motion = hall.motion()
    assert hall.decide(hall.put("motion", motion=motion), 6, 6).outcome == "tied"
    motion.refresh_from_db()
    assert motion.status == "lost"


def test_only_the_chair_declares_and_once(hall: Hall) -> None:
    vote = hall.put()
    with pytest.raises(Refused, match="Only the chair"):
        declare_vote(vote, by=hall.members[0], at=NOW, seen=None)
    with pytest.raises(Refused, match="still open"):
        declare_vote(vote, by=hall.chair, at=NOW, seen=None)
    declared = hall.decide(vote, 1)
    with pytest.raises(Refused, match="decided or was set aside"):
        declare_vote(declared, by=hall.chair, at=NOW, seen=None)
    with pytest.raises(Refused, match="moved on"):
        declare_vote(declared, by=hall.chair, at=NOW, seen=0)


def test_what_the_clock_has_ended_is_declared_in_one_tap(hall: Hall) -> None:
    vote = hall.put()
    hall.vote(vote, 2)
    declared = declare_vote(vote, by=hall.chair, at=NOW + MINUTE, seen=None)
    assert (declared.outcome, declared.closed_at) == ("carried", NOW + MINUTE)


def test_nothing_is_declared_while_the_meeting_is_adjourned(hall: Hall) -> None:
    vote = hall.put()
    hall.meeting.status, hall.meeting.adjourned_at = "adjourned", NOW
    hall.meeting.save()
    with pytest.raises(Refused, match="adjourned"):
        declare_vote(vote, by=hall.chair, at=NOW + MINUTE, seen=None)


def test_a_show_of_hands_is_declared_when_both_agree(hall: Hall) -> None:
    vote = hall.put(method="hands")
    with pytest.raises(Refused, match="have not entered the same numbers"):
        declare_vote(vote, by=hall.chair, at=NOW, seen=None)
    for teller in hall.tellers:
        hall.count(vote, 7, 4, 1, by=teller)
    declared = declare_vote(vote, by=hall.chair, at=NOW, seen=None)
    assert (declared.votes_for, declared.votes_against, declared.abstentions) == (7, 4, 1)
    assert not TellerCount.objects.exists()


# A secret vote ---------------------------------------------------------------------------------------


def _secret(hall: Hall, answers: list[list[int]], **given: Any) -> Vote:
    vote = hall.put(method="secret", **given)
    assert vote.contest is not None
    for member, choices in zip(hall.everybody(), answers, strict=False):
        cast(vote.contest, member.public_id, choices=choices, at=NOW)
    return vote


def test_a_secret_vote_is_counted_by_its_board(hall: Hall) -> None:
    vote = _secret(hall, [[1], [1], [1], [2], [2], []])
    assert vote.contest is not None
    early = vote.contest.complaints_until - SECOND
    with pytest.raises(Refused, match="half a minute after the close"):
        declare_vote(vote, by=hall.chair, at=early, seen=None)
    declared = declare_vote(vote, by=hall.chair, at=vote.contest.complaints_until, seen=None)
    assert (declared.votes_for, declared.votes_against, declared.abstentions) == (3, 2, 1)
    assert declared.outcome == "carried"
    vote.contest.refresh_from_db()
    assert vote.contest.status == "counted"
    assert vote.contest.published.count() == 6
    assert vote.contest.result["elected"] == [1]


def test_its_roll_is_the_members_who_attend(hall: Hall, committee: Committee) -> None:
    MembershipFactory(committee=committee)
    gone = hall.members[0]
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=NOW)
    vote = hall.put(method="secret")
    voters = set(RollEntry.objects.filter(contest=vote.contest).values_list("voter", flat=True))
    assert voters == {one.public_id for one in hall.everybody() if one != gone}


def test_two_thirds_are_the_terms_of_a_secret_vote_too(hall: Hall) -> None:
    motion = hall.motion(threshold="two_thirds", title="Ñ " * 75)
    vote = _secret(hall, [[1], [1], [1], [2], [2]], about="motion", motion=motion)
    assert vote.contest is not None
    assert vote.contest.question.startswith("The motion: Ñ")
    declared = declare_vote(vote, by=hall.chair, at=vote.contest.complaints_until, seen=None)
    vote.contest.refresh_from_db()
    assert (declared.outcome, vote.contest.result["elected"]) == ("lost", [])


def test_of_very_few_ballots_only_the_outcome_is_told(hall: Hall) -> None:
    vote = _secret(hall, [[1], [1], [2]])
    assert vote.contest is not None
    declared = declare_vote(vote, by=hall.chair, at=vote.contest.complaints_until, seen=None)
    assert declared.outcome == "carried"
    assert declared.votes_for is declared.votes_against is declared.abstentions is None
    assert "for" not in hall.meeting.log.get(kind="declared").facts
    assert not vote.contest.published.exists()


def test_a_lost_key_leaves_no_result(hall: Hall) -> None:
    vote = _secret(hall, [[1]] * 6)
    assert vote.contest is not None
    close_vote(vote, by=None, at=NOW + MINUTE)
    keyring.destroy(vote.contest.public_id)
    left = declare_vote(vote, by=hall.chair, at=NOW + 2 * MINUTE, seen=None)
    assert left.status == "set_aside"


# What follows ----------------------------------------------------------------------------------------


def test_a_carried_motion_is_a_resolution_and_its_amendments_fall(hall: Hall) -> None:
    motion = hall.motion()
    waiting = AmendmentFactory(motion=motion, status="submitted", seconded_at=None)
    vote = hall.decide(hall.put("motion", motion=motion), 7)
    motion.refresh_from_db()
    waiting.refresh_from_db()
    assert (motion.status, motion.decided_at) == ("carried", vote.declared_at)
    assert waiting.status == "submitted"
    resolution = Resolution.objects.get(motion=motion)
    assert hall.meeting.log.get(kind="declared").facts["resolution"] == str(resolution)


def test_with_the_debate_closed_the_amendments_that_wait_fall(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion)
    hall.decide(hall.put("close_debate", motion=motion), 9)
    vote = hall.decide(hall.put("motion", motion=motion), 3, 7)
    amendment.refresh_from_db()
    assert amendment.status == "fell"
    set_aside_vote(vote, by=hall.chair, at=NOW)
    amendment.refresh_from_db()
    motion.refresh_from_db()
    assert (amendment.status, motion.status) == ("seconded", "moved")


def test_a_carried_amendment_changes_the_text_and_shows_what_conflicts(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    other = AmendmentFactory(motion=motion, resolves="To beg for longer opening hours.")
    vote = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 7, 5)
    motion.refresh_from_db()
    amendment.refresh_from_db()
    assert (motion.resolves, motion.version) == ("To demand longer opening hours.", 2)
    assert amendment.status == "carried"
    facts = hall.meeting.log.get(kind="declared").facts
    assert (facts["version"], facts["conflicts"]) == (2, [other.public_id])
    set_aside_vote(vote, by=hall.chair, at=NOW)
    motion.refresh_from_db()
    amendment.refresh_from_db()
    assert (motion.resolves, motion.version) == ("To ask for longer opening hours.", 1)
    assert (amendment.status, amendment.decided_at) == ("moved", None)


def test_a_lost_amendment_leaves_the_text(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    vote = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 5, 7)
    motion.refresh_from_db()
    amendment.refresh_from_db()
    assert (motion.version, amendment.status) == (1, "lost")
    set_aside_vote(vote, by=hall.chair, at=NOW)
    amendment.refresh_from_db()
    assert amendment.status == "moved"


def test_a_mass_meeting_that_advises_decides_nothing(committee: Committee) -> None:
    MembershipFactory.create_batch(40, committee=committee)
    hall = Hall(committee, members=3, kind="mass")
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    advice = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 6)
    amendment.refresh_from_db()
    assert amendment.status == "seconded"
    set_aside_vote(advice, by=hall.chair, at=NOW)
    amendment.refresh_from_db()
    assert amendment.status == "moved"
    amendment.delete()
    vote = hall.decide(hall.put("motion", motion=motion), 6)
    motion.refresh_from_db()
    assert (vote.outcome, motion.status) == ("carried", "on_agenda")
    assert not Resolution.objects.exists()
    assert hall.meeting.log.filter(kind="declared").last().facts["binding"] is False
    set_aside_vote(vote, by=hall.chair, at=NOW)
    motion.refresh_from_db()
    assert motion.status == "moved"


def test_an_emergency_motion_that_is_to_be_heard_is_on_the_agenda(hall: Hall) -> None:
    late = MotionFactory(committee=hall.committee)
    vote = hall.decide(hall.put("hear_emergency", motion=late), 12)
    late.refresh_from_db()
    assert (late.status, late.meeting, late.emergency_at) == (
        "on_agenda",
        hall.meeting,
        vote.declared_at,
    )
    assert hall.meeting.agenda.get(motion=late).title == late.title
    set_aside_vote(vote, by=hall.chair, at=NOW)
    late.refresh_from_db()
    assert (late.status, late.meeting, late.emergency_at) == ("seconded", None, None)
    assert not hall.meeting.agenda.exists()


def test_one_sent_to_this_meeting_too_late_goes_back_to_it(hall: Hall) -> None:
    late = MotionFactory(committee=hall.committee, meeting=hall.meeting)
    hall.meeting.agenda.create(kind="motion", motion=late, title="Kept", position=1)
    vote = hall.decide(hall.put("hear_emergency", motion=late), 12)
    assert hall.meeting.agenda.get(motion=late).title == "Kept"
    set_aside_vote(vote, by=hall.chair, at=NOW)
    late.refresh_from_db()
    assert (late.status, late.meeting) == ("seconded", hall.meeting)


def test_an_emergency_motion_that_is_not_to_be_heard_stays(hall: Hall) -> None:
    late = MotionFactory(committee=hall.committee)
    vote = hall.decide(hall.put("hear_emergency", motion=late), 7, 5)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    late.refresh_from_db()
    assert (late.status, late.meeting) == ("seconded", None)


def test_the_log_says_whether_the_chair_was_upheld(hall: Hall) -> None:
    hall.decide(hall.put("challenge_chair"), 5, 7)
    assert hall.meeting.log.get(kind="declared").facts["upheld"] is False


def test_minutes_are_approved_and_frozen(hall: Hall) -> None:
    earlier = {"starts_at": NOW - timedelta(days=7), "ends_at": NOW - timedelta(days=6)}
    before = MeetingFactory(committee=hall.committee, **earlier)
    minutes = MinutesFactory(meeting=before, text="# Minutes")
    lost = hall.decide(hall.put("minutes", minutes=minutes), 1, 3)
    minutes.refresh_from_db()
    assert (lost.outcome, minutes.status) == ("lost", "drafted")
    hall.decide(hall.put("minutes", minutes=minutes), 9)
    minutes.refresh_from_db()
    assert (minutes.status, minutes.approved_in) == ("approved", hall.meeting)
    assert len(minutes.sha256) == 64


def test_what_an_emergency_meeting_decides_is_confirmed_later(committee: Committee) -> None:
    hall = Hall(committee, kind="emergency")
    motion = hall.motion()
    hall.decide(hall.put("motion", motion=motion), 9)
    resolution = Resolution.objects.get(motion=motion)
    facts = hall.meeting.log.get(kind="declared").facts
    assert facts["to_confirm"] == resolution.public_id


def test_a_resolution_that_is_not_confirmed_is_in_force_no_longer(hall: Hall) -> None:
    resolution = ResolutionFactory(committee=hall.committee)
    vote = hall.decide(hall.put("other", resolution=resolution), 1, 9)
    resolution.refresh_from_db()
    assert resolution.status == "rescinded"
    set_aside_vote(vote, by=hall.chair, at=NOW)
    resolution.refresh_from_db()
    assert resolution.status == "in_force"
    confirmed = hall.decide(hall.put("other", resolution=resolution), 9, 1)
    resolution.refresh_from_db()
    assert resolution.status == "in_force"
    assert Event.objects.filter(name="meetings.resolution_confirmed").exists()
    set_aside_vote(confirmed, by=hall.chair, at=NOW)


def test_a_practice_decides_nothing(hall: Hall) -> None:
    vote = hall.decide(hall.put("practice"), 9)
    assert (vote.outcome, vote.is_binding) == ("carried", False)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    assert not hall.meeting.log.filter(kind="set_aside").exists()
