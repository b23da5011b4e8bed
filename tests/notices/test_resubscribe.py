"""Undo, from the page that stopped the mail."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories_notices import RefusalFactory, refused

pytestmark = pytest.mark.django_db


def test_undo_brings_the_mail_back(strict: Client, link: str) -> None:
    strict.post(link)
    assert strict.post(link + "undo/").status_code == 302
    assert strict.get(link + "undo/").status_code == 405
    assert refused() == set()


def test_what_was_stopped_everywhere_no_committees_link_brings_back(
    strict: Client, user: User, link: str
) -> None:
    RefusalFactory(user=user, scope="")
    strict.post(link)
    page = strict.post(link + "undo/", follow=True).content.decode()
    assert "You have stopped them from all your committees." in page
    assert "These mails come again." not in page
    assert "Undo" not in page
    assert refused() == {("meetings", "")}
