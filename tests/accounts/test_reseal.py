"""A new key for old rows."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from accounts.models import SecondFactor, Session, User
from accounts.operations import people, sealing
from tests import factories

pytestmark = pytest.mark.django_db


def test_afterwards_the_old_key_is_not_needed(user: User, as_, settings) -> None:
    client = as_(user)
    session = Session.objects.get()
    session.label = "my phone"
    session.save(update_fields=["label"])
    people.prove_address(user)
    SecondFactor.objects.create(user=user, kind="authenticator", secret="a seed", label="my app")
    for _number in range(4):
        factories.UserFactory()
    settings.FIELD_KEYS = ["33" * 64, *settings.FIELD_KEYS]
    assert list(sealing.reseal(size=2))[-1] == 5 + 1 + 1 + 1 + 2
    out = StringIO()
    call_command("reseal", stdout=out)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert User.objects.get(email=user.email) == user
    assert EmailAddress.objects.get(email=user.email).user == user
    assert Session.objects.get().label == "my phone"
    factor = SecondFactor.objects.get()
    assert (factor.secret, factor.label) == ("a seed", "my app")
    assert client.get("/account/").status_code == 200
    assert "10 rows lie under the newest key" in out.getvalue()
