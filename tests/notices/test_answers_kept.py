"""What the mail server answered is written down, though the database restarts meanwhile."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from notices.models import Delivery
from notices.operations import claims, hearts
from notices.operations.claims import Claim
from tests.conftest import NOW
from tests.factories_notices import DeliveryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    until = hearts.machine_now() + timedelta(minutes=3)
    delivery = DeliveryFactory(status="claimed", leased_until=until)
    return Claim(delivery.message, [delivery.pk], until)


def _cut() -> None:
    """The server ends our connection, as when it restarts."""
    with connection.cursor() as rows:
        rows.execute("SELECT pg_backend_pid()")
        (own,) = rows.fetchone()
    other = connection.copy()
    with other.cursor() as rows:
        rows.execute("SELECT pg_terminate_backend(%s)", [own])
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
