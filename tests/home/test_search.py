"""One box over resolutions, minutes, motions and announcements."""

import io
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from committees.models import Committee, Membership
from core.logs import WithoutAddresses
from core.words_found import contains
from meetings.models import Resolution
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory
from tests.factories_announcements import AnnouncementFactory, AnnouncementTranslationFactory
from tests.factories_meetings import (
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.records import held

As = Callable[..., Client]
Find = Callable[..., str]


@pytest.fixture
def find(as_: As) -> Find:
    def read(person: Membership, text: str, **filters: str) -> str:
        answer = as_(person).get("/search/", {"q": text, **filters})
        assert answer.status_code == 200
        return str(answer.content.decode()).split("<main", 1)[1]

    return read


def resolved(committee: Committee, title: str, **fields: Any) -> Resolution:
    made: Resolution = ResolutionFactory(committee=committee, title=title, **fields)
    return made


def test_every_kind_is_found_and_can_be_asked_for_alone(
    committee: Committee, member: Membership, find: Find, now: datetime
) -> None:
    resolved(committee, "Qresolution", notes="The library closes.")
    MinutesFactory(meeting=held(committee, title="Qminutes"), text="On the LIBRARY: carried.")
    MotionFactory(committee=committee, title="Qmotion library")
    AnnouncementFactory(
        committee=committee, title="Qannouncement", text="Library!", status="sent", sent_at=now
    )
    names = {"resolution": "Qresolution", "minutes": "Qminutes", "motion": "Qmotion",
             "announcement": "Qannouncement"}  # fmt: skip
    everything = find(member, "library")
    assert "4 found" in everything
    assert all(name in everything for name in names.values())
    assert "The <mark>library</mark> closes." in everything
    for kind in names:
        page = find(member, "library", kind=kind)
        assert "1 found" in page
        assert [name for name in names.values() if name in page] == [names[kind]]
    assert "4 found" in find(member, "library", kind="nonsense")


def test_a_beginning_finds_the_word_and_every_word_must_stand_there(
    committee: Committee, member: Membership, find: Find
) -> None:
    resolved(committee, "Opening hours of the library")
    assert "1 found" in find(member, "libr hou")
    assert "Nothing found" in find(member, "library gate")
    assert "Nothing found" in find(member, "ibrary")


def test_a_word_in_the_title_comes_first(
    committee: Committee, member: Membership, find: Find
) -> None:
    resolved(committee, "Other", notes="A library is a library.")
    resolved(committee, "Library")
    page = find(member, "library")
    assert page.index("<bdi><mark>Library</mark></bdi>") < page.index("<bdi>Other</bdi>")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("要求图书馆延长开放时间", "图书馆"),
        ("نطالب بفتح المكتبة مساءً", "مكتبة"),
        ("Pedir una reunión MAÑANA", "mañana"),
        ("Açılış saatleri", "açılış"),
    ],
)
def test_other_scripts_are_found_within_words(
    text: str, wanted: str, committee: Committee, member: Membership, find: Find
) -> None:
    resolved(committee, "Qfirst", resolves=text)
    resolved(committee, text)
    page = find(member, wanted)
    assert "2 found" in page
    assert page.count("<mark>") == 2
    assert page.index("<bdi>Qfirst</bdi>") > page.index("<mark>")
    assert "Nothing found" in find(member, f"{wanted} 别的")


def test_a_resolution_is_found_by_its_number(
    committee: Committee, member: Membership, find: Find
) -> None:
    resolved(committee, "Qseven", number=7)
    resolved(committee, "Qeight", number=8)
    page = find(member, "2026/7")
    assert "Qseven" in page
    assert "Qeight" not in page


def test_a_motion_that_became_a_resolution_is_found_as_such(
    committee: Committee, member: Membership, find: Find, now: datetime
) -> None:
    motion = MotionFactory(
        committee=committee, title="Library", status="carried", decided_at=now,
        meeting=MeetingFactory(committee=committee),
    )  # fmt: skip
    resolved(committee, "Library", motion=motion)
    assert "1 found" in find(member, "library")


def test_translations_of_announcements_are_found(
    committee: Committee, member: Membership, find: Find, now: datetime
) -> None:
    told = AnnouncementFactory(committee=committee, title="Walkout", status="sent", sent_at=now)
    AnnouncementTranslationFactory(announcement=told, title="Salida", text="A las doce.")
    page = find(member, "doce")
    assert "Walkout" in page
    assert "<mark>doce</mark>" in page


