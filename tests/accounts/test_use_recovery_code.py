"""In without the mailbox."""

import pytest
from django.core import mail
from django.test import Client

from accounts import limits
from accounts.models import User
from accounts.operations import recovery
from core.decision import Refused
from tests.accounts.conftest import ADDRESS, code_in

pytestmark = pytest.mark.django_db
PAGE = "/sign-in/recovery/"


@pytest.fixture
def codes(user: User, now) -> list[str]:
    return recovery.make_recovery_codes(user, by=user, at=now)


def test_a_code_signs_in_once_and_leads_to_a_new_address(
    user: User, codes, django_capture_on_commit_callbacks
) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(PAGE, {"code": codes[0].lower().replace("-", " ")})
    assert response["Location"] == "/account/address/"
    assert mail.outbox[-1].to == [ADDRESS]
    assert client.get("/account/address/").status_code == 200
    client.post("/account/address/", {"address": "new@mail.example"})
    client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
    assert User.objects.get(pk=user.pk).email == "new@mail.example"
    again = Client().post(PAGE, {"code": codes[0]})
    assert again.status_code == 422
    assert user.recovery_codes.count() == recovery.COUNT - 1


@pytest.mark.parametrize("text", ["", "AAAAA-BBBBB-CCCCC-DDDDD", "😀", "x" * 5000, "‮abc"])
def test_what_is_no_code_gets_a_sentence(codes, text: str) -> None:
    response = Client().post(PAGE, {"code": text})
    assert response.status_code == 422
    assert response.context["form"].errors["code"]


def test_a_closed_account_stays_closed(user: User, codes, now) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    with pytest.raises(Refused):
        recovery.use_recovery_code(codes[0], at=now)


def test_guessing_is_stopped_by_network(codes, monkeypatch) -> None:
    few = {**limits.LIMITS, "use_recovery_code": {"network": (limits.Limit(3, 900),)}}
    monkeypatch.setattr(limits, "LIMITS", few)
    for _attempt in range(3):
        assert Client().post(PAGE, {"code": "no"}).status_code == 422
    assert Client().post(PAGE, {"code": codes[0]}).status_code == 429


def test_who_is_signed_in_goes_on_to_the_address(user: User, as_) -> None:
    assert as_(user).get(PAGE)["Location"] == "/account/address/"
