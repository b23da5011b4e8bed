"""What the chair can put, in the order of procedure, and what is said of what cannot be."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee
from meetings import debate
from meetings.models import Vote
from meetings.queries.questions import questions, to_confirm
from meetings.queries.votes import vote_now
from tests.factories import NOW
from tests.factories_meetings import (
    AmendmentFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.voting import MINUTE, Hall, page_text, vote_url

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_the_page_offers_what_can_be_put_and_says_why_not(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    AmendmentFactory(motion=motion)
    page = page_text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "Amendments are decided before the motion." in page
    assert 'value="close_debate:' in page
    assert "Two thirds of the votes" in page
    assert 'value="motion:' not in page
    refused = as_(hall.members[0]).get(f"/meetings/{hall.meeting.public_id}/put/")
    assert refused.status_code == 403


def test_the_chair_puts_it_and_comes_back_to_the_chair_s_page(hall: Hall, as_: As) -> None:
    chair, meeting = as_(hall.chair), hall.meeting
    url = f"/meetings/{meeting.public_id}/put/"
    to = f"/meetings/{meeting.public_id}/chair/"
    motion = hall.motion()
    page = page_text(chair, f"{url}?question=motion:{motion.public_id}&to={to}")
    assert f'name="to" value="{to}"' in page
    assert re.search(rf'value="motion:{motion.public_id}"[^>]*checked', page)
    sent = {"version": meeting.version, "method": "open", "minutes": "5", "to": to}
    answer = chair.post(url, {**sent, "question": f"motion:{motion.public_id}"})
    assert (answer.status_code, answer["Location"]) == (302, to)
    vote = Vote.objects.get()
    assert (vote.motion, vote.closes_at) == (motion, NOW + 5 * MINUTE)


def test_what_is_missing_is_said_on_its_field(hall: Hall, as_: As) -> None:
    chair, url = as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/"
    sent = {"version": hall.meeting.version, "method": "hands", "minutes": "1"}
    for more, words in (
        ({}, "Choose the question."),
        ({"question": "other:"}, "Write the question."),
    ):
        answer = chair.post(url, {**sent, **more})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    hall.meeting.officers.filter(duty="teller").update(ended_at=NOW)
    answer = chair.post(url, {**sent, "question": "other:", "text": "A break?"})
    assert answer.status_code == 422
    assert "choose them first" in answer.content.decode()
    assert "A break?" in answer.content.decode()
    answer = chair.post(url, {**sent, "question": "other:", "text": "A break?", "method": "open"})
    assert answer.status_code == 302
    assert Vote.objects.get().question == "A break?"


def test_members_without_a_phone_are_thought_of(hall: Hall, as_: As) -> None:
    hall.meeting.hand_count = 2
    hall.meeting.save()
    page = page_text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "2 of those present have no phone here" in page
    assert re.search(r'value="hands"[^>]*checked', page)
    vote = hall.put()
    assert "2 of those present have no phone here" in page_text(as_(hall.chair), vote_url(vote))


def test_an_emergency_meeting_is_told_its_limits(committee: Committee, as_: As) -> None:
    hall = Hall(committee, kind="emergency")
    page = page_text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "decides nothing on persons or rules" in page
    sent = {"version": hall.meeting.version, "method": "open", "minutes": "1"}
    asked = {**sent, "question": "other:", "text": "That we write to the dean."}
    url = f"/meetings/{hall.meeting.public_id}/put/"
    refused = as_(hall.chair).post(url, asked)
    assert refused.status_code == 422
    assert "nothing on persons or rules" in str(refused.context["form"].errors["impersonal"])
    assert as_(hall.chair).post(url, {**asked, "impersonal": "on"}).status_code == 302
    assert Vote.objects.get().question == "That we write to the dean."


def test_the_questions_are_in_the_order_of_procedure(hall: Hall) -> None:
    motion = hall.motion()
    AmendmentFactory(motion=motion, status="moved")
    MinutesFactory(meeting=MeetingFactory(committee=hall.committee))
    MotionFactory(committee=hall.committee)
    emergency = MeetingFactory(committee=hall.committee, kind="emergency")
    ResolutionFactory(committee=hall.committee, meeting=emergency)
    offered = questions(hall.meeting, hall.chair)
    abouts = list(dict.fromkeys(one.subject.about for one in offered))
    assert abouts == [
        "amendment", "motion", "close_debate", "minutes", "other", "hear_emergency",
        "suspend_rules", "challenge_chair", "adjourn", "practice",
    ]  # fmt: skip
    assert [bool(one.may) for one in offered if one.subject.about == "amendment"] == [True]
    assert not any(one.may for one in questions(hall.meeting, hall.members[0]))


def test_a_suspended_rule_is_not_offered_again(hall: Hall) -> None:
    hall.decide(hall.put("suspend_rules", rule="speaker_minutes"), 12)
    assert debate.suspended(hall.meeting) == {"speaker_minutes"}
    rules = [one.subject.rule for one in questions(hall.meeting, hall.chair) if one.subject.rule]
    assert rules == ["mover_minutes", "reply_minutes", "amendments_hours"]


def test_what_was_confirmed_is_not_asked_again(hall: Hall) -> None:
    emergency = MeetingFactory(committee=hall.committee, kind="emergency")
    resolution = ResolutionFactory(committee=hall.committee, meeting=emergency)
    ResolutionFactory(committee=hall.committee)
    assert to_confirm(hall.meeting) == [resolution]
    vote = hall.decide(hall.put("other", resolution=resolution), 12)
    assert to_confirm(hall.meeting) == []
    now = vote_now(hall.meeting, hall.members[0])
    assert now is not None
    assert (now.vote, "confirm resolution" in now.question) == (vote, True)
