"""The last step of every way in."""

from datetime import datetime

import pytest

from committees import names
from committees.models import Committee, Membership
from committees.operations.memberships import admit_member
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.factories_hosting import HostChoicesFactory


def test_somebody_admitted_is_an_active_member_under_the_chosen_name(
    committee: Committee, now: datetime
) -> None:
    person = factories.UserFactory()
    member = admit_member(committee, person, "  Zoë\u202e   K. ", at=now)
    assert (member.chosen_name, member.folded_name, member.status) == ("Zoë K.", "zoe k", "active")
    assert Event.objects.filter(
        name="committees.member_admitted", subject=member.public_id
    ).exists()


@pytest.mark.parametrize("name", ["MAREK", "márek", "Ma\u200brek", " marek. "])
def test_the_same_name_in_another_spelling_is_refused(
    name: str, member: Membership, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match="Another member has this name"):
        admit_member(committee, factories.UserFactory(), name, at=now)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x" * 10_000, "at most 60 characters"),
        ("ﷺ" * 60, "at most 60 characters"),
        ("", "at least one letter"),
        ("🔥🔥", "at least one letter"),
        ("\u200b\u202e", "at least one letter"),
        ("ana@mail.example", "not an address"),
    ],
)
def test_a_name_that_is_none_is_refused_with_a_sentence(
    name: str, reason: str, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match=reason):
        admit_member(committee, factories.UserFactory(), name, at=now)


@pytest.mark.parametrize("name", ["مريم", "李雷", "Ana 🔥", "नमिता", "О́льга"])
def test_names_of_every_script_are_welcome(name: str, committee: Committee, now: datetime) -> None:
    assert admit_member(committee, factories.UserFactory(), name, at=now).chosen_name


def test_who_is_a_member_is_not_admitted_again(member: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="member already"):
        admit_member(member.committee, member.user, "Other", at=now)


def test_a_dissolved_committee_admits_nobody(db: None, now: datetime) -> None:
    gone = factories.CommitteeFactory(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        admit_member(gone, factories.UserFactory(), "Ana", at=now)


def test_a_closed_account_is_not_admitted(committee: Committee, now: datetime) -> None:
    with pytest.raises(Refused, match="closed"):
        admit_member(committee, factories.UserFactory(is_active=False), "Ana", at=now)


def test_a_committee_that_is_as_full_as_the_host_allows_admits_nobody(
    member: Membership, now: datetime
) -> None:
    HostChoicesFactory(members_at_most=50)
    factories.MembershipFactory.create_batch(49, committee=member.committee)
    with pytest.raises(Refused, match="full"):
        admit_member(member.committee, factories.UserFactory(), "Ana", at=now)


def test_marks_piled_on_a_letter_are_taken_off() -> None:
    assert len(names.one_line("Z" + "\u0489" * 40)) == 5
    assert names.one_line("Việt\u200cNam\n\tA\u202e") == "Việt\u200cNam A"


def test_a_visitor_sees_no_membership(member: Membership) -> None:
    assert not Membership.objects.visible_to(None).exists()
