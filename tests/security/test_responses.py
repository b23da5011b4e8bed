"""The headers on every class of response of an https site; what a report of a fault says."""

import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.limits import TooMany
from accounts.models import User
from config.celery import app
from core import ticking
from core.logs import WithoutAddresses
from notices.models import Failure
from tests import factories
from tests.factories_meetings import MeetingFactory
from tests.world import CLIENT

pytestmark = pytest.mark.django_db
TYPED = "planted-value"  # what somebody typed, and an exception quotes
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLASSES = {
    "a page": ("get", "/", 200),
    "a form with faults": ("post", "/sign-in/", 422),
    "a sign-in that is asked for": ("get", "/home/", 302),
    "a page that is not there": ("get", "/no-such-page/", 404),
    "a method that is not known": ("get", "/exit/", 405),
    "a static file": ("get", "/static/css/parts.css", 200),
    "a static file that is not there": ("get", "/static/none.css", 404),
    "a word for machines": ("get", "/healthz", 200),
    "a refused token": ("post", "/sign-in/ without token", 403),
    "too many tries": ("post", "/sign-in/ too often", 429),
    "a fault of the program": ("get", "/?q=fault", 500),
    "a fault of the request": ("get", "/ at another host", 400),
    "the way to https": ("get", "/ by http", 301),
}


@pytest.fixture
def https(settings: Any) -> None:
    """What `PUBLIC_URL=https://…` sets."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_SSL_REDIRECT = True


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """The first page fails with this exception."""

    def install(fault: Exception) -> None:
        def fail(*_args: object, **_options: object) -> None:
            raise fault

        monkeypatch.setattr("home.views.welcome.page", fail)

    return install


def _check(response: Any, *, is_https: bool = True) -> None:
    for name, value in HEADERS.items():
        if is_https or name != "Strict-Transport-Security":
            assert response.headers.get(name) == value, name
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_of_response_carries_every_header(
    kind: str, broken: Callable[[Exception], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    method, path, status = CLASSES[kind]
    path, _space, how = path.partition(" ")
    client = Client(enforce_csrf_checks=how == "without token", raise_request_exception=False)
    options: dict[str, Any] = {"secure": how != "by http"}
    if how == "at another host":
        options["headers"] = {"host": "elsewhere.example"}
    if status == 500:
        broken(ValueError("x"))
    if how == "too often":
        monkeypatch.setattr("accounts.views.entry.consume", _refuse)
        options["data"] = {"address": "sam@mail.example"}
    response = getattr(client, method)(path, **options)
    assert response.status_code == status
    response.close()
    _check(response, is_https=status != 301)


def _refuse(*_args: object, **_options: object) -> None:
    raise TooMany(60)


@pytest.mark.usefixtures("https")
def test_files_for_a_member_carry_them_too(member: Any, as_: Any) -> None:
    meeting = MeetingFactory(committee=member.committee)
    response = as_(member).get(f"/meetings/{meeting.public_id}/meeting.ics", secure=True)
    assert response["Content-Type"].startswith("text/calendar")
    _check(response)
    assert "no-store" in response["Cache-Control"]
    refused = as_(member).get(f"/meetings/{meeting.public_id}/cancel/", secure=True)
    assert refused.status_code == 403
    _check(refused)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What our handler writes."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(WithoutAddresses("{levelname} {name} {message}", style="{"))
    logging.getLogger().addHandler(handler)
    yield text
    logging.getLogger().removeHandler(handler)


def test_a_report_of_a_fault_holds_no_value_of_a_form_no_cookie_and_no_address(
    as_: Any, log: StringIO, broken: Callable[[Exception], None]
) -> None:
    user: User = factories.UserFactory(email="planted@mail.example")
    browser = as_(user)
    browser.raise_request_exception = False
    cookie = browser.cookies["session"].value
    fault = IntegrityError(TYPED)
    fault.__cause__ = ValueError(f"{TYPED} of planted@mail.example")
    broken(fault)
    answer = browser.get("/?q=planted-query", **CLIENT)
    assert answer.status_code == 500
    text = log.getvalue()
    assert "IntegrityError" in text
    assert "home/views/welcome.py" in text  # where it happened is told
    for word in ("planted", cookie, *CLIENT.values(), user.email):
        assert word not in text, word
        assert word not in answer.content.decode(), word


def test_a_link_that_lets_somebody_in_is_not_in_the_log(log: StringIO) -> None:
    for path in ("/i/secret-token/join/", "/u/secret-token/", "/i/secret-token"):
        logging.getLogger("django.request").error("Internal Server Error: %s", path)
    logging.getLogger("django.request").error("Ticket: %s", "/live/stream?ticket=secret-token")
    assert "secret-token" not in log.getvalue()
    assert log.getvalue().count("[token]") == 4


def test_a_task_that_fails_is_logged_without_the_words_of_its_fault(log: StringIO) -> None:
    @app.task(name="tests.fail")
    def fail() -> None:
        raise ValueError(TYPED)

    assert fail.apply(args=()).failed()
    assert "tests.fail" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert TYPED not in log.getvalue()


def test_a_duty_that_fails_is_logged_without_the_words_of_its_fault(
    log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_now: object) -> None:
        raise ValueError(TYPED)

    monkeypatch.setattr(ticking, "DUTIES", {"tests.fail": fail})
    ticking.run(factories.NOW)
    assert "duty tests.fail failed" in log.getvalue()
    assert TYPED not in log.getvalue()
    assert Failure.objects.get().sentence == "A duty of the clock failed: ValueError."
