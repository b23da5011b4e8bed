"""A later meeting approves the minutes; then they are frozen with their hash."""

import hashlib
from datetime import timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.minutes_text import minutes_text
from meetings.models import LogEntry, Meeting, Minutes
from meetings.operations.minutes import approve_minutes
from meetings.queries.records import running_after, to_approve
from tests.factories_meetings import AttendanceFactory, VoteFactory
from tests.meetings.records import As, drafted, running


@pytest.fixture
def minutes(committee: Committee) -> Minutes:
    return drafted(committee, "# Minutes\n\nÇa va.\n")


@pytest.fixture
def next_meeting(committee: Committee, member: Membership) -> Meeting:
    return running(committee, member)


def test_approved_minutes_are_frozen_with_their_hash(
    minutes: Minutes, next_meeting: Meeting, member: Membership
) -> None:
    at = next_meeting.starts_at + timedelta(minutes=5)
    approved = approve_minutes(minutes, in_meeting=next_meeting, by=member, at=at, seen=0)
    assert (approved.status, approved.approved_at, approved.approved_in) == (
        "approved", at, next_meeting,
    )  # fmt: skip
    assert approved.sha256 == hashlib.sha256(minutes.text.encode()).hexdigest()
    entry = LogEntry.objects.get()
    assert (entry.kind, entry.meeting, entry.undo) == ("ruled", next_meeting, {})
    said = "The minutes of the meeting of 18 Mar 2026 are approved."
    assert entry.facts == {"text": said, "whole": True}
    assert f"\n\n{said}\n" in minutes_text(next_meeting)
    assert next_meeting.version == 1
    assert Meeting.objects.get(pk=next_meeting.pk).version == 1
    event = Event.objects.get(name="meetings.minutes_approved")
    assert event.data == {"sha256": approved.sha256}


def test_a_stale_page_or_a_second_tap_approves_nothing(
    minutes: Minutes, next_meeting: Meeting, member: Membership
) -> None:
    at = next_meeting.starts_at
    with pytest.raises(Refused, match="moved on"):
        approve_minutes(minutes, in_meeting=next_meeting, by=member, at=at, seen=7)
    approve_minutes(minutes, in_meeting=next_meeting, by=member, at=at)
    with pytest.raises(Refused, match="approved already"):
        approve_minutes(minutes, in_meeting=next_meeting, by=member, at=at)


def test_only_the_chair_approves(
    minutes: Minutes, next_meeting: Meeting, coordinator: Membership, outsider: Membership
) -> None:
    for somebody in (coordinator, outsider):
        with pytest.raises(Refused, match="Only the chair"):
            approve_minutes(
                minutes, in_meeting=next_meeting, by=somebody, at=next_meeting.starts_at
            )


def test_until_a_chair_is_elected_a_coordinator_approves(
    committee: Committee, minutes: Minutes, coordinator: Membership
) -> None:
    meeting = running(committee, None)
    approve_minutes(minutes, in_meeting=meeting, by=coordinator, at=meeting.starts_at)


def test_another_committees_or_an_earlier_meeting_approves_nothing(
    minutes: Minutes, next_meeting: Meeting, outsider: Membership, member: Membership
) -> None:
    theirs = running(outsider.committee, outsider)
    with pytest.raises(Refused, match="another committee"):
        approve_minutes(minutes, in_meeting=theirs, by=outsider, at=theirs.starts_at)
    Meeting.objects.filter(pk=next_meeting.pk).update(starts_at=minutes.meeting.starts_at)
    with pytest.raises(Refused, match="by a later meeting"):
        approve_minutes(minutes, in_meeting=next_meeting, by=member, at=next_meeting.starts_at)


def test_the_meeting_must_be_open_and_at_its_item(
    committee: Committee, minutes: Minutes, member: Membership
) -> None:
    elsewhere = running(committee, member, kind="business")
    with pytest.raises(Refused, match="Take it first"):
        approve_minutes(minutes, in_meeting=elsewhere, by=member, at=elsewhere.starts_at)
    Meeting.objects.filter(pk=elsewhere.pk).update(item=None)
    with pytest.raises(Refused, match="Take it first"):
        approve_minutes(minutes, in_meeting=elsewhere, by=member, at=elsewhere.starts_at)
    Meeting.objects.filter(pk=elsewhere.pk).update(
        status="adjourned", adjourned_at=elsewhere.starts_at
    )
    with pytest.raises(Refused, match="is adjourned"):
        approve_minutes(minutes, in_meeting=elsewhere, by=member, at=elsewhere.starts_at)


