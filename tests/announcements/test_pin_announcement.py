"""Pinning one announcement to the top of the list."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from announcements.models import Announcement
from announcements.operations.pinning import pin_announcement
from announcements.operations.sending import recall_announcement
from committees.models import Committee, Membership
from core.decision import Refused
from home.queries.powers import powers
from tests import factories
from tests.announcements.test_announcements import sent
from tests.committees.joining import As


def test_what_is_pinned_stands_above_what_is_newer_and_says_so(
    out: Announcement, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    for days in range(5):
        sent(out.committee, now - timedelta(days=days), f"Newer {days}")
    home = f"/committees/{out.committee.public_id}/"
    with time_machine.travel(now, tick=False):
        assert "Where we meet" not in as_(member).get(home).content.decode()
        pin_announcement(out, by=coordinator, at=now)
        for url in (home, f"{home}announcements/"):
            page = as_(member).get(url).content.decode()
            assert page.count("pinned to the top") == 1
            assert page.index("Where we meet") < page.index("Newer 0") < page.index("Newer 1")


def test_another_one_takes_its_place(
    out: Announcement, coordinator: Membership, now: datetime
) -> None:
    other = sent(out.committee, now, "Where we meet now")
    pin_announcement(out, by=coordinator, at=now)
    pin_announcement(other, by=coordinator, at=now + timedelta(minutes=1))
    assert list(Announcement.objects.filter(pinned_at__isnull=False)) == [other]


def test_the_pin_of_another_committee_stays(
    out: Announcement, coordinator: Membership, outsider: Membership, now: datetime
) -> None:
    theirs = sent(outsider.committee, now, "Theirs")
    Announcement.objects.filter(pk=theirs.pk).update(pinned_at=now)
    pin_announcement(out, by=coordinator, at=now)
    theirs.refresh_from_db()
    assert theirs.pinned_at == now


def test_only_a_coordinator_pins_and_only_what_members_can_read(
    out: Announcement,
    draft: Announcement,
    coordinator: Membership,
    secretary: Membership,
    member: Membership,
    now: datetime,
) -> None:
    for somebody in (member, secretary):
        with pytest.raises(Refused, match="Only coordinators"):
            pin_announcement(out, by=somebody, at=now)
    leaving = sent(out.committee, now + timedelta(minutes=1), "In a minute")
    for unread in (draft, leaving):
        with pytest.raises(Refused, match="cannot read this announcement yet"):
            pin_announcement(unread, by=coordinator, at=now)
    pin_announcement(leaving, by=coordinator, at=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="pinned to the top already"):
        pin_announcement(leaving, by=coordinator, at=now + timedelta(minutes=1))


def test_what_is_pinned_cannot_be_taken_back(
    out: Announcement, coordinator: Membership, now: datetime
) -> None:
    pin_announcement(out, by=coordinator, at=now)
    with pytest.raises(Refused, match="too late"):
        recall_announcement(out, by=coordinator, at=now)


def test_the_database_holds_one_pin_a_committee_and_none_on_a_draft(
    out: Announcement, draft: Announcement, committee: Committee, now: datetime
) -> None:
    other = sent(committee, now, "Another")
    Announcement.objects.filter(pk=out.pk).update(pinned_at=now)
    for refused in (other, draft):
        with pytest.raises(IntegrityError), transaction.atomic():
            Announcement.objects.filter(pk=refused.pk).update(pinned_at=now)


def test_a_new_member_does_not_read_what_was_because_it_is_pinned(
    out: Announcement, committee: Committee, coordinator: Membership, as_: As, now: datetime
) -> None:
    new = factories.MembershipFactory(committee=committee, joined_at=now)
    pin_announcement(out, by=coordinator, at=now)
    with time_machine.travel(now, tick=False):
        for url in (f"/committees/{committee.public_id}/{page}" for page in ("", "announcements/")):
            assert "Where we meet" not in as_(new).get(url).content.decode()


def test_members_read_that_an_office_pinned_it_and_not_who(
    out: Announcement, coordinator: Membership, now: datetime
) -> None:
    pin_announcement(out, by=coordinator, at=now)
    [day] = powers(out.committee, now)
    assert [use.sentence for use in day.uses] == ["pinned 1 announcement to the top"]


def test_one_tap_pins_it_and_the_next_takes_that_back(
    out: Announcement, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    url = f"/announcements/{out.public_id}/"
    with time_machine.travel(now, tick=False):
        assert "Pin to the top" not in as_(member).get(url).content.decode()
        browser = as_(coordinator)
        assert "Pin to the top" in browser.get(url).content.decode()
        page = browser.post(f"{url}pin/", follow=True).content.decode()
    assert "It stands at the top of the announcements now." in page
    assert page.count(f'action="{url}unpin/"') == 2  # Undo, and the button of the page
