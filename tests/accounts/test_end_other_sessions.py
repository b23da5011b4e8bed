"""Sign out everywhere."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session, User
from accounts.operations import sessions
from accounts.operations.feeds import make_feed
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_other_browser_is_signed_out_at_once(user: User, as_) -> None:
    others, client, stranger = (
        [as_(user) for _n in range(3)],
        as_(user),
        as_(factories.UserFactory()),
    )
    response = client.post("/account/sessions/end/", follow=True)
    assert (
        "3 other sessions have ended, and the address of your calendar."
        in response.content.decode()
    )
    assert [other.get("/account/").status_code for other in others] == [302] * 3
    assert client.get("/account/").status_code == stranger.get("/account/").status_code == 200


def test_the_address_of_the_calendar_ends_too(user: User, as_, now) -> None:
    feed = reverse("calendar-feed", args=[make_feed(user, by=user, at=now)])
    assert Client().get(feed).status_code == 200
    as_(user).post("/account/sessions/end/")
    assert Client().get(feed).status_code == 404


def test_without_a_browser_of_ones_own_all_end(user: User, as_, now) -> None:
    as_(user)
    assert sessions.end_other_sessions(user, cookie=None, by=user, at=now) == 1
    assert not Session.objects.exists()


def test_only_the_owner_does_it(user: User, now) -> None:
    with pytest.raises(Refused):
        sessions.end_other_sessions(user, cookie=None, by=factories.UserFactory(), at=now)
