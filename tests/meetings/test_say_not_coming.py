"""Taking it back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from meetings.models import Coming, Meeting
from meetings.operations.attendance import say_not_coming
from tests.factories_meetings import ComingFactory

As = Callable[[object], Client]


def test_taking_it_back_leaves_nothing_and_the_others(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    for one in (member, coordinator):
        ComingFactory(meeting=meeting, membership=one)
    say_not_coming(meeting, by=member, at=now)
    assert list(Coming.objects.values_list("membership", flat=True)) == [coordinator.pk]


def test_it_is_harmless_where_it_was_never_said(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    say_not_coming(meeting, by=member, at=now)
    assert not Coming.objects.exists()


def test_only_members_take_it_back_and_only_before_the_end(
    meeting: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        say_not_coming(meeting, by=outsider, at=now)
    with pytest.raises(Refused, match="is over"):
        say_not_coming(meeting, by=member, at=meeting.ends_at)


def test_one_tap_takes_it_back(meeting: Meeting, member: Membership, as_: As) -> None:
    ComingFactory(meeting=meeting, membership=member)
    address = f"/meetings/{meeting.public_id}/not-coming/"
    page = as_(member).post(address, follow=True).content.decode()
    assert "You are no longer counted." in page
    assert "I’m coming" in page
    assert page.count(f'action="/meetings/{meeting.public_id}/coming/"') == 2  # one is Undo


def test_the_address_answers_to_the_button_alone_and_to_members_alone(
    meeting: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{meeting.public_id}/not-coming/"
    assert as_(member).get(address).status_code == 405
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302
