"""Undo, from the page that stopped the mail."""

import pytest
from django.test import Client

from tests.factories_notices import refused

pytestmark = pytest.mark.django_db


def test_undo_brings_the_mail_back(strict: Client, link: str) -> None:
    strict.post(link)
    assert strict.post(link + "undo/").status_code == 302
    assert strict.get(link + "undo/").status_code == 405
    assert refused() == set()
