"""Only its owner removes what an account is opened with."""

import pytest
from django.core import mail

from accounts.models import SecondFactor, User
from accounts.operations import second_factors
from core.decision import Refused
from tests import factories
from tests.accounts.device import Device, add
from tests.accounts.test_enter_second_factor import SEED, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(user: User) -> SecondFactor:
    return SecondFactor.objects.create(user=user, kind="authenticator", secret=SEED)


def test_it_is_removed_after_a_fresh_proof_and_told(
    user: User, app: SecondFactor, as_, django_capture_on_commit_callbacks
) -> None:
    client, path = as_(user), f"/account/factors/{app.public_id}/remove/"
    where = client.get(path)["Location"]
    assert where.startswith("/account/confirm/")
    client.post(where, {"code": code_of(SEED), "next": path})
    assert "your only one" in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path)["Location"] == "/account/factors/"
    assert not SecondFactor.objects.exists()
    assert mail.outbox[-1].subject == "An authenticator app was removed at Rank & File"
    assert mail.outbox[-1].to == [user.email]


def test_whoever_holds_a_session_and_the_mailbox_cannot(user: User, app, as_) -> None:
    client = as_(user)
    path = f"/account/factors/{app.public_id}/remove/"
    assert client.post(path)["Location"].startswith("/account/confirm/")
    assert SecondFactor.objects.exists()


def test_nobody_else_can_and_no_operator(user: User, app: SecondFactor, signed_in, now) -> None:
    operator = factories.UserFactory(operator_since=now)
    client = signed_in(operator)
    assert client.get(f"/account/factors/{app.public_id}/remove/").status_code == 404
    assert client.post(f"/account/factors/{app.public_id}/remove/").status_code == 404
    with pytest.raises(Refused):
        second_factors.remove_second_factor(app, by=operator, at=now)
    assert SecondFactor.objects.exists()


def test_with_another_one_left_the_page_says_so(user: User, signed_in) -> None:
    client = signed_in(user)
    add(client, Device(), "my phone")
    passkey = SecondFactor.objects.get()
    SecondFactor.objects.create(user=user, kind="authenticator", secret=SEED)
    page = client.get(f"/account/factors/{passkey.public_id}/remove/").content.decode()
    assert "You have another way in" in page
    assert "my phone" in page
