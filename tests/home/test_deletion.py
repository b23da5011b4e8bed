"""Retention as the operator reads it, and the switch that stops it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import Membership
from core.models import DeletionStop, Event
from core.schedule import SWEPT, sweep_rows
from notices.models import Failure
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
YEAR = timedelta(days=365)


def _old() -> Event:
    return Event.objects.create(
        name="tests.done", at=NOW - YEAR, subject_type="tests.thing", subject="x"
    )


def _page(as_: As) -> str:
    browser = as_(UserFactory(operator_since=NOW))
    pages = [browser.get(where) for where in ("/operator/", "/operator/deletion/")]
    return "".join(page.content.decode() for page in pages)


def test_the_operator_reads_what_the_last_sweep_deleted(as_: As, now: datetime) -> None:
    assert "The rules have not run yet." in _page(as_)
    _old()
    sweep_rows(now)
    page = _page(as_)
    assert "The rules ran last:" in page
    assert 'lang="en">Events</bdi>' in page
    assert "Nothing is overdue." in page


def test_the_operator_reads_what_is_overdue(as_: As) -> None:
    Failure.objects.create(at=NOW - YEAR, part="old.part", sentence="Older.")
    assert "Failures</bdi>: 1." in _page(as_)


def test_what_became_due_since_the_sweep_is_not_overdue(as_: As) -> None:
    _old()
    assert "Nothing is overdue." in _page(as_)


def test_while_deletion_is_stopped_no_rule_runs(
    now: datetime, as_: As, member: Membership, capsys: pytest.CaptureFixture[str]
) -> None:
    _old()
    call_command("stop_deletion")
    call_command("stop_deletion")
    assert "Deletion by rule is stopped since" in capsys.readouterr().out
    sweep_rows(now)
    assert Event.objects.filter(name="tests.done").exists()
    assert not Event.objects.filter(name=SWEPT).exists()
    assert "Deletion by rule is stopped since" in _page(as_)
    assert "a court or a law forbids it" in as_(member).get("/account/held/").content.decode()
    call_command("stop_deletion", "--end")
    call_command("stop_deletion", "--end")
    assert "Deletion was not stopped." in capsys.readouterr().out
    sweep_rows(now)
    assert not Event.objects.filter(name="tests.done").exists()
    assert "a court or a law" not in as_(member).get("/account/held/").content.decode()


def test_it_starts_no_collection_and_stops_nobody_who_erases(as_: As, member: Membership) -> None:
    before = {model: model.objects.count() for model in (Event, Failure)}
    call_command("stop_deletion")
    assert {model: model.objects.count() for model in (Event, Failure)} == before
    assert as_(member).post("/account/erase/").status_code == 302
    member.refresh_from_db()
    assert (member.user, member.chosen_name) == (None, "")


def test_it_is_stopped_once() -> None:
    DeletionStop.begin(NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeletionStop.objects.create(begun_at=NOW)


def test_nobody_but_the_operator_reads_it(as_: As, coordinator: Membership) -> None:
    assert as_(coordinator).get("/operator/deletion/").status_code == 404
