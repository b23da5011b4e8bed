"""Putting a question: who, what, when, by which majority, and with how many there."""

from datetime import timedelta

import pytest

from committees.models import Committee
from core.decision import Refused
from core.models import Event
from meetings import rules
from meetings.models import LogEntry, Vote
from meetings.operations.questions import put_question
from meetings.queries.questions import questions
from meetings.subjects import Subject
from tests.factories import NOW, MembershipFactory, officer
from tests.factories_meetings import (
    AmendmentFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    ResolutionFactory,
    SpeakerFactory,
)
from tests.meetings.voting import MINUTE, SECOND, Hall

pytestmark = pytest.mark.django_db


def test_the_chair_puts_a_question_and_the_log_says_so(hall: Hall) -> None:
    version = hall.meeting.version
    vote = hall.put()
    assert (vote.status, vote.method, vote.threshold) == ("open", "open", "simple")
    assert (vote.present, vote.quorum_needed, vote.is_binding) == (12, 4, True)
    assert vote.closes_at == NOW + MINUTE
    entry = LogEntry.objects.get(kind="put")
    assert entry.facts["question"] == "That we take a break."
    assert entry.undo == {"vote": vote.public_id}
    assert Event.objects.filter(name="meetings.question_put").count() == 1
    hall.meeting.refresh_from_db()
    assert hall.meeting.version == version + 1


def test_a_second_that_has_begun_is_given_to_those_who_vote(hall: Hall) -> None:
    vote = hall.put(at=NOW + timedelta(milliseconds=1), length=3)
    assert vote.closes_at == NOW + SECOND + 3 * MINUTE


def test_a_vote_is_open_for_one_three_or_five_minutes(hall: Hall) -> None:
    with pytest.raises(Refused, match="1, 3 or 5"):
        hall.put(length=2)


def test_only_the_chair_puts_it_and_nobody_on_an_old_page(hall: Hall) -> None:
    subject = Subject("other", text="A break?")
    given = {"subject": subject, "method": "open", "at": NOW}
    with pytest.raises(Refused, match="Only the chair"):
        put_question(hall.meeting, by=hall.members[0], seen=None, **given)
    hall.put()
    with pytest.raises(Refused, match="moved on"):
        put_question(hall.meeting, by=hall.chair, seen=0, **given)


def test_without_a_chair_whoever_coordinates_puts_it(committee: Committee) -> None:
    hall = Hall(committee)
    hall.meeting.officers.filter(duty="chair").delete()
    hall.chair = officer(committee, "coordinator", "Ana")
    assert hall.put("practice").status == "open"


def test_one_question_at_a_time_and_only_while_the_meeting_is_open(hall: Hall) -> None:
    hall.put()
    with pytest.raises(Refused, match="A vote is being taken"):
        hall.put("adjourn")
    Vote.objects.all().delete()
    hall.meeting.status, hall.meeting.adjourned_at = "adjourned", NOW
    hall.meeting.save()
    with pytest.raises(Refused, match="adjourned"):
        hall.put("adjourn")


def test_without_a_quorum_nothing_is_decided_but_the_end(committee: Committee) -> None:
    MembershipFactory.create_batch(40, committee=committee)
    hall = Hall(committee, members=3)
    with pytest.raises(Refused, match="Then it may discuss, not decide"):
        hall.put()
    assert hall.put("practice").is_binding is False
    Vote.objects.all().delete()
    assert hall.put("adjourn").is_binding


def test_a_mass_meeting_without_a_quorum_advises(committee: Committee) -> None:
    MembershipFactory.create_batch(40, committee=committee)
    hall = Hall(committee, members=3, kind="mass")
    assert hall.put("motion", motion=hall.motion()).is_binding is False
    Vote.objects.all().delete()
    assert hall.put("challenge_chair").is_binding


def test_the_motion_is_put_when_nothing_else_is_before_it(hall: Hall) -> None:
    motion = hall.motion(status="on_agenda")
    with pytest.raises(Refused, match="not being debated"):
        hall.put("motion", motion=motion)
    motion.status = "moved"
    motion.save()
    amendment = AmendmentFactory(motion=motion)
    with pytest.raises(Refused, match="Amendments are decided before"):
        hall.put("motion", motion=motion)
    amendment.status = "moved"
    amendment.save()
    with pytest.raises(Refused, match="put before the motion"):
        hall.put("motion", motion=motion)
    amendment.delete()
    speaker = SpeakerFactory(meeting=hall.meeting, membership=hall.members[0])
    with pytest.raises(Refused, match="Members wait to speak"):
        hall.put("motion", motion=motion)
    speaker.delete()
    vote = hall.put("motion", motion=motion)
    assert (vote.motion, vote.question, vote.threshold) == (motion, motion.title, "simple")


