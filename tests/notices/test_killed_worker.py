"""A worker process is killed with -9 in the middle: nobody is missed, and few mails come twice."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from urllib.parse import quote

import pytest
from django.conf import settings as configured
from django.db import connection

from accounts.models import User
from notices.models import Delivery, Message
from notices.operations import hearts
from notices.operations.deliveries import reap_deliveries
from notices.operations.sending import GROUP
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer, MessageFactory

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
PEOPLE = 150


@pytest.fixture
def people() -> list[User]:
    return UserFactory.create_batch(PEOPLE)


@contextmanager
def worker(message: Message, server: MailServer) -> Iterator[subprocess.Popen[str]]:
    """A process of its own on the tests' database."""
    at = connection.settings_dict
    login = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}" if at["PASSWORD"] else quote(at["USER"])
    place = (
        f"{quote(at['HOST'], safe='')}:{at['PORT']}" if at["PORT"] else quote(at["HOST"], safe="")
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"postgres://{login}@{place}/{quote(at['NAME'])}",
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    command = [sys.executable, "-m", "tests.notices.worker", message.public_id, NOW.isoformat()]
    process = subprocess.Popen(
        command, cwd=configured.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_mails(server: MailServer, count: int) -> None:
    until = time.monotonic() + 20
    while len(server.mails) < count:
        assert time.monotonic() < until, f"only {len(server.mails)} mails came"
        time.sleep(0.002)


def finish(message: Message, server: MailServer) -> None:
    """The lease ends, the clock reaps, another worker takes over."""
    Delivery.objects.filter(status="claimed").update(
        leased_until=hearts.machine_now() - timedelta(seconds=1)
    )
    reap_deliveries(at=NOW)
    with worker(message, server) as process:
        assert process.wait(30) == 0
    message.refresh_from_db()
    assert message.status == "sent"


def message_to(people: list[User], **fields: object) -> Message:
    about = {"users": [one.pk for one in people], "pause": 0}
    return MessageFactory(
        audience="notices.slow",
        about=about | fields.pop("about", {}),  # type: ignore[operator]
        template="tests/email/plain",
        **fields,
    )


@pytest.mark.parametrize(("is_formal", "most_doubled"), [(False, GROUP), (True, 1)])
@pytest.mark.parametrize("killed_after", [3, 120])
def test_a_killed_worker_misses_nobody(
    mail_server: MailServer,
    people: list[User],
    is_formal: bool,
    most_doubled: int,
    killed_after: int,
) -> None:
    mail_server.pause = 0.003
    message = message_to(people, is_formal=is_formal)
    with worker(message, mail_server) as process:
        wait_for_mails(mail_server, killed_after)
        process.kill()
        process.wait()
    assert len(mail_server.mails) < PEOPLE
    mail_server.pause = 0
    finish(message, mail_server)
    times = Counter(mail_server.recipients)
    assert set(times) == {one.email for one in people}
    assert sum(times.values()) - PEOPLE <= most_doubled
    assert max(times.values()) <= 2
    names = {
        message_from_bytes(mail.original_content or b"")["Message-ID"] for mail in mail_server.mails
    }
    assert len(names) == PEOPLE


def test_a_worker_killed_while_it_works_out_the_recipients_misses_nobody(
    mail_server: MailServer, people: list[User]
) -> None:
    message = message_to(people, about={"pause": 30})
    with worker(message, mail_server) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        process.kill()
        process.wait()
    message.refresh_from_db()
    assert (message.status, mail_server.mails) == ("waiting", [])
    message.about["pause"] = 0
    message.save()
    finish(message, mail_server)
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}


def test_two_workers_share_a_message_without_doubling(
    mail_server: MailServer, people: list[User]
) -> None:
    mail_server.pause = 0.002
    message = message_to(people)
    with worker(message, mail_server) as one, worker(message, mail_server) as other:
        assert (one.wait(30), other.wait(30)) == (0, 0)
    finish(message, mail_server)
    assert Counter(mail_server.recipients) == {person.email: 1 for person in people}
