"""Any officer can take it back, until its time is over."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from archives.operations.archives import ask_for_archive, fetch_archive, withdraw_archive
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event

pytestmark = pytest.mark.usefixtures("standing_now")
As = Callable[[object], Client]


def test_another_officer_takes_it_back(
    committee: Committee, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    archive = ask_for_archive(committee, by=coordinator, at=now)
    archive = withdraw_archive(archive, by=secretary, at=now)
    assert (archive.status, archive.withdrawn_at) == ("withdrawn", now)
    assert Event.objects.filter(name="archives.archive_withdrawn").exists()
    with pytest.raises(Refused, match="second officer must confirm"):
        fetch_archive(archive, by=coordinator, at=archive.opens_at)
    with pytest.raises(Refused, match="nothing to take back"):
        withdraw_archive(archive, by=secretary, at=now)


def test_a_member_without_office_does_not(
    committee: Committee, coordinator: Membership, member: Membership, now: datetime
) -> None:
    archive = ask_for_archive(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="Only an officer"):
        withdraw_archive(archive, by=member, at=now)
    with pytest.raises(Refused, match="nothing to take back"):
        withdraw_archive(archive, by=coordinator, at=archive.ends_at)


def test_by_the_button(
    committee: Committee, coordinator: Membership, secretary: Membership, as_: As
) -> None:
    where = f"/committees/{committee.public_id}/archive/"
    as_(coordinator).post(where)
    archive = committee.archives.get()
    button = f"/archives/{archive.public_id}/withdraw/"
    assert button in as_(secretary).get(where).content.decode()
    assert as_(secretary).post(button).headers["Location"] == where
    assert "Ask for the archive" in as_(coordinator).get(where).content.decode()
