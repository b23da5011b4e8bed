"""Whoever only looks leaves with nothing in the browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["welcome", "campuses", "elsewhere", "account-erased", "healthz"])
def test_a_first_visit_sets_no_cookie(page: str) -> None:
    answer = Client().get(reverse(page))
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("page", ["committee", "standing-orders"])
def test_a_look_at_a_committee_sets_no_cookie(page: str, committee: Committee) -> None:
    answer = Client().get(reverse(page, args=[committee.public_id]))
    assert answer.status_code == 200
    assert not answer.cookies


def test_a_look_at_a_campus_and_at_nothing_sets_no_cookie(committee: Committee) -> None:
    found = Client().get(reverse("campus", args=[committee.campus.public_id]))
    missing = Client().get(reverse("campus", args=["nothing"]))
    assert (found.status_code, missing.status_code) == (200, 404)
    assert not found.cookies
    assert not missing.cookies


def test_the_strip_of_the_demonstration_sets_a_visitor_no_cookie(settings: Any) -> None:
    settings.DEMO = True
    answer = Client().get(reverse("welcome"))
    assert "/demo/clock/move/" in answer.content.decode()
    assert not answer.cookies
