"""A coordinator asks others to carry provisional offices too."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.operations import mandates
from committees.operations.memberships import leave_committee
from core.decision import Refused
from notices import audiences
from notices.models import Message
from tests import factories

As = Callable[[object], Client]


def elected(member: Membership, now: datetime, office: str = "coordinator", **f: object) -> Mandate:
    return mandates.give_mandate(
        member, office=office, source="election", decision="234567892345", at=now, **f
    )


def test_who_is_asked_is_told_by_mail_and_nobody_else(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    message = Message.objects.get(key=f"office-shared:{mandate.public_id}")
    found = list(audiences.find(message.audience)(message.about))
    assert [one.user_id for one in found] == [member.user_id]
    assert "Marek" not in str(message.context)


def test_only_a_coordinator_shares(
    secretary: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        mandates.share_office(member, office="membership_secretary", by=secretary, at=now)


def test_an_elected_office_cannot_be_shared(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    elected(coordinator, now)
    with pytest.raises(Refused, match="Only an election"):
        mandates.share_office(member, office="coordinator", by=coordinator, at=now)


def test_delegates_are_elected_not_appointed(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Delegates are elected"):
        mandates.share_office(member, office="delegate", by=coordinator, at=now)


def test_three_holders_are_enough(coordinator: Membership, now: datetime) -> None:
    committee = coordinator.committee
    for _number in range(2):
        other = factories.MembershipFactory(committee=committee)
        mandates.share_office(other, office="coordinator", by=coordinator, at=now)
    other = factories.MembershipFactory(committee=committee)
    with pytest.raises(Refused, match="That is enough"):
        mandates.share_office(other, office="coordinator", by=coordinator, at=now)


def test_an_office_is_shared_with_members_only_and_once(
    coordinator: Membership, outsider: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="not a member"):
        mandates.share_office(outsider, office="coordinator", by=coordinator, at=now)
    mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    with pytest.raises(Refused, match="already"):
        mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    leave_committee(member, at=now)
    member.refresh_from_db()
    with pytest.raises(Refused, match="not a member"):
        mandates.share_office(member, office="coordinator", by=coordinator, at=now)


def test_in_a_dissolved_committee_nothing_is_shared(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    committee = coordinator.committee
    Committee.objects.filter(pk=committee.pk).update(status="dissolved", dissolved_at=now)
    coordinator = Membership.objects.get(pk=coordinator.pk)
    with pytest.raises(Refused, match="dissolved"):
        mandates.share_office(member, office="coordinator", by=coordinator, at=now)


def test_a_coordinator_shares_by_chosen_name_and_the_member_accepts(
    coordinator: Membership, member: Membership, as_: As
) -> None:
    address = f"/committees/{member.committee.public_id}/offices/share/"
    answer = as_(coordinator).post(address, {"office": "coordinator", "chosen_name": " MÁREK "})
    assert answer.status_code == 302
    mandate = Mandate.objects.get(membership=member)
    offices = as_(member).get(f"/committees/{member.committee.public_id}/offices/")
    assert "You are asked to be Coordinator" in offices.content.decode()
    as_(member).post(f"/mandates/{mandate.public_id}/accept/")
    mandate.refresh_from_db()
    assert mandate.status == "live"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("Nobody", "No member of this committee"), ("Ana", "carries the office already"),
     ("", "Fill this in"), ("x" * 10_000, "at most 60")],
)  # fmt: skip
def test_a_name_that_cannot_be_asked_is_answered_with_a_sentence(
    coordinator: Membership, as_: As, name: str, sentence: str
) -> None:
    page = as_(coordinator).post(
        f"/committees/{coordinator.committee.public_id}/offices/share/",
        {"office": "coordinator", "chosen_name": name},
    )
    assert page.status_code == 422
    assert sentence in str(page.context["form"].errors["chosen_name"])


def test_a_member_without_office_reads_why_not_to_share(member: Membership, as_: As) -> None:
    page = as_(member).get(f"/committees/{member.committee.public_id}/offices/share/")
    assert "Only a coordinator can share" in page.content.decode()
