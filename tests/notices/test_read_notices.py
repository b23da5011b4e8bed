"""All notices are read, with one button."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Membership
from notices.models import Notice
from tests.factories_notices import NoticeFactory

pytestmark = pytest.mark.django_db


def test_all_of_ones_own_and_nobody_elses(member: Membership, as_: Callable[..., Client]) -> None:
    NoticeFactory.create_batch(3, user=member.user)
    other = NoticeFactory()
    browser = as_(member)
    assert "Mark all as read" in browser.get("/notices/").content.decode()
    page = browser.post("/notices/read/", follow=True).content.decode()
    assert "All are marked as read." in page
    assert "Mark all as read" not in page
    assert list(Notice.objects.unread()) == [other]
    assert browser.get("/notices/read/").status_code == 405