def test_without_a_quorum_nothing_is_approved(
    minutes: Minutes, next_meeting: Meeting, member: Membership
) -> None:
    Meeting.objects.filter(pk=next_meeting.pk).update(hand_count=0)
    with pytest.raises(Refused, match="quorum is not there"):
        approve_minutes(minutes, in_meeting=next_meeting, by=member, at=next_meeting.starts_at)
    AttendanceFactory(meeting=next_meeting, membership=member)
    approve_minutes(minutes, in_meeting=next_meeting, by=member, at=next_meeting.starts_at)


def test_after_a_carried_vote_they_are_approved_at_any_item(
    committee: Committee, minutes: Minutes, member: Membership
) -> None:
    meeting = running(committee, member, kind="business")
    at = meeting.starts_at
    numbers = {"votes_for": 9, "votes_against": 1, "abstentions": 0}
    vote = VoteFactory(meeting=meeting, about="minutes", status="declared", closed_at=at,
                       declared_at=at, outcome="lost", **numbers)  # fmt: skip
    with pytest.raises(Refused, match="Take it first"):
        approve_minutes(minutes, in_meeting=meeting, by=member, at=at)
    vote.outcome = "carried"
    vote.save(update_fields=["outcome"])
    approve_minutes(minutes, in_meeting=meeting, by=member, at=at)


def test_the_chair_approves_by_one_tap_and_the_page_shows_the_hash(
    minutes: Minutes, next_meeting: Meeting, member: Membership, as_: As
) -> None:
    browser, page = as_(member), f"/minutes/{minutes.public_id}/"
    address = f"{page}approve/"
    assert address in browser.get(page).content.decode()
    assert browser.get(address).status_code == 405
    for stale in ({"version": "9"}, {}):
        old = browser.post(address, stale, follow=True)
        assert "The meeting has moved on meanwhile" in old.content.decode()
    shown = browser.post(address, {"version": "0"}, follow=True).content.decode()
    minutes.refresh_from_db()
    assert minutes.sha256 in shown
    assert "sha256sum minutes.md" in shown
    assert "Approved by the meeting of" in shown
    assert "/edit/" not in shown
    answer = browser.get(f"{page}minutes.md")
    assert hashlib.sha256(answer.content).hexdigest() == minutes.sha256


def test_the_page_offers_it_to_the_chair_alone_and_says_why_not_yet(
    minutes: Minutes, next_meeting: Meeting, member: Membership, coordinator: Membership, as_: As
) -> None:
    page = f"/minutes/{minutes.public_id}/"
    assert "Nobody objects" not in as_(coordinator).get(page).content.decode()
    next_meeting.agenda.update(kind="business")
    shown = as_(member).get(page).content.decode()
    assert "Take it first." in shown
    assert "disabled" in shown


def test_minutes_of_a_meeting_that_is_forgotten_still_say_that_they_stand(
    minutes: Minutes, member: Membership, as_: As
) -> None:
    Minutes.objects.update(
        status="approved", approved_at=minutes.drafted_at, sha256="0" * 64, approved_in=None
    )
    page = as_(member).get(f"/minutes/{minutes.public_id}/").content.decode()
    assert "Approved by a later meeting." in page


def test_others_do_not_find_the_button(
    minutes: Minutes, next_meeting: Meeting, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/minutes/{minutes.public_id}/approve/"
    assert as_(coordinator).post(address, {"version": "0"}).status_code == 403
    assert as_(outsider).post(address, {"version": "0"}).status_code == 404
    assert as_(None).post(address).status_code == 302
    Meeting.objects.filter(pk=next_meeting.pk).update(
        status="adjourned", adjourned_at=next_meeting.starts_at
    )
    refused = as_(coordinator).post(address, {"version": "0"})
    assert refused.status_code == 403
    assert "while it is open" in refused.content.decode()


def test_the_chairs_page_gets_the_drafts_that_wait(
    committee: Committee, minutes: Minutes, next_meeting: Meeting, member: Membership
) -> None:
    [one] = to_approve(next_meeting, member)
    assert (one.minutes, bool(one.may_approve)) == (minutes, True)
    assert to_approve(running_elsewhere(committee), member) == []
    next_meeting.item = None
    assert to_approve(next_meeting, member) == []


def running_elsewhere(committee: Committee) -> Meeting:
    return running(committee, None, kind="business")


def test_of_two_open_meetings_the_one_at_that_item_approves(
    minutes: Minutes, next_meeting: Meeting, member: Membership, as_: As
) -> None:
    later = running(minutes.meeting.committee, member)
    later.item = None
    later.starts_at += timedelta(minutes=1)
    later.save(update_fields=["item", "starts_at"])
    assert running_after(minutes) == next_meeting
