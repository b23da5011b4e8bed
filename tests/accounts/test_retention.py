"""Every row of accounts, and of allauth's tables, by time travel."""

from datetime import timedelta

import pytest
from allauth.account import models as allauth
from django.apps import apps

from accounts import retention as ours
from accounts.models import RecoveryCode, Session, User
from core import retention
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_table_of_accounts_and_of_the_libraries_below_has_a_rule() -> None:
    assert ours
    for app in ("accounts", "account", "auth", "contenttypes"):
        for model in apps.get_app_config(app).get_models():
            assert model in retention.rules(), model


def test_after_seven_days_only_the_accounts_are_left(user: User, as_) -> None:
    as_(user)
    RecoveryCode.objects.create(user=user, digest="0" * 64)
    other = factories.UserFactory()
    allauth.EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    unproved = allauth.EmailAddress.objects.create(user=other, email="x@mail.example")
    allauth.EmailConfirmation.objects.create(email_address=unproved, key="k")
    ends = Session.objects.get().expires_at
    retention.sweep(ends - timedelta(seconds=1))
    assert Session.objects.count() == 1
    retention.sweep(ends)
    assert Session.objects.count() == 0
    assert User.objects.count() == 2
    assert RecoveryCode.objects.count() == 1
    assert [row.verified for row in allauth.EmailAddress.objects.all()] == [True]
    assert not allauth.EmailConfirmation.objects.exists()
