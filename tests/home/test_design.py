"""The living style page."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_style_page_shows_the_components_in_development(client: Client, settings: Any) -> None:
    settings.DEMO = True
    response = client.get("/design/")
    assert response.status_code == 200
    text = response.content.decode()
    for part in (
        "card-ask",
        "notice-error",
        "field-faulty",
        "popover",
        "table-cards",
        "tally-bar",
        "steps",
    ):
        assert part in text
    assert "data-label" in text


def test_the_style_page_is_not_there_in_production(client: Client, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/design/").status_code == 404
