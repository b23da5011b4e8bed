"""A passkey under the name its owner gives it; sealed, and read by nobody else."""

import pytest

from accounts.models import SecondFactor, User
from accounts.operations import second_factors
from core.decision import Refused
from tests import factories
from tests.accounts.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def passkey(user: User) -> SecondFactor:
    return SecondFactor.objects.create(user=user, kind="passkey", secret="x")


def test_the_owner_names_it_and_the_name_is_sealed(user: User, passkey, as_) -> None:
    client, path = as_(user), f"/account/factors/{passkey.public_id}/name/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"label": "planted phone"})["Location"] == "/account/factors/"
    assert "planted phone" in client.get("/account/factors/").content.decode()
    assert "planted phone" not in everything()
    assert client.post(path, {"label": "x" * 61}).status_code == 422


def test_nobody_else_sees_or_names_it(user: User, passkey: SecondFactor, as_) -> None:
    other = factories.UserFactory()
    assert as_(other).get(f"/account/factors/{passkey.public_id}/name/").status_code == 404
    assert passkey.public_id not in as_(other).get("/account/factors/").content.decode()
    with pytest.raises(Refused):
        second_factors.name_second_factor(passkey, "mine", by=other)


def test_a_visitor_has_none_to_see(passkey: SecondFactor) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert not SecondFactor.objects.visible_to(AnonymousUser()).exists()
    assert str(passkey) == passkey.public_id
