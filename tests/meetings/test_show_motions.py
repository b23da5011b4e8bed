"""The pages of motions: what they show, to whom, in how many queries."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Committee, Membership
from meetings.deadlines import motions_until
from meetings.models import Meeting, Motion
from tests.factories import MembershipFactory
from tests.factories_meetings import (
    AmendmentFactory,
    CompositePartFactory,
    MotionFactory,
    MotionQuestionFactory,
    MotionTranslationFactory,
    RequisitionFactory,
    ResolutionFactory,
)
from tests.meetings.motions import put, seconded

As = Callable[[object], Client]


def fill(motion: Motion) -> None:
    """One more of everything that a motion's page lists."""
    people = [MembershipFactory(committee=motion.committee) for _one in range(3)]
    AmendmentFactory(motion=motion, proposer=people[0], seconder=people[1])
    MotionQuestionFactory(motion=motion, asker=people[2])
    part = MotionFactory(committee=motion.committee, proposer=people[0])
    CompositePartFactory(composite=motion, motion=part)


def counted(browser: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_a_motions_page_takes_the_same_queries_with_one_or_many(
    meeting: Meeting, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    motion = seconded(meeting.committee, member, now, meeting=meeting)
    MotionTranslationFactory(motion=motion)
    fill(motion)
    browser, path = as_(coordinator), reverse("motion", args=[motion.public_id])
    browser.get(path)
    before = counted(browser, path)
    for _one in range(4):
        fill(motion)
    assert counted(browser, path) == before < 25


def test_the_list_and_the_papers_do_not_grow(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(member)
    paths = [
        reverse("committee-motions", args=[meeting.committee.public_id]),
        reverse("meeting-papers", args=[meeting.public_id]),
        reverse("meeting", args=[meeting.public_id]),
        reverse("committee-meetings", args=[meeting.committee.public_id]),
        reverse("propose-composite", args=[meeting.committee.public_id]),
    ]

    def one_more() -> None:
        fill(seconded(meeting.committee, member, now, meeting=meeting))
        put(meeting.committee, member, now, meeting=meeting)
        RequisitionFactory(committee=meeting.committee)

    one_more()
    for path in paths:
        browser.get(path)
    before = [counted(browser, path) for path in paths]
    for _one in range(3):
        one_more()
    assert [counted(browser, path) for path in paths] == before


def test_the_list_says_how_far_each_has_come(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    committee = meeting.committee
    path = reverse("committee-motions", args=[committee.public_id])
    assert "No motion is put yet." in as_(member).get(path).content.decode()
    put(committee, member, now, title="Alone")
    for title in ("One", "Two"):
        seconded(committee, member, now, meeting=meeting, title=title)
    late = motions_until(meeting) + timedelta(minutes=1)
    seconded(committee, member, late, meeting=meeting, title="Late one")
    MotionFactory(committee=committee, title="Done", status="carried", decided_at=now)
    text = as_(member).get(path).content.decode()
    for words in ("Wait for a seconder", "Go to a meeting", "Decided", "Carried", ">Late<"):
        assert words in text
    assert reverse("propose-composite", args=[committee.public_id]) in text


@pytest.mark.parametrize(("days", "found"), [(6, False), (7, True)])
def test_a_new_member_is_listed_what_was_decided_before_after_seven_days(
    days: int, found: bool, committee: Committee, as_: As, now: datetime
) -> None:
    old = now - timedelta(days=30)
    MotionFactory(committee=committee, title="Qlost", status="lost", decided_at=old)
    MotionFactory(committee=committee, title="Qopen", submitted_at=old)
    new = MembershipFactory(committee=committee, joined_at=now - timedelta(days=days))
    path = reverse("committee-motions", args=[committee.public_id])
    page = as_(new).get(path).content.decode()
    assert "Qopen" in page
    assert ("Qlost" in page) is found


def test_a_dissolved_committee_says_why_nothing_can_be_put(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    path = reverse("committee-motions", args=[committee.public_id])
    assert "This committee is dissolved." in as_(member).get(path).content.decode()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("submitted", "Another member seconds it, in time if by"),
        ("on_agenda", "It stands on the agenda."),
        ("moved", "The meeting debates it now."),
        ("carried", "It is a resolution now"),
        ("merged", "The meeting votes on the composite."),
        ("remitted", "The meeting sent it back."),
        ("lost", "It can be put again"),
    ],
)
def test_every_state_says_what_comes_next(
    meeting: Meeting, member: Membership, as_: As, now: datetime, status: str, words: str
) -> None:
    decided = now if status in ("carried", "merged", "remitted", "lost") else None
    motion = MotionFactory(
        committee=meeting.committee, meeting=meeting, status=status, decided_at=decided
    )
    text = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert words in text


def test_late_and_unplaced_motions_say_so(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    late = motions_until(meeting) + timedelta(minutes=1)
    for motion, words in (
        (seconded(meeting.committee, member, late, meeting=meeting), "It came late."),
        (seconded(meeting.committee, member, late), "waits for the next meeting"),
        (put(meeting.committee, member, now), "goes to the next meeting that is called"),
    ):
        text = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
        assert words in text
    page = as_(member).get(reverse("meeting", args=[meeting.public_id])).content.decode()
    assert "Not on the agenda" in page
    assert "Late: the meeting must agree to hear it" in page


def test_rules_resolutions_and_composites_are_told(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    resolution = ResolutionFactory(committee=meeting.committee, title="Old hours")
    motion = seconded(
        meeting.committee,
        member,
        now,
        meeting=meeting,
        rule_changes={"motions_days": 5},
        rescinds=resolution,
    )
    composite = MotionFactory(
        committee=meeting.committee, title="Both", status="submitted", seconded_at=None
    )
    CompositePartFactory(composite=composite, motion=motion)
    text = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    for words in (
        "Motions are sent at least 5 days before the meeting.",
        "Until now: Motions are sent at least 3 days",
        "It takes back the resolution",
        "Old hours",
        "Needs two thirds",
        "A composite would take its place",
        "Amendments are sent at least 24 hours before the meeting.",
    ):
        assert words in text
    shown = as_(member).get(reverse("motion", args=[composite.public_id])).content.decode()
    assert "Not accepted yet" in shown
    assert "Accept for my motion" in shown
    Motion.objects.filter(pk=motion.pk).update(composite=composite, status="merged", decided_at=now)
    text = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert "It became part of a composite" in text


def test_a_stranger_finds_no_motion(
    committee: Committee, member: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    motion = put(committee, member, now)
    for name in ("motion", "withdraw-motion", "change-motion", "propose-amendment"):
        path = reverse(name, args=[motion.public_id])
        assert as_(outsider).get(path).status_code == 404
        assert as_(None).get(path).status_code == 302


def test_markup_in_a_motion_is_text(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    motion = put(committee, member, now, resolves="<script>alert(1)</script>", notes="<b>x</b>")
    AmendmentFactory(motion=motion, was_resolves="<i>a</i>", resolves="<i>b</i>")
    text = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert "<script>alert" not in text
    assert "<b>x</b>" not in text
    assert "<i>" not in text
