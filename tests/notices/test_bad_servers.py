"""Mail servers that hang, cut the line, put everybody off for an hour, or take their time."""

import socket
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest

from accounts.models import User
from notices.models import Failure, Heartbeat, Message
from notices.operations import hearts, sending
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer

Make = Callable[..., Message]
Work = Callable[..., Message]
pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def impatient(settings: Any, mail_server: MailServer) -> MailServer:
    """A server of which we expect an answer within a moment."""
    settings.EMAIL_TIMEOUT = 0.5
    return mail_server


@pytest.fixture
def many(db: None) -> list[User]:
    return UserFactory.create_batch(12)


def ask_again() -> None:
    """The half minute is over in which no worker asks a server that was away."""
    Heartbeat.objects.filter(part=hearts.MAIL_AWAY).update(
        seen_at=hearts.machine_now() - timedelta(seconds=31)
    )


def twice(server: MailServer) -> int:
    """How many mails came again; each under the Message-ID of the first."""
    came = Counter(
        (mail.rcpt_tos[0], message_from_bytes(mail.original_content or b"")["Message-ID"])
        for mail in server.mails
    )
    assert len(came) == len({address for address, _id in came}) == len({id_ for _a, id_ in came})
    return sum(came.values()) - len(came)


@pytest.mark.parametrize("is_formal", [False, True])
@pytest.mark.parametrize(
    ("command", "came_again"),
    [("EHLO", {0}), ("RCPT", {0}), ("DATA", set(range(1, sending.LINES_LOST + 1)))],
)
def test_a_server_that_hangs_is_left_and_asked_again(
    impatient: MailServer,
    many: list[User],
    message_to: Make,
    deliver: Work,
    settings: Any,
    command: str,
    came_again: set[int],
    is_formal: bool,
) -> None:
    impatient.silent_at = command
    began = time.monotonic()
    message = deliver(message_to(many, is_formal=is_formal))
    assert time.monotonic() - began < 20
    rows = message.deliveries.values_list("status", "leased_until")
    assert set(rows) == {("waiting", None)}
    assert sum(message.deliveries.values_list("attempts", flat=True)) <= sending.LINES_LOST
    assert "The mail server does not take our mail" in Failure.objects.get().sentence
    impatient.silent_at, settings.EMAIL_TIMEOUT = "", 5
    ask_again()
    assert deliver(message, NOW + 2 * MINUTE).status == "sent"
    assert set(impatient.recipients) == {one.email for one in many}
    assert twice(impatient) in came_again


def test_a_server_that_does_not_even_greet_counts_no_attempt(
    settings: Any, many: list[User], message_to: Make, deliver: Work, mail_server: MailServer
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.EMAIL_PORT = mute.getsockname()[1]
        message = deliver(message_to(many))
    assert set(message.deliveries.values_list("status", "attempts")) == {("waiting", 0)}
    assert "The mail server does not take our mail" in Failure.objects.get().sentence
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = mail_server.port, 5
    ask_again()
    assert deliver(message, NOW + 2 * MINUTE).status == "sent"
    assert Counter(mail_server.recipients) == {one.email: 1 for one in many}


@pytest.mark.parametrize("is_formal", [False, True])
def test_a_line_cut_after_the_text_sends_that_mail_again_and_no_other(
    mail_server: MailServer, many: list[User], message_to: Make, deliver: Work, is_formal: bool
) -> None:
    mail_server.cut_after, mail_server.keeps_cut = 5, True
    message = deliver(message_to(many, is_formal=is_formal))
    unanswered = mail_server.mails[5].rcpt_tos[0]
    assert deliver(message, NOW + MINUTE).status == "sent"
    came = Counter(mail_server.recipients)
    assert came == {one.email: 1 + (one.email == unanswered) for one in many}
    assert twice(mail_server) == 1


@pytest.mark.parametrize("answer", ["450 4.7.1 Greylisted", "421 4.3.2 Closing"])
def test_after_an_hour_of_not_now_everybody_gets_one_mail(
    mail_server: MailServer, message_to: Make, deliver: Work, answer: str
) -> None:
    people = [UserFactory(email=f"one@provider{number}.example") for number in range(12)]
    message = message_to(people)
    mail_server.refuse = lambda _to, _n: answer
    for minute in range(60):
        message = deliver(message, NOW + minute * MINUTE)
        ask_again()
    assert message.status == "sending"
    asked = sum(mail_server.attempts.values())
    assert asked <= 60 * sending.LINES_LOST
    assert max(mail_server.attempts.values()) <= 5  # at once, after 1, 5, 15 and 60 minutes
    mail_server.refuse = lambda _to, _n: ""
    message = _until_sent(message, deliver, NOW + timedelta(hours=1))
    assert message.sent_at is not None
    assert message.sent_at - NOW <= timedelta(hours=3)
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}
    assert twice(mail_server) == 0


def _until_sent(message: Message, deliver: Work, at: datetime) -> Message:
    while message.status != "sent":
        assert at - NOW < timedelta(hours=48)
        if Message.objects.with_work(at).exists():
            message = deliver(message, at)
        at += 5 * MINUTE
    return message


def test_a_slow_server_is_waited_for_on_one_line_and_nobody_doubled(
    mail_server: MailServer, many: list[User], message_to: Make, deliver: Work
) -> None:
    mail_server.pause = 0.1
    message = deliver(message_to(many))
    assert message.status == "sent"
    assert Counter(mail_server.recipients) == {one.email: 1 for one in many}
    assert mail_server.connections == 1
