"""What the mail server answered is written down, though the database restarts meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from notices.models import Delivery, Message
from notices.operations import claims, hearts
from notices.operations.claims import Claim
from notices.operations.deliveries import reap_deliveries
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import DeliveryFactory, MailServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    until = hearts.machine_now() + timedelta(minutes=3)
    delivery = DeliveryFactory(status="claimed", leased_until=until)
    return Claim(delivery.message, [delivery.pk], until)


def _cut() -> None:
    """The server ends our connection, as when it restarts."""
    with _cutter() as cut:
        cut()


@contextmanager
def _cutter() -> Iterator[Callable[[], None]]:
    """`_cut` for another thread to call."""
    with connection.cursor() as rows:
        rows.execute("SELECT pg_backend_pid()")
        (own,) = rows.fetchone()
    other = connection.copy()
    other.ensure_connection()
    raw = other.connection  # Django's own would refuse the mail server's thread

    def cut() -> None:
        raw.execute("SELECT pg_terminate_backend(%s)", [own])

    try:
        yield cut
    finally:
        other.close()


def test_a_cut_connection_is_opened_again_for_it(claim: Claim) -> None:
    _cut()
    claim.mark_sent(list(claim.left), NOW)
    assert claim.left == []
    assert Delivery.objects.get().status == "sent"


def test_after_half_a_minute_it_fails_aloud(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "KEEP_TRYING", 0.0)
    _cut()
    with pytest.raises(OperationalError):
        claim.mark_sent(list(claim.left), NOW)
    connection.close()
    assert Delivery.objects.get().status == "claimed"


def test_within_a_transaction_nothing_is_tried_again(claim: Claim) -> None:
    def within() -> None:
        with transaction.atomic():
            _cut()
            claim.mark_sent(list(claim.left), NOW)

    with pytest.raises(OperationalError):
        within()
    connection.close()
    assert Delivery.objects.get().status == "claimed"


@pytest.mark.parametrize("answer", ["550 5.1.1 unknown", "550 5.7.1 no", "451 later"])
@pytest.mark.parametrize("is_formal", [False, True])
def test_those_before_a_refusal_that_could_not_be_written_down_get_no_second_mail(
    mail_server: MailServer,
    message_to: Callable[..., Message],
    deliver: Callable[..., Message],
    answer: str,
    is_formal: bool,
) -> None:
    people: list[User] = UserFactory.create_batch(6)
    cuts = list[str]()
    with _cutter() as cut:

        def refuse(address: str, _attempt: int) -> str:
            if address != people[3].email or cuts:
                return ""
            cut()
            cuts.append(address)
            return answer

        mail_server.refuse = refuse
        message = message_to(people, is_formal=is_formal)
        with pytest.raises(OperationalError):
            deliver(message)
        connection.close()
    assert cuts
    Delivery.objects.filter(status="claimed").update(
        leased_until=hearts.machine_now() - timedelta(seconds=1)
    )
    reap_deliveries(at=NOW)
    assert deliver(message, NOW + timedelta(minutes=2)).status == "sent"
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}
