"""A coordinator asks for the archive; members are told, and there is a day to speak about it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from archives.operations.archives import ask_for_archive, withdraw_archive
from archives.operations.moving import import_committee
from committees.models import Committee, Membership
from committees.operations.committees import dissolve_committee
from core.decision import Refused
from notices.models import Message
from tests.archives.owned import opened, small, zipped
from tests.factories import CouncilFactory, MembershipFactory, officer

pytestmark = pytest.mark.usefixtures("standing_now")
As = Callable[[object], Client]
DAY = timedelta(days=1)


def test_below_ten_members_one_asks_and_all_are_told(
    committee: Committee, coordinator: Membership, member: Membership, now: datetime
) -> None:
    archive = ask_for_archive(committee, by=coordinator, at=now)
    assert (archive.status, archive.opens_at) == ("confirmed", now + DAY)
    assert not archive.is_open(now + DAY - timedelta(seconds=1))
    assert archive.is_open(now + DAY)
    assert archive.is_open(now + 4 * DAY - timedelta(seconds=1))
    assert not archive.is_open(now + 4 * DAY)
    message = Message.objects.get()
    assert (message.audience, message.is_formal) == ("committees.members", True)
    assert message.context["takes_two"] is False


def test_from_ten_on_it_waits_for_a_second(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    MembershipFactory.create_batch(10, committee=committee)
    archive = ask_for_archive(committee, by=coordinator, at=now)
    assert (archive.status, archive.opens_at, archive.ends_at) == ("asked", None, now + DAY)
    assert Message.objects.get().context["takes_two"] is True
    assert not archive.is_open(now)


def test_it_is_asked_for_once_at_a_time(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    archive = ask_for_archive(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="asked for already"):
        ask_for_archive(committee, by=coordinator, at=now)
    withdraw_archive(archive, by=coordinator, at=now)
    later = ask_for_archive(committee, by=coordinator, at=now)
    ask_for_archive(committee, by=coordinator, at=later.ends_at)


def test_only_a_coordinator_of_a_committee_that_lives_asks(
    committee: Committee, coordinator: Membership, secretary: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    for other in (secretary, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            ask_for_archive(committee, by=other, at=now)
    dissolve_committee(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="is dissolved"):
        ask_for_archive(committee, by=coordinator, at=now)


def test_a_council_has_none(db: None, now: datetime) -> None:
    council = CouncilFactory()
    with pytest.raises(Refused, match="each takes its own"):
        ask_for_archive(council, by=officer(council, "coordinator", "Ana"), at=now)


def test_members_see_it_on_the_page_and_in_the_log(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    where = f"/committees/{committee.public_id}/archive/"
    assert "Only a coordinator can ask" in as_(member).get(where).content.decode()
    assert "Below ten members one coordinator" in as_(coordinator).get(where).content.decode()
    answer = as_(coordinator).post(where)
    assert answer.headers["Location"] == where
    shown = as_(member).get(where).content.decode()
    assert "can be fetched from" in shown
    assert "Only those who asked" in shown
    home = as_(member).get(f"/committees/{committee.public_id}/").content.decode()
    assert "archive is being taken" in home
    powers = as_(member).get(f"/committees/{committee.public_id}/powers/").content.decode()
    assert "asked for the committee’s archive, 1 time" in powers


def test_who_asked_reads_what_is_held_about_it(
    committee: Committee, coordinator: Membership, as_: As, now: datetime
) -> None:
    ask_for_archive(committee, by=coordinator, at=now)
    assert "You asked for it" in as_(coordinator).get("/account/held/").content.decode()


def test_a_committee_that_came_says_from_where(as_: As, now: datetime, db: None) -> None:
    came = import_committee(opened(zipped(small())), at=now).committee
    member = MembershipFactory(committee=came)
    home = as_(member).get(f"/committees/{came.public_id}/").content.decode()
    assert "moved here from <bdi>http://127.0.0.1:8000</bdi>" in home
