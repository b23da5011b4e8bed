"""Ending a committee: one person while it is small, two from ten members on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import Client

from committees import schedule
from committees.models import Committee, Membership
from committees.operations.committees import confirm_dissolution, dissolve_committee
from core.decision import Refused
from notices import audiences
from notices.models import Message
from tests import factories

As = Callable[[object], Client]


@pytest.fixture
def large(committee: Committee) -> Committee:
    factories.MembershipFactory.create_batch(10, committee=committee)
    return committee


def test_a_small_committee_is_ended_by_a_coordinator_and_members_are_told(
    coordinator: Membership, member: Membership, committee: Committee, now: datetime
) -> None:
    committee = dissolve_committee(committee, by=coordinator, at=now)
    assert (committee.status, committee.dissolved_at) == ("dissolved", now)
    message = Message.objects.get(scope=committee.public_id)
    found = {one.user_id for one in audiences.find(message.audience)(message.about)}
    assert found == {coordinator.user_id, member.user_id}
    assert message.is_formal


def test_a_founder_alone_ends_what_is_still_forming(now: datetime, db: None) -> None:
    forming = factories.CommitteeFactory()
    founder = factories.officer(forming, "coordinator", "Ana")
    factories.MembershipFactory.create_batch(12, committee=forming)
    assert dissolve_committee(forming, by=founder, at=now).status == "dissolved"


def test_what_is_dissolved_is_not_dissolved_again(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    dissolve_committee(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="is dissolved"):
        dissolve_committee(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="is dissolved"):
        confirm_dissolution(committee, by=coordinator, at=now)


def test_the_public_does_not_find_it_any_more_and_members_still_do(
    coordinator: Membership, committee: Committee, now: datetime, as_: As
) -> None:
    dissolve_committee(committee, by=coordinator, at=now)
    address = f"/committees/{committee.public_id}/"
    assert as_(None).get(address).status_code == 404
    assert "It has been dissolved" in as_(coordinator).get(address).content.decode()


def test_the_clock_ends_what_nobody_founds_in_ninety_days(now: datetime, db: None) -> None:
    forming = factories.CommitteeFactory(opened_at=now)
    schedule.end_never_founded(now + timedelta(days=89))
    forming.refresh_from_db()
    assert forming.status == "forming"
    for _twice in range(2):
        schedule.end_never_founded(now + timedelta(days=90))
    forming.refresh_from_db()
    assert forming.status == "dissolved"
    assert Message.objects.count() == 1


def test_thirty_days_after_the_end_nobody_is_on_the_roll(
    coordinator: Membership, member: Membership, committee: Committee, now: datetime
) -> None:
    dissolve_committee(committee, by=coordinator, at=now)
    schedule.empty_dissolved(now + timedelta(days=29))
    assert Membership.objects.active().count() == 2
    schedule.empty_dissolved(now + timedelta(days=30))
    assert not Membership.objects.active().exists()


def test_a_member_reads_why_not(member: Membership, committee: Committee, as_: As) -> None:
    page = as_(member).get(f"/committees/{committee.public_id}/dissolve/").content.decode()
    assert "Only a coordinator can dissolve" in page


def written(template: str, **context: object) -> str:
    """As the worker writes it: plain text, nothing escaped."""
    return get_template(template).template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]


@pytest.mark.parametrize("stem", ["committee_dissolved", "dissolution_asked", "office_shared"])
def test_a_discreet_subject_names_nothing(stem: str) -> None:
    context = {"committee": "Red <Hill>", "public_id": "234567892345", "site_url": "https://x.y"}
    template = f"committees/email/{stem}"
    plain = written(f"{template}.subject.txt", **context, discreet=False)
    discreet = written(f"{template}.subject.txt", **context, discreet=True)
    assert "Red <Hill>" in plain
    assert "Hill" not in discreet
    assert discreet.strip()
    text = written(f"{template}.txt", **context)
    assert "https://x.y/" in text
    assert "Hill" not in text
