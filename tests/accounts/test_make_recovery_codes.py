"""Six codes on paper."""

import re

import pytest

from accounts.models import RecoveryCode, User
from accounts.operations import recovery
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_codes_are_shown_once_and_kept_as_hashes(user: User, signed_in) -> None:
    client = signed_in(user)
    assert "Make new codes" in client.get("/account/recovery-codes/").content.decode()
    page = client.post("/account/recovery-codes/").content.decode()
    codes = re.findall(r"<code>([A-Z-]+)</code>", page)
    assert len(set(codes)) == recovery.COUNT
    stored = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert stored == {recovery.digest(code) for code in codes}
    assert codes[0] not in client.get("/account/recovery-codes/").content.decode()


def test_new_codes_replace_the_old_ones(user: User, now) -> None:
    first = recovery.make_recovery_codes(user, by=user, at=now)
    recovery.make_recovery_codes(user, by=user, at=now)
    with pytest.raises(Refused):
        recovery.use_recovery_code(first[0], at=now)
    assert user.recovery_codes.count() == recovery.COUNT


def test_only_the_owner_makes_them(user: User, now) -> None:
    with pytest.raises(Refused):
        recovery.make_recovery_codes(user, by=factories.UserFactory(), at=now)


def test_the_page_asks_for_a_fresh_sign_in(user: User, as_) -> None:
    assert as_(user).get("/account/recovery-codes/")["Location"].startswith("/account/confirm/")
    response = as_(user).post("/account/recovery-codes/")
    assert response["Location"] == "/account/confirm/?next=%2Faccount%2F"
