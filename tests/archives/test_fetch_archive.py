"""The two who decided it fetch it, and every member gets their own code."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from archives import tokens
from archives.models import Archive
from archives.operations.archives import fetch_archive
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from notices import audiences
from notices.models import Message
from tests.archives.owned import opened
from tests.committees.test_see_roll import fresh
from tests.factories_archives import OpenArchiveFactory
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.usefixtures("standing_now")
As = Callable[[object], Client]


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def archive(committee: Committee, coordinator: Membership, secretary: Membership) -> Archive:
    return OpenArchiveFactory(committee=committee, asked_by=coordinator, confirmed_by=secretary)


def test_both_fetch_it_and_members_are_told_once(
    archive: Archive, coordinator: Membership, secretary: Membership, member: Membership,
    now: datetime,
) -> None:  # fmt: skip
    fetch_archive(archive, by=coordinator, at=now)
    archive = fetch_archive(archive, by=secretary, at=now + timedelta(days=1))
    assert archive.fetched_at == now
    assert Event.objects.filter(name="archives.archive_fetched").count() == 2
    message = Message.objects.get()
    assert message.is_formal
    told = {
        one.user_id: one.extra["code"] for one in audiences.find(message.audience)(message.about)
    }
    assert told.keys() == {one.user_id for one in (coordinator, secretary, member)}
    assert told[member.user_id] == tokens.make(archive.public_id, member.public_id)
    assert len(set(told.values())) == 3


def test_nobody_else_and_at_no_other_time(
    archive: Archive, coordinator: Membership, returning_officer: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only those who asked"):
        fetch_archive(archive, by=returning_officer, at=now)
    with pytest.raises(Refused, match="24 hours after"):
        fetch_archive(archive, by=coordinator, at=now - timedelta(seconds=1))
    with pytest.raises(Refused, match="time to fetch it is over"):
        fetch_archive(archive, by=coordinator, at=archive.ends_at)
    coordinator.mandates.update(status="ended", ended_at=now, ended_by="resigned")
    with pytest.raises(Refused, match="do not carry an office"):
        fetch_archive(archive, by=Membership.objects.get(pk=coordinator.pk), at=now)


def test_not_while_a_meeting_is_open(
    archive: Archive, coordinator: Membership, now: datetime
) -> None:
    MeetingFactory(committee=archive.committee, status="open", opened_at=now)
    with pytest.raises(Refused, match="A meeting is open"):
        fetch_archive(archive, by=coordinator, at=now)


def test_it_is_a_signed_zip_without_an_address(
    archive: Archive, coordinator: Membership, member: Membership, as_: As
) -> None:
    fetch = f"/archives/{archive.public_id}/fetch/"
    where = f"/committees/{archive.committee.public_id}/archive/"
    browser = fresh(as_(coordinator))
    assert fetch in browser.get(where).content.decode()
    answer = browser.post(fetch)
    assert answer["Content-Disposition"] == 'attachment; filename="committee.zip"'
    assert "no-store" in answer["Cache-Control"]
    read = opened(io.BytesIO(answer.content))
    assert len(read.claims) == 3
    code = tokens.make(archive.public_id, member.public_id)
    assert tokens.digest(code) in read.claims.values()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        names = [one for one in zipped.namelist() if one != "manifest.sig"]
        whole = b"".join(map(zipped.read, names)).decode()
    assert member.chosen_name in whole
    assert "@" not in whole
    assert code not in whole
    assert "It was fetched first" in browser.get(where).content.decode()
    assert [browser.post(fetch).status_code for _time in range(5)][-1] == 429


def test_it_takes_a_fresh_sign_in(archive: Archive, coordinator: Membership, as_: As) -> None:
    answer = as_(coordinator).post(f"/archives/{archive.public_id}/fetch/")
    assert answer.headers["Location"].startswith("/account/confirm/")


def test_the_key_stands_where_everybody_finds_it(as_: As) -> None:
    [key] = as_(None).get("/.well-known/archive-key.txt").content.decode().split()
    assert len(key) == 43
    with override_settings(FIELD_KEYS=["11" * 64, "00" * 64]):
        keys = as_(None).get("/.well-known/archive-key.txt").content.decode().split()
    assert keys[1] == key
    assert keys[0] != key
