"""A mail server with faults, templates and an audience for the tests of notices."""

import copy
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from notices import scopes, tokens
from notices.audiences import Recipient, audience
from notices.models import Message
from notices.operations.deliveries import deliver_message
from notices.scopes import Scope
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer, MessageFactory
from tests.notices.returns import Receive

FOLDER = Path(__file__).parent / "templates"


@audience("notices.tested")
def tested(about: dict[str, Any]) -> Iterable[Recipient]:
    """The accounts that the test names, as often as it names them."""
    for user_id in about["users"]:
        yield Recipient(user_id, about.get("extra", {}).get(str(user_id), {}))


@pytest.fixture(autouse=True)
def test_templates(settings: Any) -> None:
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"].append(FOLDER)
    settings.TEMPLATES = engines


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A server that takes our mail, and does what the test tells it."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.stop()


@pytest.fixture
def people(db: None) -> list[User]:
    """Three accounts."""
    return [UserFactory() for _ in range(3)]


@pytest.fixture
def message_to() -> Callable[..., Message]:
    """A message to these accounts, due."""

    def make(people: Iterable[User], **fields: Any) -> Message:
        about = {"users": [one.pk for one in people], **fields.pop("about", {})}
        return MessageFactory(about=about, **fields)

    return make


@pytest.fixture
def deliver() -> Callable[[Message], Message]:
    """What the worker does with it; the message as it then stands."""

    def work(message: Message, at: Any = NOW) -> Message:
        while deliver_message(message.public_id, at=at):
            pass
        message.refresh_from_db()
        return message

    return work


@pytest.fixture
def strict() -> Client:
    """A mail program: no cookie, and the CSRF check is on."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.fixture
def link(user: User) -> str:
    return f"/u/{tokens.make(user, 'meetings', 'abc')}/"


@pytest.fixture
def two_committees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody gets mail from a plain and a discreet committee."""

    def provider(_user: User) -> Iterable[Scope]:
        yield Scope("abc", "Plain Committee", is_discreet=False)
        yield Scope("xyz", "Discreet Committee")

    monkeypatch.setattr(scopes, "_PROVIDERS", [])
    scopes.provider(provider)
    scopes.provider(provider)


@pytest.fixture
def receive(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Receive:
    """Hand a mail to the command; what it says."""

    def run(content: bytes) -> str:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        call_command("receive_bounces")
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.strip()

    return run
