"""Reporting a public page: by anybody, to the host alone, and not by machines."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from committees.models import Committee, MisuseReport
from core.models import Event
from tests.committees.hosting import HOSTING, As
from tests.factories_hosting import HostFactory
from tests.factories_places import AdoptedFactory

pytestmark = pytest.mark.django_db
WORDS = {"kind": "person", "text": "Qwords", "reply_to": "qsender@mail.example", "website": ""}


@pytest.fixture
def path(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/report/"


def send(as_: As, path: str, clock: time_machine.Traveller, after: float = 6, **said: Any) -> Any:
    """What a person writes in so many seconds."""
    stamp = as_(None).get(path).context["form"]["stamp"].value()
    clock.shift(timedelta(seconds=after))
    return as_(None).post(path, WORDS | {"stamp": stamp} | said)


def test_the_host_reads_it_and_who_reported_gets_a_link(
    path: str, as_: As, clock: time_machine.Traveller
) -> None:
    answer = send(as_, path, clock)
    report = MisuseReport.objects.get()
    assert answer["Location"] == f"/reports/{report.public_id}/"
    assert not answer.cookies.get("session")
    seen = as_(None).get(answer["Location"])
    assert b"waits for an answer" in seen.content
    assert b"Qwords" not in seen.content
    assert "noindex" in seen["X-Robots-Tag"]
    host = as_(HostFactory())
    assert f"/reports/{report.public_id}/".encode() in host.get(HOSTING).content
    page = host.get(f"{HOSTING}reports/{report.public_id}/").content
    assert b"Qwords" in page
    assert b"qsender" not in page


def test_words_and_address_lie_sealed_and_of_the_moment_only_the_day(
    path: str, as_: As, clock: time_machine.Traveller
) -> None:
    send(as_, path, clock)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM committees_misusereport")
        row = str(cursor.fetchall())
    assert "Qwords" not in row
    assert "qsender" not in row
    made = MisuseReport.objects.get().made_at
    assert (made.hour, made.minute, made.second) == (0, 0, 0)
    event = Event.objects.get(name="committees.misuse_reported")
    assert (event.actor, event.data) == ("", {})


def test_a_statement_is_reported_by_its_own_path_and_nothing_else_is(
    committee: Committee, path: str, as_: As, clock: time_machine.Traveller
) -> None:
    statement = f"/s/{AdoptedFactory(committee=committee).public_id}/"
    link = f"{path}?page={statement.replace('/', '%2F')}"
    assert f'href="{path}?page={statement}"'.encode() in as_(None).get(statement).content
    own = f"/committees/{committee.public_id}/"
    wrong = [
        "//evil.example/",
        "https://evil.example" + own + "x/",
        "/operator/",
        "/no/such/",
        "[",
    ]
    for page, kept in [(link, statement), *((f"{path}?page={one}", own) for one in wrong)]:
        MisuseReport.objects.all().delete()
        send(as_, page, clock)
        assert MisuseReport.objects.get().path == kept


def test_a_committee_that_is_not_listed_is_not_named(
    committee: Committee, path: str, as_: As
) -> None:
    Committee.objects.update(shows=[], name="Qhidden")
    assert b"Qhidden" not in as_(None).get(path).content


def test_sent_twice_it_arrives_once(path: str, as_: As, clock: time_machine.Traveller) -> None:
    said = WORDS | {"stamp": as_(None).get(path).context["form"]["stamp"].value()}
    clock.shift(timedelta(seconds=6))
    assert {as_(None).post(path, said).status_code for _time in range(2)} == {302}
    assert MisuseReport.objects.count() == 1


def test_machines_get_nowhere(path: str, as_: As, clock: time_machine.Traveller) -> None:
    assert send(as_, path, clock, website="x").status_code == 302
    assert send(as_, path, clock, after=1).status_code == 422
    assert send(as_, path, clock, stamp="x").status_code == 422
    assert not MisuseReport.objects.exists()


def test_a_fault_loses_nothing(path: str, as_: As, clock: time_machine.Traveller) -> None:
    answer = send(as_, path, clock, kind="")
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "Qwords"


def test_a_flood_is_stopped_by_committee(path: str, as_: As, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime.fromisoformat("2026-03-04T12:01:00Z"))
    codes = [send(as_, path, clock, text=f"No {n}").status_code for n in range(11)]
    assert codes == [302] * 10 + [429]


def test_a_dissolved_committee_and_a_strange_report_are_not_there(
    committee: Committee, path: str, as_: As, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    assert as_(None).get(path).status_code == 404
    assert as_(None).get("/reports/none-such/").status_code == 404
