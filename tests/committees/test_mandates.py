"""Offices: given by decisions, ended by the next one, by the clock, or by leaving."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees import schedule
from committees.models import Committee, Mandate, Membership
from committees.operations import mandates
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event
from notices import audiences
from notices.models import Message
from tests import factories

As = Callable[[object], Client]


def elected(member: Membership, now: datetime, office: str = "coordinator", **f: object) -> Mandate:
    return mandates.give_mandate(
        member, office=office, source="election", decision="234567892345", at=now, **f
    )


def test_a_mandate_says_which_decision_gave_it_and_until_when(
    member: Membership, now: datetime
) -> None:
    ends = now + timedelta(days=180)
    mandate = elected(member, now, "delegate", ends_at=ends, position=2)
    mandate.refresh_from_db()
    assert (mandate.decision, mandate.ends_at, mandate.position) == ("234567892345", ends, 2)
    assert mandate.status == "live"
    event = Event.objects.get(name="committees.mandate_given")
    assert event.data == {"office": "delegate", "source": "election"}


def test_a_founder_who_is_elected_holds_the_office_by_the_election(
    coordinator: Membership, now: datetime
) -> None:
    elected(coordinator, now)
    old, new = Mandate.objects.filter(membership=coordinator).order_by("pk")
    assert (old.status, old.ended_by) == ("ended", "succeeded")
    assert (new.status, new.source) == ("live", "election")


def test_a_second_term_ends_the_first(member: Membership, now: datetime) -> None:
    first = elected(member, now, "delegate")
    elected(member, now + timedelta(days=170), "delegate")
    first.refresh_from_db()
    assert first.ended_by == "term"


def test_the_first_election_of_an_office_ends_its_provisional_holders_only(
    coordinator: Membership, secretary: Membership, member: Membership, now: datetime
) -> None:
    new = elected(member, now)
    ended = mandates.end_provisional(member.committee, office="coordinator", at=now)
    assert ended == 1
    assert not Membership.objects.get(pk=coordinator.pk).holds("coordinator")
    assert Membership.objects.get(pk=secretary.pk).holds("membership_secretary")
    new.refresh_from_db()
    assert new.status == "live"


def test_an_ended_mandate_stays_as_it_ended(coordinator: Membership, now: datetime) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    mandates.end_mandate(mandate, because="recall", by=None, at=now)
    mandates.end_mandate(mandate, because="term", by=None, at=now + timedelta(days=1))
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_at) == ("recall", now)
    assert Event.objects.filter(name="committees.mandate_ended").count() == 1


def test_the_clock_ends_a_term_at_its_moment_and_only_once(
    member: Membership, now: datetime
) -> None:
    ends = now + timedelta(days=180)
    mandate = elected(member, now, "delegate", ends_at=ends)
    schedule.end_terms(ends - timedelta(seconds=1))
    mandate.refresh_from_db()
    assert mandate.status == "live"
    schedule.end_terms(ends + timedelta(hours=3))
    schedule.end_terms(ends + timedelta(hours=4))
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_at) == ("term", ends)


def test_a_shared_office_begins_when_the_other_accepts(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="returning_officer", by=coordinator, at=now)
    assert (mandate.status, mandate.is_provisional) == ("given", True)
    assert not Membership.objects.get(pk=member.pk).holds("returning_officer")
    mandates.accept_office(mandate, by=member, at=now + timedelta(hours=1))
    assert Membership.objects.get(pk=member.pk).holds("returning_officer")
    mandate.refresh_from_db()
    assert mandate.given_at == now + timedelta(hours=1)


def test_who_is_asked_is_told_by_mail_and_nobody_else(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    message = Message.objects.get(key=f"office-shared:{mandate.public_id}")
    found = list(audiences.find(message.audience)(message.about))
    assert [one.user_id for one in found] == [member.user_id]
    assert "Marek" not in str(message.context)


def test_who_is_asked_may_say_no(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    mandates.decline_office(mandate, by=member, at=now)
    mandate.refresh_from_db()
    assert mandate.status == "ended"
    with pytest.raises(Refused, match="answered already"):
        mandates.accept_office(mandate, by=member, at=now)


def test_only_the_person_asked_can_answer(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    with pytest.raises(Refused, match="Only the person who is asked"):
        mandates.accept_office(mandate, by=coordinator, at=now)


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


def test_an_office_can_be_laid_down_by_its_holder_alone(
    coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    with pytest.raises(Refused, match="Only the person who carries"):
        mandates.lay_down_office(mandate, by=secretary, at=now)
    mandates.lay_down_office(mandate, by=coordinator, at=now)
    mandate.refresh_from_db()
    assert mandate.ended_by == "resigned"
    with pytest.raises(Refused, match="not carried any more"):
        mandates.lay_down_office(mandate, by=coordinator, at=now)


def test_the_offices_page_names_holders_and_no_ordinary_member(
    coordinator: Membership,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = as_(member)
    with django_assert_max_num_queries(12):
        page = browser.get(f"/committees/{member.committee.public_id}/offices/").content.decode()
    assert "Ana" in page
    assert "Marek" not in page
    assert "Nobody is membership secretary" in page
    assert "Fewer than two people" in page


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
     ("", "required"), ("x" * 10_000, "at most 60")],
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


def test_a_member_declines_by_the_button(
    coordinator: Membership, member: Membership, now: datetime, as_: As
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    as_(member).post(f"/mandates/{mandate.public_id}/decline/")
    mandate.refresh_from_db()
    assert mandate.ended_by == "resigned"


def test_the_last_holder_is_warned_before_laying_an_office_down(
    coordinator: Membership, as_: As
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    address = f"/mandates/{mandate.public_id}/lay-down/"
    assert "Nobody else carries" in as_(coordinator).get(address).content.decode()
    assert as_(coordinator).post(address).status_code == 302
    mandate.refresh_from_db()
    assert mandate.status == "ended"
    assert "not carried any more" in as_(coordinator).get(address).content.decode()


@pytest.mark.parametrize("verb", ["accept", "decline", "lay-down"])
def test_another_persons_mandate_does_not_exist(
    coordinator: Membership, outsider: Membership, as_: As, verb: str
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    assert as_(outsider).post(f"/mandates/{mandate.public_id}/{verb}/").status_code == 404


@pytest.mark.parametrize("page", ["offices", "offices/share", "roll", "name", "edit", "dissolve"])
def test_for_an_outsider_no_page_of_the_committee_exists(
    committee: Committee, outsider: Membership, as_: As, page: str
) -> None:
    address = f"/committees/{committee.public_id}/{page}/"
    assert as_(outsider).get(address).status_code == 404
    assert as_(outsider).post(address).status_code == 404