def test_what_one_may_not_read_is_not_found(
    committee: Committee, member: Membership, coordinator: Membership, outsider: Membership,
    find: Find, now: datetime,
) -> None:  # fmt: skip
    resolved(committee, "Library")
    resolved(outsider.committee, "Their library", published_at=now)
    MinutesFactory(meeting=held(outsider.committee), text="library")
    MotionFactory(committee=outsider.committee, title="library")
    for status, at in (("draft", None), ("sent", now + timedelta(minutes=1))):
        AnnouncementFactory(committee=committee, title="library", status=status, sent_at=at)
    AnnouncementFactory(committee=outsider.committee, title="library", status="sent", sent_at=now)
    for one in (member, coordinator):
        assert "1 found" in find(one, "library")
    assert "4 found" in find(outsider, "library")
    assert "Nothing found" in find(
        MembershipFactory(committee=CommitteeFactory(status="founded", founded_at=now)), "library"
    )
    forged = find(member, "library", committee=outsider.committee.public_id)
    assert "Their" not in forged


def test_who_left_or_is_in_no_committee_finds_nothing(
    committee: Committee, member: Membership, as_: As, find: Find, now: datetime
) -> None:
    resolved(committee, "Library")
    gone = MembershipFactory(committee=committee, status="left", ended_at=now)
    assert "Library" not in find(gone, "library")
    answer = as_(UserFactory()).get("/search/", {"q": "library"})
    assert "Library" not in answer.content.decode()
    assert as_(None).get("/search/", {"q": "library"}).status_code == 302


@pytest.mark.parametrize(("days", "found"), [(6, False), (7, True)])
def test_a_new_member_finds_the_archive_after_seven_days(
    days: int, found: bool, committee: Committee, find: Find, now: datetime
) -> None:
    old = now - timedelta(days=30)
    resolved(committee, "Qold library", carried_at=old)
    MinutesFactory(meeting=held(committee, title="Qminutes"), text="library", drafted_at=old)
    MotionFactory(committee=committee, title="Qlost library", status="lost", decided_at=old)
    MotionFactory(committee=committee, title="Qopen library", submitted_at=old)
    new = MembershipFactory(committee=committee, joined_at=now - timedelta(days=days))
    page = find(new, "library")
    assert "Qopen" in page
    for name in ("Qold", "Qminutes", "Qlost"):
        assert (name in page) is found


def test_one_committee_can_be_chosen(
    committee: Committee, member: Membership, find: Find, now: datetime
) -> None:
    second = MembershipFactory(
        user=member.user, committee=CommitteeFactory(status="founded", founded_at=now)
    )
    resolved(committee, "Qhere library")
    resolved(second.committee, "Qthere library")
    assert "2 found" in find(member, "library")
    page = find(member, "library", committee=second.committee.public_id)
    assert "Qthere" in page
    assert "Qhere" not in page


def test_many_results_have_pages_that_keep_what_was_typed(
    committee: Committee, member: Membership, find: Find
) -> None:
    for number in range(25):
        resolved(committee, f"Library {number}")
    first = find(member, "library", kind="resolution")
    assert "25 found" in first
    assert 'href="?q=library&amp;kind=resolution&amp;committee=&amp;page=2"' in first
    second = find(member, "library", kind="resolution", page="2")
    assert second.count("<mark>") == 5
    for odd in ("0", "99", "x"):
        assert "25 found" in find(member, "library", page=odd)


@pytest.mark.parametrize(
    "text", ["", "   ", "'", "a' | b", "!!!", "&", "\\", "%", "_", "\x00", "<script>", "x" * 5_000]
)
def test_strange_words_break_nothing(text: str, member: Membership, find: Find) -> None:
    page = find(member, text)
    assert "<script>" not in page


def test_the_page_asks_the_same_number_of_queries(
    committee: Committee, member: Membership, as_: As, now: datetime,
    django_assert_num_queries: Callable[[int], Any],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    browser = as_(member)

    def fill(number: int) -> None:
        for _place in range(number):
            resolved(committee, "Library")
            MinutesFactory(meeting=held(committee), text="library")
            MotionFactory(committee=committee, title="library")
            told = AnnouncementFactory(
                committee=committee, title="library", status="sent", sent_at=now
            )
            AnnouncementTranslationFactory(announcement=told, title="library", text="x")

    fill(1)
    browser.get("/search/", {"q": "library"})
    with django_assert_max_num_queries(13) as few:
        browser.get("/search/", {"q": "library"})
    fill(4)
    with django_assert_num_queries(len(few)):
        browser.get("/search/", {"q": "library"})


def test_what_is_looked_for_stands_in_no_log(member: Membership, find: Find) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutAddresses())
    logging.getLogger().addHandler(handler)
    try:
        find(member, "Qlookedfor")
    finally:
        logging.getLogger().removeHandler(handler)
    assert "Qlookedfor" not in written.getvalue()


def test_the_index_is_the_one_that_is_asked(committee: Committee, member: Membership) -> None:
    rows = Resolution.objects.filter(
        contains(["library"], "title", "notes", "believes", "resolves")
    )
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        assert "resolution_words" in rows.explain()


def test_every_home_has_the_box(committee: Committee, member: Membership, as_: As) -> None:
    for path in ("/home/", f"/committees/{committee.public_id}/"):
        assert 'action="/search/"' in as_(member).get(path).content.decode()
