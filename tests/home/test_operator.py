"""The operator's page: 404 for everybody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from committees.models import Membership
from home import permissions
from notices.models import Delivery, Failure, Heartbeat
from tests.factories import NOW, UserFactory
from tests.factories_notices import DeliveryFactory, MailStopFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.mark.parametrize("role", ["coordinator", "secretary", "member", "outsider"])
def test_no_role_in_a_committee_opens_it(
    role: str, as_: As, request: pytest.FixtureRequest
) -> None:
    assert as_(request.getfixturevalue(role)).get("/operator/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(as_: As) -> None:
    assert as_(None).get("/operator/").status_code == 302


def test_the_reason_is_a_sentence() -> None:
    assert permissions.operator(UserFactory()).reason == "This page is for who runs the server."


def test_who_is_named_in_the_settings_is_an_operator_in_any_spelling(
    as_: As, settings: Any
) -> None:
    settings.OPERATOR_ADDRESSES = [" Ops@Mail.Example"]
    assert as_(UserFactory(email="ops@mail.example")).get("/operator/").status_code == 200
    assert as_(UserFactory()).get("/operator/").status_code == 404


def test_the_operator_reads_what_runs_and_what_failed(as_: As, member: Membership) -> None:
    Heartbeat.objects.create(part="beat", seen_at=NOW - timedelta(minutes=4))
    Failure.objects.create(at=NOW - timedelta(hours=2), part="old.part", sentence="Older.")
    Failure.objects.create(at=NOW, part="notices.tasks.deliver", sentence="It failed: KeyError.")
    text = as_(UserFactory(operator_since=NOW)).get("/operator/").content.decode()
    assert "The worker was never seen." in text
    assert "Start “celery -A config worker” again" in text
    assert "Beat has not ticked for 4 minutes" in text
    assert "never seen" in text
    assert '<p class="answer answer-no">No</p>' in text
    assert text.index("It failed: KeyError.") < text.index("Older.")
    assert "notices.tasks.deliver" in text
    assert member.chosen_name not in text


def test_the_operator_reads_how_much_mail_is_held_back_and_whose_it_is_not(as_: As) -> None:
    stop = MailStopFactory()
    for fault in ("address bounces", "address bounces", "not wanted"):
        DeliveryFactory(user=stop.user, status="skipped", finished_at=NOW, fault=fault)
    text = as_(UserFactory(operator_since=NOW)).get("/operator/").content.decode()
    assert "<dt>Addresses that bounce</dt><dd>1</dd>" in text
    assert "<dt>Held back for it</dt><dd>2</dd>" in text
    assert stop.user.email not in text


def test_the_operator_reads_why_mail_waits_or_was_refused_and_what_to_do(as_: As) -> None:
    for status, fault in (
        ("waiting", "451 4.7.1"),
        ("waiting", "450 4.7.1"),
        ("refused", "Given up: 451 4.7.1"),
        ("refused", "550 5.7.26"),
        ("sent", ""),
        ("skipped", "not wanted"),
    ):
        is_over = status in ("refused", "sent", "skipped")
        DeliveryFactory(status=status, fault=fault, finished_at=NOW if is_over else None)
    text = as_(UserFactory(operator_since=NOW)).get("/operator/").content.decode()
    later, unproven = text.index("asked us to come again"), text.index("see that the mail is ours")
    assert later < unproven
    assert text.count("451 4.7.1, 450 4.7.1") == 1
    row = text[later : text.index("</tr>", later)]
    assert '"Delayed">2<' in row
    assert '"Refused">1<' in row
    assert "which of SPF, DKIM, DMARC" in text[unproven:]
    assert "not wanted" not in text
    for delivery in Delivery.objects.select_related("user"):
        assert delivery.user.email not in text


def test_the_operator_reads_how_much_went_out(as_: As) -> None:
    for ago in (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=2), timedelta(days=2)):
        DeliveryFactory(status="sent", finished_at=NOW - ago)
    text = as_(UserFactory(operator_since=NOW)).get("/operator/").content.decode()
    assert "Sent in the last minute</dt><dd>1<" in text
    assert "In the last hour</dt><dd>2<" in text
    assert "In the last day</dt><dd>3<" in text


def test_when_all_is_well_the_operator_is_told_so(as_: As) -> None:
    for part in ("worker", "beat", "tick"):
        Heartbeat.objects.create(part=part, seen_at=NOW)
    text = as_(UserFactory(operator_since=NOW)).get("/operator/").content.decode()
    assert '<p class="answer">Yes</p>' in text
    assert "no message is late" in text
    assert "Failures of the worker and the clock would stand here" in text


def test_it_shows_the_newest_fifty_in_a_constant_number_of_questions(
    as_: As, django_assert_num_queries: Any
) -> None:
    Failure.objects.bulk_create(
        Failure(at=NOW - timedelta(minutes=number), part=f"part{number}.", sentence="No.")
        for number in range(60)
    )
    client = as_(UserFactory(operator_since=NOW))
    with django_assert_num_queries(18):
        text = client.get("/operator/").content.decode()
    assert "part49." in text
    assert "part50." not in text