def test_a_motion_of_another_meeting_is_not_put(hall: Hall) -> None:
    other = MotionFactory(
        committee=hall.committee, meeting=MeetingFactory(committee=hall.committee), status="moved"
    )
    for about in ("motion", "close_debate"):
        with pytest.raises(Refused, match="being debated"):
            hall.put(about, motion=other)
    with pytest.raises(Refused, match="being debated"):
        hall.put("motion")
    amendment = AmendmentFactory(motion=other, status="moved")
    with pytest.raises(Refused, match="Its motion is not"):
        hall.put("amendment", amendment=amendment)


def test_changing_rules_takes_two_thirds_and_their_limits(hall: Hall) -> None:
    motion = hall.motion(rule_changes={"speaker_minutes": 99})
    with pytest.raises(Refused, match="Other speeches"):
        hall.put("motion", motion=motion)
    motion.rule_changes = {"no_such_rule": 1}
    motion.save()
    with pytest.raises(Refused, match="no such rule"):
        hall.put("motion", motion=motion)
    motion.rule_changes = {"speaker_minutes": 2}
    motion.save()
    assert hall.put("motion", motion=motion).threshold == "two_thirds"


def test_an_emergency_meeting_decides_nothing_on_rules(committee: Committee) -> None:
    hall = Hall(committee, kind="emergency")
    motion = hall.motion(rule_changes={"speaker_minutes": 2})
    with pytest.raises(Refused, match="nothing on persons or rules"):
        hall.put("motion", motion=motion)
    with pytest.raises(Refused, match="nothing on persons or rules"):
        hall.put("suspend_rules", rule="speaker_minutes")
    motion.rule_changes, motion.about_person = {}, True
    motion.save()
    with pytest.raises(Refused, match="nothing on persons or rules"):
        hall.put("motion", motion=motion)
    with pytest.raises(Refused, match="nothing on persons or rules"):
        hall.put("other", text="That Ana go.", about_person=True)
    assert hall.put("other", text="That we take a break.")
    Vote.objects.all().delete()
    late = MotionFactory(committee=committee)
    with pytest.raises(Refused, match="one purpose"):
        hall.put("hear_emergency", motion=late)
    with pytest.raises(Refused, match="cannot confirm"):
        hall.put("other", resolution=ResolutionFactory(committee=committee))


def test_an_amendment_in_debate_is_put_before_the_others(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion)
    with pytest.raises(Refused, match="not being debated"):
        hall.put("amendment", amendment=amendment, motion=motion)
    amendment.status = "moved"
    amendment.save()
    speaker = SpeakerFactory(meeting=hall.meeting, membership=hall.members[0])
    with pytest.raises(Refused, match="Members wait to speak"):
        hall.put("amendment", amendment=amendment, motion=motion)
    speaker.delete()
    vote = hall.put("amendment", amendment=amendment)
    assert (vote.amendment, vote.motion) == (amendment, motion)


def test_an_amendment_to_words_that_have_changed_is_not_put(hall: Hall) -> None:
    motion = hall.motion(resolves="To plead for longer opening hours.")
    amendment = AmendmentFactory(motion=motion, status="moved")
    with pytest.raises(Refused, match="changed in the same lines"):
        hall.put("amendment", amendment=amendment)


def test_a_debate_is_closed_only_where_somebody_waits_and_once(hall: Hall) -> None:
    motion = hall.motion()
    with pytest.raises(Refused, match="Nobody waits"):
        hall.put("close_debate", motion=motion)
    SpeakerFactory(meeting=hall.meeting, membership=hall.members[0])
    vote = hall.put("close_debate", motion=motion)
    assert vote.threshold == "two_thirds"
    hall.decide(vote, 8, 4)
    with pytest.raises(Refused, match="closed already"):
        hall.put("close_debate", motion=motion)
    assert hall.put("motion", motion=motion).status == "open"


def test_a_closed_debate_goes_on_where_two_thirds_were_missing(hall: Hall) -> None:
    motion = hall.motion()
    SpeakerFactory(meeting=hall.meeting, membership=hall.members[0])
    hall.decide(hall.put("close_debate", motion=motion), 7, 5)
    with pytest.raises(Refused, match="Members wait"):
        hall.put("motion", motion=motion)


def test_a_debate_on_an_amendment_is_closed_for_itself(hall: Hall) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    SpeakerFactory(meeting=hall.meeting, membership=hall.members[0])
    hall.decide(hall.put("close_debate", motion=motion, amendment=amendment), 8, 4)
    hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 7, 5)
    with pytest.raises(Refused, match="Members wait"):
        hall.put("motion", motion=motion)


def test_closing_the_debate_passes_over_amendments_that_wait(hall: Hall) -> None:
    motion = hall.motion()
    AmendmentFactory(motion=motion)
    hall.decide(hall.put("close_debate", motion=motion), 8, 4)
    assert hall.put("motion", motion=motion).status == "open"


