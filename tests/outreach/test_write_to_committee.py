"""Writing to a committee: mailed to its secretaries, sealed until then, and not by machines."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts import limits
from committees.models import Committee, Membership
from core.models import Event
from notices import rendering
from notices.audiences import find
from notices.models import Message
from outreach import sealed

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
WORDS = {"text": "Qwords: may I come?", "reply_to": "qsender@mail.example", "website": ""}


@pytest.fixture
def path(committee: Committee, secretary: Membership) -> str:
    Committee.objects.filter(pk=committee.pk).update(shows=["listed", "contact"])
    return f"/committees/{committee.public_id}/write/"


def send(as_: As, path: str, clock: time_machine.Traveller, after: float = 6, **said: Any) -> Any:
    """What a person writes in so many seconds."""
    page = as_(None).get(path)
    stamp = page.context["form"]["stamp"].value()
    clock.shift(timedelta(seconds=after))
    return as_(None).post(path, WORDS | {"stamp": stamp} | said)


def test_the_secretaries_get_it_by_mail_and_nobody_else_reads_it(
    path: str, as_: As, clock: time_machine.Traveller, secretary: Membership,
    coordinator: Membership,
) -> None:  # fmt: skip
    answer = send(as_, path, clock)
    assert answer["Location"] == f"{path}?sent=1"
    assert not answer.cookies.get("session")
    assert b"Sent." in as_(None).get(answer["Location"]).content
    message = Message.objects.get()
    assert [one.user_id for one in find(message.audience)(message.about)] == [secretary.user_id]
    assert not message.in_app
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_message")
        row = str(cursor.fetchall())
    assert "Qwords" not in row
    assert "qsender" not in row
    assert sealed.read(message.context["sealed"]) == WORDS["text"]
    text = rendering.plain(f"{message.template}.txt", message.context)
    assert WORDS["text"] in text
    assert WORDS["reply_to"] in text
    event = Event.objects.get(name="outreach.committee_written_to")
    assert (event.actor, event.data) == ("", {})


def test_without_an_address_nobody_can_answer(
    path: str, as_: As, clock: time_machine.Traveller
) -> None:
    send(as_, path, clock, reply_to="")
    message = Message.objects.get()
    assert "left no address" in rendering.plain(f"{message.template}.txt", message.context)


def test_sent_twice_it_arrives_once(path: str, as_: As, clock: time_machine.Traveller) -> None:
    page = as_(None).get(path)
    said = WORDS | {"stamp": page.context["form"]["stamp"].value()}
    clock.shift(timedelta(seconds=6))
    for _time in range(2):
        assert as_(None).post(path, said).status_code == 302
        clock.shift(timedelta(seconds=1))
    assert Message.objects.count() == 1
    assert Event.objects.filter(name="outreach.committee_written_to").count() == 1


def test_who_is_too_quick_waits_and_loses_nothing(
    path: str, as_: As, clock: time_machine.Traveller
) -> None:
    answer = send(as_, path, clock, after=1)
    assert answer.status_code == 422
    assert b"Wait a few seconds" in answer.content
    assert b"Qwords" in answer.content
    stamp = answer.context["form"]["stamp"].value()
    clock.shift(timedelta(seconds=5))
    assert as_(None).post(path, WORDS | {"stamp": stamp}).status_code == 302


@pytest.mark.parametrize("stamp", ["", "forged", None])
def test_an_old_or_forged_page_begins_anew(
    path: str, as_: As, clock: time_machine.Traveller, stamp: str | None
) -> None:
    said = {} if stamp is None else {"stamp": stamp}
    answer = send(as_, path, clock, after=13 * 3600, **said)
    assert answer.status_code == 422
    assert b"Qwords" in answer.content
    anew = answer.context["form"]["stamp"].value()
    clock.shift(timedelta(seconds=6))
    assert as_(None).post(path, WORDS | {"stamp": anew}).status_code == 302


def test_another_committees_page_does_not_do(
    path: str, outsider: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    Committee.objects.update(shows=["listed", "contact"])
    other = as_(None).get(f"/committees/{outsider.committee.public_id}/write/")
    clock.shift(timedelta(seconds=6))
    stamp = other.context["form"]["stamp"].value()
    answer = as_(None).post(path, WORDS | {"stamp": stamp})
    assert answer.status_code == 422


def test_what_fills_in_the_hidden_field_believes_that_it_was_sent(
    path: str, as_: As, clock: time_machine.Traveller
) -> None:
    answer = send(as_, path, clock, website="https://buy.example/")
    assert answer["Location"] == f"{path}?sent=1"
    assert not Message.objects.exists()


def test_a_flood_ends_at_the_limit_of_the_committee(
    path: str, as_: As, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"committee": (limits.Limit(2, 86_400),), "network": (limits.Limit(9, 86_400),)}
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS | {"write_to_committee": few})
    answers = [send(as_, path, clock, text=f"Words {n}").status_code for n in range(3)]
    assert answers == [302, 302, 429]
    assert Message.objects.count() == 2


def test_no_form_where_the_committee_shows_none(
    path: str, committee: Committee, as_: As, now: datetime
) -> None:
    for shows in (["listed"], ["contact"]):
        Committee.objects.update(shows=shows)
        assert as_(None).get(path).status_code == 404
        assert as_(None).post(path, WORDS).status_code == 404
