"""What is held, for everybody to read; and where a fault is reported."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from committees.models import Membership

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_everybody_reads_what_is_held(as_: As, member: Membership, settings: Any) -> None:
    page = as_(None).get("/privacy/").content.decode()
    assert "We do not hold" in page
    assert "Tell us" not in page
    assert "/account/held/" not in page
    settings.SECURITY_CONTACT = "security@host.example"
    page = as_(member).get("/privacy/").content.decode()
    assert "security@host.example" in page
    assert "/account/held/" in page


def test_a_visitor_gets_no_cookie_from_it(as_: As) -> None:
    assert not as_(None).get("/privacy/").cookies


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("security@host.example", "Contact: mailto:security@host.example"),
        ("https://host.example/report", "Contact: https://host.example/report"),
    ],
)
def test_security_txt_names_the_contact_and_when_it_ends(
    contact: str, line: str, settings: Any
) -> None:
    settings.SECURITY_CONTACT = contact
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert lines[0] == line
    ends = datetime.fromisoformat(lines[1].removeprefix("Expires: "))
    assert 100 < (ends - datetime.now(UTC)).days < 366


def test_without_a_contact_there_is_none() -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404
