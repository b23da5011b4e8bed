"""Putting a motion: what it may say, to which meeting, and when it comes too late."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.deadlines import comes_late, motions_until
from meetings.models import Meeting, Motion
from meetings.operations.motions import Draft, submit_motion
from tests.factories_meetings import MeetingFactory, ResolutionFactory
from tests.meetings.motions import SENTENCE, called, put

As = Callable[[object], Client]


def test_one_sentence_is_a_motion_and_its_own_title(
    committee: Committee, member: Membership, now: datetime
) -> None:
    motion = put(committee, member, now)
    assert (motion.title, motion.form, motion.status) == (SENTENCE, "sentence", "submitted")
    assert (motion.proposer, motion.version, motion.threshold) == (member, 1, "simple")
    event = Event.objects.get(name="meetings.motion_submitted")
    assert event.actor == member.public_id


def test_what_has_notes_or_several_lines_is_in_the_long_form(
    committee: Committee, member: Membership, now: datetime
) -> None:
    assert put(committee, member, now, notes="It closes at five.").form == "clauses"
    assert put(committee, member, now, resolves="To ask.\nTo write.").form == "clauses"


@pytest.mark.parametrize(
    ("text", "title"),
    [("word " * 40, ("word " * 16).strip()), ("字" * 100, "字" * 80), ("Line\nNext", "Line")],
)
def test_a_title_is_cut_from_the_first_line(
    committee: Committee, member: Membership, now: datetime, text: str, title: str
) -> None:
    found = put(committee, member, now, resolves=text).title
    assert found.removesuffix("…").strip() == title


def test_a_motion_that_changes_a_rule_needs_two_thirds(
    committee: Committee, member: Membership, now: datetime
) -> None:
    motion = put(committee, member, now, rule_changes={"motions_days": 5})
    assert (motion.rule_changes, motion.threshold) == ({"motions_days": 5}, "two_thirds")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"motions_days": 99}, "Motions: Between 0 days – 14 days"),
        ({"no_such_rule": 1}, "There is no such rule"),
        ({"motions_days": True}, "Between"),
    ],
)
def test_a_rule_stays_within_its_limits(
    committee: Committee,
    member: Membership,
    now: datetime,
    changes: dict[str, int],
    sentence: str,
) -> None:
    with pytest.raises(Refused, match=sentence):
        put(committee, member, now, rule_changes=changes)


def test_nothing_is_no_motion(committee: Committee, member: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="what the meeting should decide"):
        put(committee, member, now, resolves=" \n")


def test_only_members_put_motions(
    committee: Committee, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        put(committee, outsider, now)


def test_a_dissolved_committee_hears_none(
    committee: Committee, member: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        put(committee, member, now)


def test_a_motion_before_the_deadline_is_in_time_and_one_after_it_late(
    meeting: Meeting, member: Membership
) -> None:
    until = motions_until(meeting)
    assert until == meeting.starts_at - timedelta(days=3)
    in_time = put(meeting.committee, member, until, meeting=meeting)
    assert not comes_late(in_time, until)
    assert comes_late(in_time, until + timedelta(minutes=1))  # unseconded, it is late by then


def test_the_deadline_is_never_before_the_notice(committee: Committee, now: datetime) -> None:
    soon = called(committee, now + timedelta(days=2), kind="mass")
    assert motions_until(soon) == soon.called_at


def test_to_an_emergency_meeting_motions_come_until_it_begins(meeting: Meeting) -> None:
    meeting.kind = "emergency"
    assert motions_until(meeting) == meeting.starts_at


def test_another_committees_meeting_is_refused(
    committee: Committee, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="another committee"):
        put(committee, member, now, meeting=MeetingFactory())


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_a_meeting_that_is_over_is_refused(
    meeting: Meeting, member: Membership, now: datetime, status: str
) -> None:
    Meeting.objects.update(**{"status": status, f"{status}_at": now})
    meeting.refresh_from_db()
    with pytest.raises(Refused, match=status):
        put(meeting.committee, member, now, meeting=meeting)


def test_an_emergency_meeting_decides_nothing_on_rules(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    meeting.kind = "emergency"
    with pytest.raises(Refused, match="nothing on persons or rules"):
        put(meeting.committee, member, now, meeting=meeting, rule_changes={"motions_days": 5})


def test_rescinding_needs_the_notice_of_the_motion(meeting: Meeting, member: Membership) -> None:
    committee, until = meeting.committee, motions_until(meeting)
    resolution = ResolutionFactory(committee=committee)
    motion = put(committee, member, until, meeting=meeting, rescinds=resolution)
    assert motion.rescinds == resolution
    with pytest.raises(Refused, match="needs notice"):
        put(committee, member, until + timedelta(minutes=1), meeting=meeting, rescinds=resolution)


def test_only_what_is_in_force_here_is_rescinded(
    committee: Committee, member: Membership, now: datetime
) -> None:
    gone = ResolutionFactory(committee=committee, status="rescinded", rescinded_at=now)
    for resolution in (gone, ResolutionFactory()):
        with pytest.raises(Refused, match="not in force"):
            put(committee, member, now, rescinds=resolution)


def address(committee: Committee) -> str:
    return reverse("submit-motion", args=[committee.public_id])


def test_from_the_committees_page_a_motion_takes_four_taps(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    browser = as_(member)
    committee = meeting.committee
    home = browser.get(reverse("committee", args=[committee.public_id])).content.decode()
    assert f'href="{address(committee)}"' in home  # the first tap; the second is in the field
    form = browser.get(address(committee)).context["form"]
    given = {one.name: one.value() or "" for one in form} | {"resolves": SENTENCE}
    assert given["meeting"] == meeting.public_id
    answer = browser.post(address(committee), given)  # the third sends it; the fourth is to spare
    motion = Motion.objects.get()
    assert answer["Location"] == reverse("motion", args=[motion.public_id])
    assert (motion.meeting, motion.proposer) == (meeting, member)


def test_a_late_motion_is_chosen_with_open_eyes(
    meeting: Meeting, member: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(motions_until(meeting) + timedelta(hours=1))
    page = as_(member).get(address(meeting.committee))
    assert page.context["form"]["meeting"].value() == ""
    text = page.content.decode()
    assert "emergency motion" in text
    assert "Motions are sent at least 3 days before the meeting." in text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"resolves": ""}, "resolves", "Write what the meeting should decide."),
        ({"resolves": "x" * 10_001}, "resolves", "at most 10000"),
        ({"rule": "motions_days", "value": ""}, "value", "Give the new value."),
        ({"rule": "motions_days", "value": "99"}, "value", "Between 0 days – 14 days"),
        ({"rule": "", "value": "3"}, "rule", "Choose the rule."),
        ({"rule": "none"}, "rule", "one that is offered"),
        ({"rule2": "motions_days"}, "value2", "Give the new value."),
        ({"value3": "3"}, "rule3", "Choose the rule."),
        (
            {"rule": "motions_days", "value": "5", "rule2": "motions_days", "value2": "6"},
            "rule2",
            "stands here twice",
        ),
        ({"meeting": "none"}, "meeting", "one that is offered"),
        ({"language": "xx"}, "language", "one that is offered"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(
    meeting: Meeting,
    member: Membership,
    as_: As,
    changes: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    given = {"resolves": SENTENCE, "notes": "It closes at five.", "meeting": meeting.public_id}
    answer = as_(member).post(address(meeting.committee), given | changes)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert "It closes at five." in answer.content.decode()
    assert not Motion.objects.exists()


def test_the_form_refuses_a_rule_for_an_emergency_meeting(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    Meeting.objects.update(kind="emergency")
    given = {
        "resolves": SENTENCE,
        "meeting": meeting.public_id,
        "rule": "motions_days",
        "value": "5",
    }
    answer = as_(member).post(address(meeting.committee), given)
    assert answer.status_code == 422
    assert "nothing on persons or rules" in str(answer.context["form"].errors["meeting"])


def test_a_rule_and_a_resolution_can_be_chosen(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    resolution = ResolutionFactory(committee=meeting.committee)
    given = {
        "resolves": SENTENCE,
        "title": "New rule",
        "meeting": meeting.public_id,
        "rule": "motions_days",
        "value": "5",
        "rescinds": resolution.public_id,
    }
    as_(member).post(address(meeting.committee), given)
    motion = Motion.objects.get()
    assert (motion.rule_changes, motion.rescinds) == ({"motions_days": 5}, resolution)
    assert motion.title == "New rule"


def test_it_can_be_made_public(meeting: Meeting, member: Membership, as_: As) -> None:
    given = {"resolves": SENTENCE, "meeting": meeting.public_id, "make_public": "on"}
    page = as_(member).post(address(meeting.committee), given, follow=True).content.decode()
    assert Motion.objects.get().make_public
    assert "everybody may read it on a public page" in page


def test_several_rules_are_changed_at_once(meeting: Meeting, member: Membership, as_: As) -> None:
    given = {
        "resolves": SENTENCE,
        "meeting": meeting.public_id,
        "rule": "motions_days",
        "value": "5",
        "rule3": "amendments_hours",
        "value3": "48",
    }
    as_(member).post(address(meeting.committee), given)
    motion = Motion.objects.get()
    assert motion.rule_changes == {"motions_days": 5, "amendments_hours": 48}
    assert motion.threshold == "two_thirds"
    page = as_(member).get(reverse("change-motion", args=[motion.public_id]))
    form = page.context["form"]
    assert form.has_more_rules
    assert [(rule.value(), value.value()) for rule, value in form.rows] == [
        ("motions_days", 5), ("amendments_hours", 48), (None, None), (None, None), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["emergency", "general"])
def test_what_is_about_a_person_needs_notice(
    meeting: Meeting, member: Membership, as_: As, kind: str, clock: time_machine.Traveller
) -> None:
    Meeting.objects.update(kind=kind)
    if kind == "general":
        clock.move_to(motions_until(meeting) + timedelta(hours=1))
    given = {"resolves": SENTENCE, "meeting": meeting.public_id, "about_person": "on"}
    answer = as_(member).post(address(meeting.committee), given)
    assert answer.status_code == 422
    said = {"emergency": "nothing on persons or rules", "general": "is about a person needs notice"}
    assert said[kind] in str(answer.context["form"].errors["meeting"])
    as_(member).post(address(meeting.committee), given | {"meeting": ""})
    motion = Motion.objects.get()
    assert motion.about_person
    page = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert "It is about a person." in page
    form = as_(member).get(reverse("change-motion", args=[motion.public_id])).context["form"]
    assert form["about_person"].value() is True
    assert form.has_more


def test_a_stranger_finds_nothing(committee: Committee, outsider: Membership, as_: As) -> None:
    assert as_(outsider).get(address(committee)).status_code == 404


def test_a_draft_by_itself_is_the_next_meetings(
    committee: Committee, member: Membership, now: datetime
) -> None:
    assert submit_motion(committee, Draft("To ask."), by=member, at=now).meeting is None
