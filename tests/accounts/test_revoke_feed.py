"""Ending the address of one's calendar, at once and without a code."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from accounts.operations import feeds
from core.decision import Refused
from core.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_it_leads_nowhere_from_now_on(user: User, as_: As, now: datetime) -> None:
    token = feeds.make_feed(user, by=user, at=now)
    assert as_(None).get(f"/calendar/{token}.ics").status_code == 200
    answer = as_(user).post("/account/calendar/revoke/", follow=True)
    assert "The address leads nowhere any more." in answer.content.decode()
    assert as_(None).get(f"/calendar/{token}.ics").status_code == 404
    assert Event.objects.filter(name="accounts.feed_revoked").count() == 1


def test_ending_what_is_not_there_is_no_fault(user: User, as_: As) -> None:
    assert as_(user).post("/account/calendar/revoke/").status_code == 302


def test_only_the_owner_ends_it(user: User, now: datetime) -> None:
    token = feeds.make_feed(user, by=user, at=now)
    with pytest.raises(Refused):
        feeds.revoke_feed(user, by=factories.UserFactory(), at=now)
    assert feeds.owner_of(token) == user


def test_erasing_the_account_ends_it(user: User, now: datetime) -> None:
    token = feeds.make_feed(user, by=user, at=now)
    user.delete()
    assert feeds.owner_of(token) is None
