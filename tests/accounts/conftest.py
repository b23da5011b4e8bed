"""Reading the mails of sign-in, and walking through the door."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts import leaving, roles
from accounts.models import User
from tests import factories

ADDRESS = "sam@mail.example"


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    """Limits begin at nought, and registered functions of a test end with it."""
    cache.clear()
    listeners, holders = list(leaving._LISTENERS), list(roles._SOURCES)
    yield
    leaving._LISTENERS[:], roles._SOURCES[:] = listeners, holders
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    return factories.UserFactory(email=ADDRESS)


def code_in(message: mail.EmailMessage) -> str:
    """The code that a mail holds."""
    found = re.search(r"^ +(\d{4}-\d{4})$", str(message.body), re.M)
    assert found, message.body
    return found[1]


def ask(client: Client, address: str, **data: str) -> str:
    """Ask for a code; the code from the mail."""
    response = client.post("/sign-in/", {"address": address, **data})
    assert response.status_code == 302, response.content.decode()
    return code_in(mail.outbox[-1])


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which this person has signed in by a mailed code just now."""

    def client(user: User) -> Client:
        browser = Client()
        browser.post("/sign-in/code/", {"code": ask(browser, user.email)})
        return browser

    return client
