"""From ten members on a second officer confirms it within a day."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from archives.models import Archive
from archives.operations.archives import ask_for_archive, confirm_archive, withdraw_archive
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("standing_now")
As = Callable[[object], Client]
DAY = timedelta(days=1)


@pytest.fixture
def archive(committee: Committee, coordinator: Membership, now: datetime) -> Archive:
    MembershipFactory.create_batch(10, committee=committee)
    return ask_for_archive(committee, by=coordinator, at=now)


def test_a_second_officer_confirms_it(
    archive: Archive, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="second person"):
        confirm_archive(archive, by=coordinator, at=now)
    archive = confirm_archive(archive, by=secretary, at=now + DAY - timedelta(seconds=1))
    assert archive.confirmed_by == secretary
    assert archive.opens_at == now + 2 * DAY - timedelta(seconds=1)
    assert Event.objects.get(name="archives.archive_confirmed").actor == secretary.public_id
    with pytest.raises(Refused, match="nothing to confirm"):
        confirm_archive(archive, by=secretary, at=now)


def test_the_asking_lapses_after_a_day(
    archive: Archive, secretary: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="within 24 hours"):
        confirm_archive(archive, by=secretary, at=now + DAY)


def test_no_other_member_confirms_it(
    archive: Archive, member: Membership, outsider: Membership, now: datetime
) -> None:
    for other in (member, outsider):
        with pytest.raises(Refused, match="Only an officer"):
            confirm_archive(archive, by=other, at=now)


def test_what_is_taken_back_is_not_confirmed(
    archive: Archive, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    withdraw_archive(archive, by=coordinator, at=now)
    with pytest.raises(Refused, match="nothing to confirm"):
        confirm_archive(archive, by=secretary, at=now)


def test_two_officers_by_the_buttons(
    archive: Archive, coordinator: Membership, secretary: Membership, outsider: Membership, as_: As
) -> None:
    where = f"/committees/{archive.committee.public_id}/archive/"
    assert "A second person must confirm" in as_(coordinator).get(where).content.decode()
    assert "waits for a second officer" in (
        as_(secretary).get(f"/committees/{archive.committee.public_id}/").content.decode()
    )
    confirm = f"/archives/{archive.public_id}/confirm/"
    assert confirm in as_(secretary).get(where).content.decode()
    assert as_(outsider).post(confirm).status_code == 404
    assert as_(coordinator).post(confirm).status_code == 403
    assert as_(secretary).post(confirm).headers["Location"] == where
    archive.refresh_from_db()
    assert archive.status == "confirmed"
