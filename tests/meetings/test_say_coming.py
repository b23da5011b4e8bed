"""I'm coming: a number, and nobody's name."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Coming, Meeting
from meetings.operations.attendance import say_coming
from tests.factories import MembershipFactory
from tests.factories_meetings import ComingFactory

As = Callable[[object], Client]


def counted(page: str, meeting: Meeting) -> int:
    """The number in the element that the live page keeps fresh."""
    found = re.search(r'id="coming-count" data-live-field="coming">\s*(\d+)\s*</span>', page)
    assert found
    return int(found[1])


def test_saying_it_twice_counts_once(meeting: Meeting, member: Membership, now: datetime) -> None:
    say_coming(meeting, by=member, at=now)
    say_coming(meeting, by=member, at=now)
    assert meeting.coming.count() == 1


def test_no_event_joins_a_member_to_a_meeting(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    say_coming(meeting, by=member, at=now)
    assert not Event.objects.exists()


def test_it_can_be_said_until_the_end(meeting: Meeting, member: Membership) -> None:
    Meeting.objects.update(status="open", opened_at=meeting.starts_at)
    say_coming(meeting, by=member, at=meeting.starts_at)
    with pytest.raises(Refused, match="is over"):
        say_coming(meeting, by=member, at=meeting.ends_at)


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_it_cannot_be_said_of_what_is_not_held(
    meeting: Meeting, member: Membership, now: datetime, status: str
) -> None:
    Meeting.objects.update(**{"status": status, f"{status}_at": now})
    with pytest.raises(Refused, match=f"{status}"):
        say_coming(meeting, by=member, at=now)


def test_only_members_of_the_committee_say_it(
    meeting: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now)
    member.refresh_from_db()
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only members"):
            say_coming(meeting, by=somebody, at=now)


def test_one_tap_counts_and_the_page_shows_the_number(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    ComingFactory(meeting=meeting, membership=MembershipFactory(committee=meeting.committee))
    browser = as_(member)
    page = browser.post(f"/meetings/{meeting.public_id}/coming/", follow=True).content.decode()
    assert counted(page, meeting) == 2
    assert "You are coming." in page
    assert "not coming after all" in page
    assert page.count(f'action="/meetings/{meeting.public_id}/not-coming/"') == 2  # one is Undo


def test_who_left_the_committee_is_not_counted(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    gone = MembershipFactory(committee=meeting.committee)
    ComingFactory(meeting=meeting, membership=gone)
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=now)
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert counted(page, meeting) == 0


def test_no_name_of_who_is_coming_stands_on_the_page(
    meeting: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    ComingFactory(meeting=meeting, membership=member)
    page = as_(coordinator).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert member.chosen_name not in page


def test_after_the_end_the_page_says_why_not(
    meeting: Meeting, member: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.ends_at)
    browser = as_(member)
    page = browser.get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "The planned time of this meeting is over." in page
    assert browser.post(f"/meetings/{meeting.public_id}/coming/").status_code == 403


def test_the_address_answers_to_the_button_alone_and_to_members_alone(
    meeting: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{meeting.public_id}/coming/"
    assert as_(member).get(address).status_code == 405
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302
    assert not Coming.objects.exists()
