"""Everything for a meeting on one page and in one file."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from meetings import papers
from meetings.models import Meeting
from meetings.operations.motions import translate_motion
from tests.factories import MembershipFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    AmendmentFactory,
    CompositePartFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.motions import put, seconded
from tests.printing import LETTER, needs_fonts, printed

As = Callable[[object], Client]


@pytest.fixture
def full(meeting: Meeting, member: Membership, coordinator: Membership, now: datetime) -> Meeting:
    """A meeting with an agenda and a motion of which everything can be said."""
    committee = meeting.committee
    AgendaItemFactory(meeting=meeting, title="Report", minutes=10, position=1)
    motion = seconded(
        committee,
        member,
        now,
        seconder=coordinator,
        meeting=meeting,
        title="Longer hours",
        notes="One.\nTwo.\n\nThree.\nFour.",
        rule_changes={"motions_days": 5},
        rescinds=ResolutionFactory(committee=committee, title="Old hours"),
    )
    AmendmentFactory(
        motion=motion,
        because="It is time.",
        was_notes=motion.notes,
        notes=motion.notes.replace("Four", "Five"),
        proposer=coordinator,
    )
    AmendmentFactory(motion=motion, status="withdrawn", decided_at=now, resolves="To forget it.")
    clauses = {"notes": "", "believes": "", "resolves": "Pedir un horario más largo."}
    translate_motion(motion, "es", title="Horario", clauses=clauses, by=member, at=now)
    motion.translations.update(version=0)
    composite = MotionFactory(
        committee=committee, meeting=meeting, title="Both", status="submitted", seconded_at=None
    )
    CompositePartFactory(composite=composite, motion=motion)
    put(committee, member, now, meeting=meeting, title="Alone")
    MotionFactory(
        committee=committee, meeting=meeting, title="Gone", status="withdrawn", decided_at=now
    )
    return meeting


EVERYTHING = (
    "Report",
    "10 minutes",
    "Longer hours",
    "Motions are sent at least 5 days before the meeting.",
    "Old hours",
    "Amendment 1",
    "It is time.",
    "Both",
    "Alone",
    "Pedir un horario más largo.",
)


def test_everything_is_on_one_page_and_nobody_is_named(
    full: Meeting, member: Membership, coordinator: Membership, as_: As
) -> None:
    path = reverse("meeting-papers", args=[full.public_id])
    text = as_(member).get(path).content.decode()
    for words in (*EVERYTHING, "[taken out:", "3 lines are unchanged.", "outdated"):
        assert words in text
    for words in ("Gone", "To forget it.", member.chosen_name, coordinator.chosen_name):
        assert words not in text
    assert path in as_(member).get(reverse("meeting", args=[full.public_id])).content.decode()


@needs_fonts
def test_the_file_has_the_same(full: Meeting, member: Membership, as_: As) -> None:
    answer = as_(member).get(reverse("papers-pdf", args=[full.public_id]))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    found = printed(answer.content)
    assert found.sizes[0] == LETTER
    for words in (*EVERYTHING, "It waits for a seconder."):
        assert words in found.text
    for words in ("Gone", "To forget it.", member.chosen_name):
        assert words not in found.text


@needs_fonts
def test_a_long_one_takes_more_pages(full: Meeting, member: Membership, as_: As) -> None:
    full.motions.filter(title="Longer hours").update(notes="A line of facts.\n" * 200)
    answer = as_(member).get(reverse("papers-pdf", args=[full.public_id]))
    assert len(printed(answer.content).sizes) > 3


@needs_fonts
@pytest.mark.parametrize("language", ["es", "ar", "zh-hans"])
def test_it_can_be_set_in_every_direction(
    full: Meeting, member: Membership, as_: As, language: str
) -> None:
    full.motions.update(resolves="تمديد ساعات العمل", believes="延长开放时间")
    browser = as_(member)
    browser.cookies["language"] = language
    answer = browser.get(
        reverse("papers-pdf", args=[full.public_id]), headers={"accept-language": language}
    )
    assert answer.status_code == 200


@needs_fonts
def test_a_discreet_committees_file_names_no_committee(
    full: Meeting, committee: Committee, member: Membership, as_: As
) -> None:
    Committee.objects.update(discretion="discreet")
    answer = as_(member).get(reverse("papers-pdf", args=[full.public_id]))
    text = printed(answer.content).text
    assert committee.name not in text
    assert full.title not in text


def test_letters_that_cannot_be_printed_leave_the_page(
    full: Meeting, member: Membership, as_: As
) -> None:
    full.motions.filter(title="Longer hours").update(resolves="𓀀 𓀁")
    answer = as_(member).get(reverse("papers-pdf", args=[full.public_id]))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Print this page with your browser" in text


def test_an_empty_meeting_says_so(meeting: Meeting, member: Membership, as_: As) -> None:
    text = as_(member).get(reverse("meeting-papers", args=[meeting.public_id])).content.decode()
    assert "No agenda is written yet." in text
    assert "No motion goes to this meeting yet." in text


def test_late_motions_are_said_to_be(meeting: Meeting, member: Membership, now: datetime) -> None:
    seconded(meeting.committee, member, meeting.starts_at, meeting=meeting)
    texts = [one.text for one in papers.papers(meeting, member.user).sheet.blocks]
    assert any("It came late" in one for one in texts)


def test_a_stranger_finds_no_papers(meeting: Meeting, outsider: Membership, as_: As) -> None:
    for name in ("meeting-papers", "papers-pdf"):
        assert as_(outsider).get(reverse(name, args=[meeting.public_id])).status_code == 404


@pytest.mark.parametrize(("days", "found"), [(6, False), (7, True)])
def test_a_new_member_reads_what_was_decided_before_after_seven_days(
    days: int, found: bool, meeting: Meeting, as_: As, now: datetime
) -> None:
    old = now - timedelta(days=30)
    decided = {"committee": meeting.committee, "meeting": meeting, "decided_at": old}
    MotionFactory(**decided, title="Qlost", status="lost")
    new = MembershipFactory(committee=meeting.committee, joined_at=now - timedelta(days=days))
    page = as_(new).get(reverse("meeting-papers", args=[meeting.public_id])).content.decode()
    assert ("Qlost" in page) is found
