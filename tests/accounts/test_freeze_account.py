"""Freeze me: sessions and feeds end at once."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import CalendarFeed, Session, User
from accounts.operations import sessions
from accounts.operations.feeds import make_feed
from core.decision import Refused
from core.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_session_and_feed_ends_at_once_and_the_browser_is_cleared(user, as_, now) -> None:
    others, client = [as_(user) for _browser in range(3)], as_(user)
    stranger = as_(factories.UserFactory())
    feed = reverse("calendar-feed", args=[make_feed(user, by=user, at=now)])
    assert Client().get(feed).status_code == 200
    assert "Freeze it now" in client.get("/account/freeze/").content.decode()
    response = client.post("/account/freeze/")
    assert response["Location"] == "/elsewhere/"
    assert response["Clear-Site-Data"] == '"cache", "cookies"'
    assert not Session.objects.filter(user=user).exists()
    assert not CalendarFeed.objects.exists()
    assert [one.get("/account/").status_code for one in (*others, client)] == [302] * 4
    assert Client().get(feed).status_code == 404
    assert stranger.get("/account/").status_code == 200


def test_a_link_freezes_nothing(user: User, as_) -> None:
    client = as_(user)
    client.get("/account/freeze/")
    assert client.get("/account/").status_code == 200


def test_a_closed_account_can_be_frozen_and_only_by_its_owner(user: User, now) -> None:
    user.is_active = False
    sessions.freeze_account(user, by=user, at=now)
    assert Event.objects.filter(name="accounts.account_frozen").count() == 1
    with pytest.raises(Refused):
        sessions.freeze_account(user, by=factories.UserFactory(), at=now)
