"""Amendments: the text edited in place, until the time for them ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.deadlines import amendments_until
from meetings.models import Amendment, Meeting, Motion
from meetings.operations.amendments import propose_amendment
from tests.factories_meetings import VoteFactory
from tests.meetings.motions import SENTENCE, called, put, seconded

As = Callable[[object], Client]
NEW = {"notes": "", "believes": "", "resolves": "To demand longer opening hours."}


@pytest.fixture
def motion(meeting: Meeting, member: Membership, now: datetime) -> Motion:
    return seconded(meeting.committee, member, now, meeting=meeting)


def test_it_is_the_whole_text_as_it_would_read_and_keeps_the_one_before(
    motion: Motion, coordinator: Membership, now: datetime
) -> None:
    amendment = propose_amendment(
        motion, NEW, base_version=1, because="It is time.", by=coordinator, at=now
    )
    assert (amendment.was_resolves, amendment.resolves) == (SENTENCE, NEW["resolves"])
    assert (amendment.status, amendment.proposer) == ("submitted", coordinator)
    motion.refresh_from_db()
    assert (motion.resolves, motion.version) == (SENTENCE, 1)
    event = Event.objects.get(name="meetings.amendment_proposed")
    assert event.actor == coordinator.public_id


@pytest.mark.parametrize(
    ("clauses", "base", "sentence"),
    [
        (NEW, 2, "has changed while you wrote"),
        (NEW | {"resolves": " "}, 1, "resolve nothing"),
        (NEW | {"resolves": SENTENCE}, 1, "the text as it stands"),
    ],
)
def test_what_is_no_amendment_is_refused(
    motion: Motion,
    coordinator: Membership,
    now: datetime,
    clauses: dict[str, str],
    base: int,
    sentence: str,
) -> None:
    with pytest.raises(Refused, match=sentence):
        propose_amendment(motion, clauses, base_version=base, by=coordinator, at=now)


def test_strangers_amend_nothing(motion: Motion, outsider: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="Only members"):
        propose_amendment(motion, NEW, base_version=1, by=outsider, at=now)


def test_before_a_motion_is_seconded_its_proposer_simply_changes_it(
    committee: Committee, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="can simply change it"):
        propose_amendment(put(committee, member, now), NEW, base_version=1, by=member, at=now)


def test_what_is_decided_is_not_amended(
    motion: Motion, coordinator: Membership, now: datetime
) -> None:
    Motion.objects.update(status="lost", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        propose_amendment(motion, NEW, base_version=1, by=coordinator, at=now)


def test_the_time_for_amendments_ends_a_day_before(
    motion: Motion, meeting: Meeting, coordinator: Membership
) -> None:
    until = amendments_until(meeting)
    assert until == meeting.starts_at - timedelta(hours=24)
    propose_amendment(motion, NEW, base_version=1, by=coordinator, at=until)
    with pytest.raises(Refused, match="The time for amendments ended on Tuesday 17 March"):
        propose_amendment(
            motion, NEW, base_version=1, by=coordinator, at=until + timedelta(minutes=1)
        )


def test_a_motion_that_came_so_late_can_be_amended_until_it_is_put(
    motion: Motion, meeting: Meeting, coordinator: Membership
) -> None:
    late = amendments_until(meeting) + timedelta(minutes=1)
    Motion.objects.update(seconded_at=late)
    propose_amendment(motion, NEW, base_version=1, by=coordinator, at=late)


def test_a_meeting_called_so_late_too(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    soon = called(committee, now + timedelta(hours=23), kind="mass", called_at=now)
    motion = seconded(committee, member, now, meeting=soon)
    propose_amendment(motion, NEW, base_version=1, by=coordinator, at=now + timedelta(hours=1))


@pytest.mark.parametrize(
    ("outcome", "binds", "may"),
    [("carried", True, True), ("carried", False, False), ("lost", True, False)],
)
def test_a_meeting_that_suspends_the_rule_hears_late_ones(
    motion: Motion,
    meeting: Meeting,
    coordinator: Membership,
    outcome: str,
    binds: bool,
    may: bool,
) -> None:
    at = meeting.starts_at + timedelta(minutes=5)
    VoteFactory(
        meeting=meeting,
        about="suspend_rules",
        status="declared",
        closed_at=at,
        declared_at=at,
        votes_for=9,
        votes_against=3,
        abstentions=0,
        outcome=outcome,
        is_binding=binds,
    )
    if may:
        propose_amendment(motion, NEW, base_version=1, by=coordinator, at=at)
    else:
        with pytest.raises(Refused, match="suspends this rule"):
            propose_amendment(motion, NEW, base_version=1, by=coordinator, at=at)


def test_without_a_meeting_there_is_time(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    motion = seconded(committee, member, now)
    propose_amendment(motion, NEW, base_version=1, by=coordinator, at=now)


def test_at_an_emergency_meeting_until_it_begins(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    soon = called(committee, now + timedelta(hours=12), kind="emergency")
    motion = seconded(committee, member, now, meeting=soon)
    propose_amendment(motion, NEW, base_version=1, by=coordinator, at=soon.starts_at)


def address(motion: Motion) -> str:
    return reverse("propose-amendment", args=[motion.public_id])


def test_the_text_is_edited_in_place(motion: Motion, coordinator: Membership, as_: As) -> None:
    browser = as_(coordinator)
    form = browser.get(address(motion)).context["form"]
    given = {one.name: one.value() or "" for one in form}
    assert given["resolves"] == SENTENCE
    answer = browser.post(address(motion), given | {"resolves": NEW["resolves"]})
    amendment = Amendment.objects.get()
    page = reverse("motion", args=[motion.public_id])
    assert answer["Location"] == f"{page}#amendment-{amendment.public_id}"


def test_a_look_shows_what_it_changes_and_proposes_nothing(
    motion: Motion, coordinator: Membership, as_: As
) -> None:
    given = NEW | {"base_version": "1", "look": "1"}
    answer = as_(coordinator).post(address(motion), given)
    text = answer.content.decode()
    assert "[taken out: </span>ask for<span" in text
    assert "[put in: </span>demand<span" in text
    assert not Amendment.objects.exists()


def test_a_text_that_changed_meanwhile_keeps_what_was_written(
    motion: Motion, coordinator: Membership, as_: As
) -> None:
    given = NEW | {"base_version": "1"}
    Motion.objects.update(version=2, resolves="To beg for longer opening hours.")
    browser = as_(coordinator)
    answer = browser.post(address(motion), given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "has changed while you wrote" in text
    assert NEW["resolves"] in text
    assert "[taken out: </span>beg for<span" in text
    again = {one.name: one.value() or "" for one in answer.context["form"]}
    assert browser.post(address(motion), again).status_code == 302
    assert Amendment.objects.get().base_version == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (NEW | {"resolves": SENTENCE}, "This is the text as it stands."),
        (NEW | {"resolves": ""}, "Write what the meeting should decide."),
        (NEW | {"notes": "line\n" * 301}, "more than 300 lines"),
    ],
)
def test_bad_input_gets_a_sentence(
    motion: Motion, coordinator: Membership, as_: As, given: dict[str, str], sentence: str
) -> None:
    answer = as_(coordinator).post(address(motion), given | {"base_version": "1"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
