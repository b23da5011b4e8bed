"""The cast and the real servers. One committee, a role each; one stranger."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from accounts.models import User
from committees.models import Committee, Membership, Office
from tests import factories
from tests.browser.running import SHARED

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday

# What takes longest comes first, so that processes that share a run end together.
LONGEST_FIRST = ("demonstration", "test_journey_chain", "walk", "populate_demo")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long groups, then what starts processes, then the many short tests as they were."""

    def place(item: pytest.Item) -> int:
        group = item.get_closest_marker("xdist_group")
        if group and group.args[0] in LONGEST_FIRST:
            return LONGEST_FIRST.index(group.args[0])
        is_long = item.get_closest_marker("browser") or item.get_closest_marker("stack")
        return len(LONGEST_FIRST) + (not is_long)

    items.sort(key=place)


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """A product that nobody looks at would tick on for the half hour that the short tests take."""
    if nextitem and not any(nextitem.get_closest_marker(one) for one in ("browser", "stack")):
        for product in SHARED:
            product.end()


def pytest_collection_finish() -> None:
    """What is loaded by now stays; looking through it for cycles, again and again, takes a tenth of
    the time of the many short tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _mail_server() -> Iterator[None]:
    """As on a server that is set up: mail goes somewhere (in these tests into `mail.outbox`)."""
    with override_settings(EMAIL_URL="smtp://127.0.0.1:9"):
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    """A request in another language leaves it to the thread, and so to the next test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _issuer_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh primes take a second; these tests go through the same few keys, made once a process."""
    monkeypatch.setattr(
        "ballots.protocol.issuer.rsa.generate_private_key", lambda *_what: next(_made_keys)
    )


def _keys() -> Iterator[RSAPrivateKey]:
    made = [generate_private_key(65537, 3072) for _key in range(4)]
    while True:
        yield from made


_made_keys = _keys()


@pytest.fixture
def now() -> datetime:
    """The moment at which the cast stands."""
    return NOW


@pytest.fixture
def committee(db: None) -> Committee:
    """A founded committee without members yet; ask for the roles you need."""
    return factories.CommitteeFactory(status="founded", founded_at=NOW)


@pytest.fixture
def coordinator(committee: Committee) -> Membership:
    return factories.officer(committee, Office.COORDINATOR, "Ana")


@pytest.fixture
def secretary(committee: Committee) -> Membership:
    return factories.officer(committee, Office.MEMBERSHIP_SECRETARY, "Sefa")


@pytest.fixture
def returning_officer(committee: Committee) -> Membership:
    return factories.officer(committee, Office.RETURNING_OFFICER, "Ruth")


@pytest.fixture
def member(committee: Committee) -> Membership:
    return factories.MembershipFactory(committee=committee, chosen_name="Marek")


@pytest.fixture
def outsider(db: None) -> Membership:
    """A member of another committee, with every office there."""
    other = factories.CommitteeFactory(status="founded", founded_at=NOW)
    membership = factories.officer(other, Office.COORDINATOR, "Oskar")
    for office in (Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER):
        factories.MandateFactory(committee=other, membership=membership, office=office)
    return membership


@pytest.fixture
def as_(db: None) -> Callable[[Membership | User | None], Client]:
    """A browser in which this person is signed in: `as_(member).get(…)`; `as_(None)` is a visitor."""

    def client(person: Membership | User | None) -> Client:
        browser = Client()
        user = person.user if isinstance(person, Membership) else person
        if user is not None:
            browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return client
