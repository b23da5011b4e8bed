"""The address of one's own calendar: shown once, kept as a hash, replaced by a new one."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import CalendarFeed, User
from accounts.operations import feeds
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
PATH = "/account/calendar/"


def test_the_address_is_shown_once_and_kept_as_a_hash(user: User, signed_in: As) -> None:
    client = signed_in(user)
    assert "Make an address" in client.get(PATH).content.decode()
    page = client.post(PATH).content.decode()
    (token,) = set(re.findall(r"/calendar/([\w-]+)\.ics</code>", page))
    assert (
        f'href="webcal://testserver/calendar/{token}.ics"'
        in page.replace(client.get("/").wsgi_request.get_host(), "testserver")
        or f"/calendar/{token}.ics" in page
    )
    assert CalendarFeed.objects.get().digest == feeds.digest(token)
    again = client.get(PATH).content.decode()
    assert token not in again
    assert "You have an address." in again


def test_a_new_one_ends_the_old_one(user: User, now: datetime) -> None:
    first = feeds.make_feed(user, by=user, at=now)
    second = feeds.make_feed(user, by=user, at=now)
    assert (feeds.owner_of(first), feeds.owner_of(second)) == (None, user)


def test_only_the_owner_makes_one(user: User, now: datetime) -> None:
    with pytest.raises(Refused):
        feeds.make_feed(user, by=factories.UserFactory(), at=now)


def test_the_page_asks_for_a_fresh_sign_in(user: User, as_: As) -> None:
    assert as_(user).get(PATH)["Location"].startswith("/account/confirm/")


def test_a_closed_account_has_no_calendar(user: User, now: datetime) -> None:
    token = feeds.make_feed(user, by=user, at=now)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert feeds.owner_of(token) is None
