"""Who reads which announcements, and from when on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from announcements.models import Announcement
from committees.models import Committee, Membership
from tests import factories
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementFactory, AnnouncementTranslationFactory


def sent(committee: Committee, at: datetime, title: str) -> Announcement:
    made: Announcement = AnnouncementFactory(
        committee=committee, status="sent", sent_at=at, title=title
    )
    return made


@pytest.mark.parametrize(("days", "is_read"), [(0, False), (6.9, False), (7, True), (30, True)])
def test_a_new_member_reads_what_comes_and_after_seven_days_what_was(
    days: float, is_read: bool, committee: Committee, as_: As, now: datetime
) -> None:
    new = factories.MembershipFactory(committee=committee, joined_at=now)
    old = sent(committee, now - timedelta(days=20), "What was")
    fresh = sent(committee, now, "What comes")
    with time_machine.travel(now + timedelta(days=days), tick=False):
        browser = as_(new)
        page = browser.get(f"/committees/{committee.public_id}/announcements/").content.decode()
        assert "What comes" in page
        assert ("What was" in page) is is_read
        assert browser.get(f"/announcements/{fresh.public_id}/").status_code == 200
        status = browser.get(f"/announcements/{old.public_id}/").status_code
        assert status == (200 if is_read else 404)


def test_what_can_still_be_taken_back_is_seen_by_coordinators_alone(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    leaving = sent(committee, now + timedelta(minutes=1), "In a minute")
    draft = AnnouncementFactory(committee=committee, title="Only a draft")
    with time_machine.travel(now, tick=False):
        for one in (leaving, draft):
            url = f"/announcements/{one.public_id}/"
            assert as_(member).get(url).status_code == 404
            assert as_(coordinator).get(url).status_code == 200
        url = f"/committees/{committee.public_id}/announcements/"
        page = as_(member).get(url).content.decode()
        assert "In a minute" not in page
        assert "Only a draft" not in page
        assert "Only coordinators write" in page
        page = as_(coordinator).get(url).content.decode()
        assert "In a minute" in page
        assert "Only a draft" in page
        assert "Write an announcement" in page


def test_nobody_reads_another_committees_announcements(
    committee: Committee, outsider: Membership, as_: As, now: datetime
) -> None:
    one = sent(committee, now - timedelta(days=9), "Ours")
    for browser in (as_(outsider), as_(factories.UserFactory())):
        assert browser.get(f"/announcements/{one.public_id}/").status_code == 404
        url = f"/committees/{committee.public_id}/announcements/"
        assert browser.get(url).status_code == 404
    assert as_(None).get(f"/announcements/{one.public_id}/").status_code == 302
    assert not Announcement.objects.visible_to(None, now).exists()


def test_who_left_reads_nothing_any_more(committee: Committee, as_: As, now: datetime) -> None:
    one = sent(committee, now - timedelta(days=9), "Ours")
    gone = factories.MembershipFactory(committee=committee, status="left", ended_at=now)
    assert as_(gone.user).get(f"/announcements/{one.public_id}/").status_code == 404


def test_no_page_names_who_wrote_it(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    one = AnnouncementFactory(
        committee=committee, status="sent", sent_at=now - timedelta(days=9), written_by=coordinator
    )
    page = as_(member).get(f"/announcements/{one.public_id}/").content.decode()
    assert "From the coordinators of" in page
    assert "Ana" not in page


def test_the_pages_cost_the_same_however_many_there_are(
    committee: Committee,
    coordinator: Membership,
    as_: As,
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(20):
        one = sent(committee, now - timedelta(days=number), f"Number {number}")
        AnnouncementFactory(committee=committee)
    browser = as_(coordinator)
    with django_assert_max_num_queries(10):
        browser.get(f"/committees/{committee.public_id}/announcements/")
    with django_assert_max_num_queries(12):
        browser.get(f"/announcements/{one.public_id}/")


def test_the_archive_is_searched_by_words_in_texts_and_translations(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    for number in range(3):
        sent(committee, now, f"Leaflets {number}")
    told = sent(committee, now, "Walkout")
    AnnouncementTranslationFactory(announcement=told, title="Salida", text="A las **doce**.")
    AnnouncementFactory(committee=committee, title="Draft of leaflets")
    browser, url = as_(member), f"/committees/{committee.public_id}/announcements/"
    with time_machine.travel(now, tick=False):
        assert "4 found" not in browser.get(url).content.decode()
        page = browser.get(url, {"q": "leaflets GATE"}).content.decode()
        assert "3 found" in page
        assert "Walkout" not in page
        assert "Draft of" not in page
        assert "Walkout" in browser.get(url, {"q": "doce salida"}).content.decode()
        page = browser.get(url, {"q": "nowhere <b>"}).content.decode()
        assert "Nothing found" in page
        assert "<b>" not in page
        assert "%_" not in page


def test_a_long_archive_has_pages(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    for number in range(31):
        sent(committee, now - timedelta(minutes=number), f"Number {number:02}")
    browser, url = as_(member), f"/committees/{committee.public_id}/announcements/"
    with time_machine.travel(now, tick=False):
        first, second = (browser.get(url, {"page": page}).content.decode() for page in (1, 2))
    assert "Number 30" not in first
    assert 'href="?page=2"' in first
    assert "Number 30" in second
    assert "Number 29" not in second
