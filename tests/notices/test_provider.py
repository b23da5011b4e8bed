"""Mail by a provider's interface (django-anymail): what it answers, and what follows from it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings as configured

from accounts.models import User
from notices.models import Delivery, Failure, Message
from notices.reasons import Reason, reason_of

pytestmark = pytest.mark.django_db
Provider = list[dict[str, Any]]


@pytest.fixture
def answers() -> list[tuple[int, dict[str, Any]]]:
    """What the provider answers, one after the other; the last one for good."""
    return [(200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "a@b.example"})]


@pytest.fixture
def provider(settings: Any, answers: list[tuple[int, dict[str, Any]]]) -> Iterator[Provider]:
    """Postmark's interface on this machine; the mails that were posted to it."""
    posted: Provider = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            posted.append(json.loads(self.rfile.read(length)))
            status, said = answers.pop(0) if len(answers) > 1 else answers[0]
            body = json.dumps(said).replace("{to}", posted[-1]["To"]).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_what: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_address[1]}/",
    }
    settings.BOUNCE_DOMAIN = ""
    yield posted
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_mail_arrives_with_its_headers(
    provider: Provider,
    people: list[User],
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
    settings: Any,
) -> None:
    settings.ANYMAIL = settings.ANYMAIL | {"IGNORE_UNSUPPORTED_FEATURES": True}
    message = deliver(message_to(people, sender="Springfield Committee", scope="abc"))
    assert message.status == "sent"
    assert {one["To"] for one in provider} == {one.email for one in people}
    (names,) = {tuple(sorted(one["Name"] for one in mail["Headers"])) for mail in provider}
    assert {"Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"} <= set(names)
    assert all(mail["TextBody"] and mail["HtmlBody"] for mail in provider)
    assert all(mail["From"].startswith("Springfield Committee <") for mail in provider)


@pytest.mark.parametrize(
    ("status", "ends", "reason"),
    [
        (401, "waiting", "SIGN_IN"),
        (429, "waiting", "TOO_FAST"),
        (503, "waiting", "AWAY"),
        (422, "waiting", "OTHER"),
    ],
)
def test_what_it_refuses_waits_and_is_seen(
    status: int,
    ends: str,
    reason: str,
    provider: Provider,
    answers: list[tuple[int, dict[str, Any]]],
    people: list[User],
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
    settings: Any,
) -> None:
    settings.ANYMAIL = settings.ANYMAIL | {"IGNORE_UNSUPPORTED_FEATURES": True}
    answers[:] = [(status, {"ErrorCode": 10, "Message": f"No, {people[0].email}"})]
    deliver(message_to(people))
    faults = set(Delivery.objects.values_list("status", "fault"))
    assert {one for one, _fault in faults} == {ends}
    assert {reason_of(fault) for _status, fault in faults} == {Reason[reason]}
    assert not any("@" in fault for _status, fault in faults)
    assert Failure.objects.exists() is (status != 422)


def test_a_provider_that_does_not_answer_is_away(
    provider: Provider,
    people: list[User],
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
    settings: Any,
) -> None:
    settings.ANYMAIL = settings.ANYMAIL | {
        "IGNORE_UNSUPPORTED_FEATURES": True,
        "POSTMARK_API_URL": "http://127.0.0.1:9/",
    }
    deliver(message_to(people))
    assert {reason_of(one.fault) for one in Delivery.objects.all()} == {Reason.AWAY}


def test_a_recipient_that_it_refuses_is_refused(
    provider: Provider,
    answers: list[tuple[int, dict[str, Any]]],
    people: list[User],
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
    settings: Any,
) -> None:
    settings.ANYMAIL = settings.ANYMAIL | {"IGNORE_UNSUPPORTED_FEATURES": True}
    words = (
        "You tried to send to recipient(s) that have been marked as inactive. Found inactive"
        " addresses: {to}. Inactive recipients are ones that have generated a hard bounce."
    )
    answers[:] = [(422, {"ErrorCode": 406, "Message": words})]
    assert deliver(message_to(people)).status == "sent"
    rows = Delivery.objects.all()
    assert {one.status for one in rows} == {"refused"}
    assert {reason_of(one.fault) for one in rows} == {Reason.NO_MAILBOX}


def test_the_address_of_the_setting_chooses_the_provider() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.ANYMAIL)",
        ],
        cwd=configured.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EMAIL_URL": "anymail://postmark",
            "ANYMAIL_POSTMARK_SERVER_TOKEN": "token",
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.split(" ", 1)[0] == "anymail.backends.postmark.EmailBackend"
    assert "'POSTMARK_SERVER_TOKEN': 'token'" in said
