"""From ten members on a second officer confirms the end within a day."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from committees.operations.committees import confirm_dissolution, dissolve_committee
from core.decision import Refused
from core.models import Event
from notices.models import Message
from tests import factories

As = Callable[[object], Client]


@pytest.fixture
def large(committee: Committee) -> Committee:
    factories.MembershipFactory.create_batch(10, committee=committee)
    return committee


def test_from_ten_members_on_it_waits_for_a_second_officer(
    large: Committee, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    committee = dissolve_committee(large, by=coordinator, at=now)
    assert committee.status == "founded"
    assert Message.objects.get().template.endswith("dissolution_asked")
    with pytest.raises(Refused, match="asked for already"):
        dissolve_committee(large, by=coordinator, at=now)
    with pytest.raises(Refused, match="second person"):
        confirm_dissolution(large, by=coordinator, at=now)
    assert confirm_dissolution(large, by=secretary, at=now + timedelta(hours=23)).status == (
        "dissolved"
    )
    names = set(Event.objects.values_list("name", flat=True))
    assert {"committees.dissolution_asked", "committees.dissolution_confirmed"} <= names


def test_the_asking_lapses_after_a_day(
    large: Committee, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    dissolve_committee(large, by=coordinator, at=now)
    with pytest.raises(Refused, match="last 24 hours"):
        confirm_dissolution(large, by=secretary, at=now + timedelta(hours=24))
    assert dissolve_committee(large, by=coordinator, at=now + timedelta(hours=25)).status == (
        "founded"
    )


def test_members_without_office_neither_ask_nor_confirm(
    large: Committee, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        dissolve_committee(large, by=member, at=now)
    dissolve_committee(large, by=coordinator, at=now)
    with pytest.raises(Refused, match="Only an officer"):
        confirm_dissolution(large, by=member, at=now)


def test_two_officers_end_it_by_the_buttons(
    large: Committee, coordinator: Membership, secretary: Membership, as_: As
) -> None:
    address = f"/committees/{large.public_id}/dissolve/"
    assert "it takes two officers" in as_(coordinator).get(address).content.decode()
    as_(coordinator).post(address)
    assert "Confirm: dissolve it" in as_(secretary).get(address).content.decode()
    assert "waits for a second officer" in (
        as_(secretary).get(f"/committees/{large.public_id}/").content.decode()
    )
    answer = as_(secretary).post(f"{address}confirm/")
    assert answer.headers["Location"] == "/home/"
    large.refresh_from_db()
    assert large.status == "dissolved"
