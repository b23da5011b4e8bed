"""A member comes after their committee with the code from the old server."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from archives import schedule, tokens
from archives.models import Claim
from archives.operations.claims import claim_membership
from archives.operations.moving import import_committee
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from tests.archives.owned import opened, small, zipped
from tests.factories import MandateFactory, MembershipFactory, UserFactory
from tests.factories_archives import ClaimFactory

pytestmark = pytest.mark.usefixtures("standing_now")
As = Callable[[object], Client]
CODE = "aaaaa-bbbbb-ccccc-ddddd"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory()


@pytest.fixture
def user() -> User:
    return UserFactory()


def test_the_whole_way_from_one_server_to_the_other(now: datetime, as_: As, user: User) -> None:
    old = small()
    coordinator = old.memberships.get(chosen_name="Ana")
    code = tokens.make("b" * 12, coordinator.public_id)
    came = import_committee(opened(zipped(old)), at=now)
    where = f"/committees/{came.committee.public_id}/"
    assert "Edit the committee" not in as_(user).get(where).content.decode()
    browser = as_(user)
    answer = browser.post("/moved/", {"code": f" {code.upper().replace('-', ' ')} "})
    assert answer.headers["Location"] == where
    member = Membership.objects.get(user=user)
    assert (member.chosen_name, member.status, member.joined_at) == (
        "Ana", "active", coordinator.joined_at
    )  # fmt: skip
    assert member.holds("coordinator")
    assert not Claim.objects.filter(membership=member).exists()
    assert Event.objects.get(name="archives.membership_claimed").actor == member.public_id


def test_a_code_is_used_once(claim: Claim, user: User, now: datetime) -> None:
    claim_membership(CODE, by=user, at=now)
    with pytest.raises(Refused, match="not known here"):
        claim_membership(CODE, by=UserFactory(), at=now)


@pytest.mark.parametrize("code", ["", "aaaaa", "aaaaa-bbbbb-ccccc-ddddf", "%00", "é" * 20])
def test_a_code_that_is_not_known(claim: Claim, user: User, now: datetime, code: str) -> None:
    with pytest.raises(Refused, match="not known here"):
        claim_membership(code, by=user, at=now)


def test_not_after_its_time(claim: Claim, user: User) -> None:
    with pytest.raises(Refused, match="its time is over"):
        claim_membership(CODE, by=user, at=claim.ends_at)


def test_who_is_a_member_already_needs_none(claim: Claim, user: User, now: datetime) -> None:
    MembershipFactory(committee=claim.membership.committee, user=user)
    with pytest.raises(Refused, match="a member of this committee already"):
        claim_membership(CODE, by=user, at=now)


def test_no_closed_account_and_no_dissolved_committee(
    claim: Claim, user: User, now: datetime
) -> None:
    user.is_active = False
    with pytest.raises(Refused, match="account is closed"):
        claim_membership(CODE, by=user, at=now)
    user.is_active = True
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="is dissolved"):
        claim_membership(CODE, by=user, at=now)


def test_what_has_ended_does_not_begin_again(claim: Claim, user: User, now: datetime) -> None:
    Membership.objects.update(status="left", ended_at=now)
    with pytest.raises(Refused, match="has ended"):
        claim_membership(CODE, by=user, at=now)


def test_somebody_here_has_the_name_by_now(claim: Claim, user: User, now: datetime) -> None:
    MembershipFactory(committee=claim.membership.committee, chosen_name="wanda")
    member = claim_membership(CODE, by=user, at=now)
    assert member.chosen_name == f"Wanda {member.public_id[:5]}"


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(user: User, as_: As) -> None:
    browser = as_(user)
    assert "mailed you a code" in browser.get("/moved/").content.decode()
    answer = browser.post("/moved/", {"code": "wrong-code"})
    assert answer.status_code == 422
    assert "not known here" in answer.content.decode()
    assert "wrong-code" in answer.content.decode()
    assert browser.post("/moved/", {"code": ""}).status_code == 422
    assert as_(None).get("/moved/").status_code == 302


def test_it_is_no_place_to_try(user: User, as_: As) -> None:
    browser = as_(user)
    tries = [browser.post("/moved/", {"code": f"{n}"}).status_code for n in range(21)]
    assert tries == [422] * 20 + [429]


def test_after_ninety_days_nobody_is_waited_for(claim: Claim, now: datetime) -> None:
    mandate = MandateFactory(membership=claim.membership)
    schedule.lapse_claims(now + 90 * DAY - timedelta(seconds=1))
    assert Claim.objects.count() == 1
    for _twice in range(2):
        schedule.lapse_claims(now + 90 * DAY)
    member = Membership.objects.get(pk=claim.membership_id)
    assert (member.status, member.chosen_name) == ("left", "")
    mandate.refresh_from_db()
    assert (mandate.status, mandate.ended_by) == ("ended", "left")
    assert not Claim.objects.exists()
    assert Event.objects.filter(name="archives.claim_lapsed").count() == 1
