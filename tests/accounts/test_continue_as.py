"""Signing in as somebody of the demonstration."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts import demo
from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(user: User) -> Iterator[User]:
    before = list(demo._SOURCES)
    demo.demo_people(lambda: [(user.public_id, "Ana, coordinator")])
    yield user
    demo._SOURCES[:] = before


def test_the_demonstration_offers_its_people(ana: User, settings) -> None:
    settings.DEMO = True
    client = Client()
    page = client.get("/sign-in/?next=/account/").content.decode()
    assert "Ana, coordinator" in page
    response = client.post(f"/demo/continue/{ana.public_id}/", {"next": "/account/"})
    assert response["Location"] == "/account/"
    assert client.get("/account/").context["user"] == ana


def test_outside_the_demonstration_there_is_no_such_door(ana: User) -> None:
    assert "Ana, coordinator" not in Client().get("/sign-in/").content.decode()
    assert Client().post(f"/demo/continue/{ana.public_id}/").status_code == 404


def test_nobody_else_can_be_become(ana: User, settings) -> None:
    settings.DEMO = True
    other = factories.UserFactory()
    assert Client().post(f"/demo/continue/{other.public_id}/").status_code == 404
    assert Client().post("/demo/continue/nobody/").status_code == 404
    assert Client().get(f"/demo/continue/{ana.public_id}/").status_code == 405