def test_an_emergency_motion_is_seconded_and_of_this_committee(hall: Hall) -> None:
    for motion in (None, MotionFactory()):
        with pytest.raises(Refused, match="Say which motion"):
            hall.put("hear_emergency", motion=motion)
    on_agenda = hall.motion(status="on_agenda")
    with pytest.raises(Refused, match="on no agenda"):
        hall.put("hear_emergency", motion=on_agenda)
    late = MotionFactory(committee=hall.committee)
    for needs in ({"about_person": True}, {"rule_changes": {"motions_days": 5}}):
        motion = MotionFactory(committee=hall.committee, **needs)
        with pytest.raises(Refused, match="waits for the next meeting"):
            hall.put("hear_emergency", motion=motion)
        assert motion not in [one.subject.motion for one in questions(hall.meeting, hall.chair)]
    assert hall.put("hear_emergency", motion=late).threshold == "two_thirds"


def test_only_rules_of_debate_are_suspended_and_once(hall: Hall) -> None:
    with pytest.raises(Refused, match="protects those who are not there"):
        hall.put("suspend_rules", rule="quorum_percent")
    vote = hall.put("suspend_rules", rule="speaker_minutes")
    assert "3 minutes" in vote.question
    hall.decide(vote, 12)
    with pytest.raises(Refused, match="suspended already"):
        hall.put("suspend_rules", rule="speaker_minutes")


def test_minutes_are_those_of_an_earlier_meeting_and_not_approved(hall: Hall) -> None:
    for minutes in (None, MinutesFactory()):
        with pytest.raises(Refused, match="Say which minutes"):
            hall.put("minutes", minutes=minutes)
    own = MinutesFactory(meeting=hall.meeting)
    with pytest.raises(Refused, match="its own minutes"):
        hall.put("minutes", minutes=own)
    before = MeetingFactory(committee=hall.committee, title="The last one")
    approved = MinutesFactory(meeting=before, status="approved", approved_at=NOW, sha256="a")
    with pytest.raises(Refused, match="approved already"):
        hall.put("minutes", minutes=approved)
    approved.status, approved.approved_at, approved.sha256 = "drafted", None, ""
    approved.save()
    assert "The last one" in hall.put("minutes", minutes=approved).question


def test_other_questions_have_words_or_a_resolution_to_confirm(hall: Hall) -> None:
    with pytest.raises(Refused, match="Write the question"):
        hall.put("other", text="  ")
    with pytest.raises(Refused, match="Say which resolution"):
        hall.put("other", resolution=ResolutionFactory())
    resolution = ResolutionFactory(committee=hall.committee, year=2026, number=4, title="Doors")
    assert hall.put("other", resolution=resolution).question == (
        "That the meeting confirm resolution 2026/4: Doors"
    )


def test_hands_take_two_tellers_or_few_people(hall: Hall, committee: Committee) -> None:
    assert hall.put(method="hands").closes_at is None
    Vote.objects.all().delete()
    hall.meeting.officers.filter(duty="teller").update(ended_at=NOW)
    with pytest.raises(Refused, match="choose them first"):
        hall.put(method="hands")
    hall.meeting.attendance.exclude(membership__in=[hall.chair, *hall.tellers]).delete()
    with pytest.raises(Refused, match="may discuss"):
        hall.put(method="hands")
    AttendanceFactory(meeting=hall.meeting, membership=hall.members[0])
    assert hall.put(method="hands").status == "open"


def test_alone_nobody_counts_hands_and_nobody_votes_in_an_app_that_nobody_has(hall: Hall) -> None:
    hall.meeting.attendance.all().delete()
    with pytest.raises(Refused, match="Two people count"):
        hall.put("practice", method="hands")
    hall.meeting.hand_count = 12
    hall.meeting.save()
    with pytest.raises(Refused, match="come in with the app"):
        hall.put("practice", method="secret")


def test_undoing_a_question_takes_it_back_until_it_is_decided(hall: Hall) -> None:
    from meetings.operations import log

    vote = hall.put()
    hall.vote(vote, 3)
    entry = LogEntry.objects.get(kind="put")
    log.UNDOERS["put"](hall.meeting, entry, NOW)
    vote.refresh_from_db()
    assert vote.status == "set_aside"
    assert not vote.cast.exists()
    assert not hall.meeting.log.filter(kind="set_aside").exists()
    with pytest.raises(Refused, match="Set it aside"):
        log.UNDOERS["put"](hall.meeting, entry, NOW)


def test_the_quorum_is_that_of_the_rules(hall: Hall) -> None:
    assert hall.put().quorum_needed == rules.quorum(hall.meeting, 12).needed
