"""Many invitations by mail: sealed while they wait, nobody missed, nobody exposed."""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from committees import tasks, tokens
from committees.address_lists import AddressList, read
from committees.models import Committee, Invitation, InvitationBatch, Membership
from committees.operations import batches
from committees.operations.batches import invite_many, send_batch
from committees.operations.invitations import refuse_invitations
from committees.schedule import resume_invitations
from core.decision import Refused
from tests import factories
from tests.committees.joining import As, body

FLAKY = "tests.committees.test_invite_many.Flaky"


class Killed(BaseException):
    """What a worker sees of kill -9 at best: nothing that code could answer."""


class Flaky(EmailBackend):
    """A mail server that does what `script` says for each mail, then takes everything."""

    script: list[BaseException | None] = []

    def send_messages(self, messages: Any) -> int:
        fault = self.script.pop(0) if self.script else None
        if fault is not None:
            raise fault
        return super().send_messages(messages)


@pytest.fixture
def flaky(settings: Any) -> Iterator[list[BaseException | None]]:
    settings.EMAIL_BACKEND = FLAKY
    Flaky.script = []
    yield Flaky.script
    Flaky.script = []


@pytest.fixture(autouse=True)
def _locmem(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def some(number: int) -> AddressList:
    return AddressList([(n, f"p{n}@mail.example") for n in range(1, number + 1)])


def send(batch: InvitationBatch, at: datetime, seconds: float = 60) -> bool:
    return send_batch(batch.public_id, at=at, ends_at=time.monotonic() + seconds)


def recipients() -> list[str]:
    return [one.to[0] for one in mail.outbox]


def tokens_of(messages: list[Any]) -> list[str]:
    return [re.search(r"/i/([\w-]{43})/\s", str(one.body))[1] for one in messages]  # type: ignore[index]


def test_each_address_gets_a_link_of_its_own_that_opens(
    secretary: Membership, as_: As, now: datetime
) -> None:
    batch = invite_many(secretary.committee, some(25), by=secretary, at=now)
    assert send(batch, now) is False
    batch.refresh_from_db()
    assert (batch.done, batch.total, batch.waiting) == (25, 25, "")
    assert batch.finished_at == now
    assert sorted(recipients()) == sorted(f"p{n}@mail.example" for n in range(1, 26))
    found = tokens_of(mail.outbox)
    assert len(set(found)) == 25
    hashes = set(Invitation.objects.values_list("token_hash", flat=True))
    assert hashes == {tokens.digest(token) for token in found}


def test_while_they_wait_no_address_can_be_read_in_the_database(
    secretary: Membership, now: datetime
) -> None:
    batch = invite_many(secretary.committee, some(30), by=secretary, at=now)
    assert send(batch, now, seconds=-1) is True
    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting, faults::text FROM committees_invitationbatch")
        assert "@" not in str(cursor.fetchall())
        cursor.execute("SELECT * FROM committees_invitation")
        assert "@" not in str(cursor.fetchall())
        cursor.execute("SELECT * FROM core_event")
        assert "mail.example" not in str(cursor.fetchall())


def test_the_mail_is_complete_and_carries_no_trap(secretary: Membership, now: datetime) -> None:
    batch = invite_many(secretary.committee, some(1), by=secretary, at=now)
    send(batch, now)
    (one,) = mail.outbox
    headers = one.message()
    assert secretary.committee.name in one.subject
    assert "Sefa" not in str(headers)
    assert one.from_email == "bounces@rankandfile.example"
    assert "<notices@rankandfile.example>" in headers["From"]
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/never/" in headers["List-Unsubscribe"]
    assert "ask the person who told you" in body(one)
    html = one.alternatives[0][0]
    assert "<img" not in html
    assert "<script" not in html


def test_a_discreet_committee_is_named_in_neither_subject_sender_nor_text(
    secretary: Membership, now: datetime
) -> None:
    Committee.objects.update(discretion="discreet")
    secretary.committee.refresh_from_db()
    batch = invite_many(secretary.committee, some(1), by=secretary, at=now)
    send(batch, now)
    (one,) = mail.outbox
    name = secretary.committee.name
    assert name not in one.subject + str(one.message()["From"]) + one.body + one.alternatives[0][0]


@pytest.mark.parametrize(
    "name", ["A\r\nBcc: all@mail.example", "<script>alert(1)</script>", "\u202etfel", "مريم 🔥"]
)
def test_a_committees_name_breaks_no_header(
    name: str, secretary: Membership, now: datetime
) -> None:
    Committee.objects.update(name=name)
    secretary.committee.refresh_from_db()
    send(invite_many(secretary.committee, some(1), by=secretary, at=now), now)
    (one,) = mail.outbox
    assert one.message()["Bcc"] is None
    assert one.recipients() == ["p1@mail.example"]
    assert "<script" not in one.alternatives[0][0]


def test_a_worker_killed_in_the_middle_misses_nobody_and_doubles_a_group_at_most(
    secretary: Membership, now: datetime, flaky: list[BaseException | None]
) -> None:
    batch = invite_many(secretary.committee, some(35), by=secretary, at=now)
    flaky += [*[None] * 14, Killed()]
    with pytest.raises(Killed):
        send(batch, now)
    assert len(mail.outbox) == 14
    assert send(batch, now) is False, "another worker leaves it alone while the lease lasts"
    assert len(mail.outbox) == 14
    send(batch, now + batches.LEASE)
    assert set(recipients()) == {f"p{n}@mail.example" for n in range(1, 36)}
    assert len(mail.outbox) <= 35 + batches.GROUP
    found = dict(zip(recipients(), tokens_of(mail.outbox), strict=True))
    for address, token in zip(recipients(), tokens_of(mail.outbox), strict=True):
        assert found[address] == token, "who got two mails got the same link twice"
    assert Invitation.objects.count() == 35


def test_a_mail_server_that_is_away_is_tried_again_later(
    secretary: Membership, now: datetime, flaky: list[BaseException | None]
) -> None:
    batch = invite_many(secretary.committee, some(12), by=secretary, at=now)
    flaky += [None, ConnectionRefusedError()]
    assert send(batch, now) is False
    batch.refresh_from_db()
    assert (batch.done, batch.finished_at) == (1, None)
    send(batch, now + batches.REST)
    batch.refresh_from_db()
    assert batch.done == 12
    assert len(set(recipients())) == len(mail.outbox) == 12


def test_an_address_that_is_refused_is_told_by_its_row_and_its_link_is_dead(
    secretary: Membership, now: datetime, flaky: list[BaseException | None]
) -> None:
    import smtplib

    refused = smtplib.SMTPRecipientsRefused({"p1@mail.example": (550, b"5.1.1 p1@mail.example")})
    batch = invite_many(secretary.committee, some(2), by=secretary, at=now)
    flaky += [refused]
    send(batch, now)
    batch.refresh_from_db()
    assert batch.faults == [[1, "refused"]]
    assert "mail.example" not in json.dumps(batch.faults)
    assert Invitation.objects.filter(withdrawn_at=now).count() == 1
    assert batch.done == 2


def test_an_address_put_off_five_times_is_given_up_and_holds_nobody_else_up(
    secretary: Membership, now: datetime, flaky: list[BaseException | None]
) -> None:
    import smtplib

    later = smtplib.SMTPRecipientsRefused({"p1@mail.example": (451, b"4.7.1 later")})
    batch = invite_many(secretary.committee, some(15), by=secretary, at=now)
    flaky += [later]
    send(batch, now)
    assert len(mail.outbox) == 14
    for minute in range(1, batches.ATTEMPTS):
        flaky += [later]
        send(batch, now + minute * batches.REST)
    batch.refresh_from_db()
    assert batch.faults == [[1, "refused"]]
    assert batch.finished_at is not None


def test_a_line_that_keeps_breaking_is_a_server_that_is_away(
    secretary: Membership, now: datetime, flaky: list[BaseException | None]
) -> None:
    import smtplib

    batch = invite_many(secretary.committee, some(5), by=secretary, at=now)
    flaky += [smtplib.SMTPServerDisconnected() for _ in range(3)]
    assert send(batch, now) is False
    batch.refresh_from_db()
    assert batch.finished_at is None
    for minute in (1, 2, 3):
        send(batch, now + minute * batches.REST)
    assert set(recipients()) == {f"p{n}@mail.example" for n in range(1, 6)}


def test_who_refused_and_who_is_a_member_is_left_out_and_counted_with_the_rest(
    secretary: Membership, now: datetime
) -> None:
    factories.MembershipFactory(
        committee=secretary.committee, user=factories.UserFactory(email="p2@mail.example")
    )
    refuse_invitations(tokens.digest_of_address("p1@mail.example"), at=now)
    batch = invite_many(secretary.committee, some(3), by=secretary, at=now)
    send(batch, now)
    batch.refresh_from_db()
    assert recipients() == ["p3@mail.example"]
    assert (batch.done, batch.faults) == (3, [])


def test_a_batch_whose_every_address_refused_ends_without_a_mail(
    secretary: Membership, now: datetime
) -> None:
    refuse_invitations(tokens.digest_of_address("p1@mail.example"), at=now)
    batch = invite_many(secretary.committee, some(1), by=secretary, at=now)
    send(batch, now)
    batch.refresh_from_db()
    assert (batch.done, batch.finished_at, mail.outbox) == (1, now, [])


@pytest.mark.parametrize("end", ["maker", "committee"])
def test_when_nobody_stands_behind_it_any_more_the_rest_is_forgotten(
    end: str, secretary: Membership, now: datetime
) -> None:
    batch = invite_many(secretary.committee, some(15), by=secretary, at=now)
    if end == "maker":
        Membership.objects.update(status="removed", ended_at=now)
    else:
        Committee.objects.update(status="dissolved", dissolved_at=now)
    send(batch, now)
    batch.refresh_from_db()
    assert (batch.waiting, batch.finished_at, mail.outbox) == ("", now, [])


def test_a_batch_that_ended_while_a_group_was_out_stays_ended(
    secretary: Membership, now: datetime
) -> None:
    batch = invite_many(secretary.committee, some(2), by=secretary, at=now)
    InvitationBatch.objects.update(waiting="", finished_at=now)
    assert batches._settle(batch, {}, now) is False


def test_redis_away_costs_only_time(
    secretary: Membership,
    now: datetime,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    # Only this one: the other would be read as its former value, and stay behind.
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True):
        batch = invite_many(secretary.committee, some(3), by=secretary, at=now)
    assert mail.outbox == []
    assert "the broker is away" in caplog.text
    monkeypatch.undo()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    resume_invitations(now)
    tasks.mail_invitations(batch.public_id)
    assert len(mail.outbox) == 3


def test_the_clock_wakes_no_worker_for_what_is_finished_or_in_hand(
    secretary: Membership, now: datetime
) -> None:
    batch = invite_many(secretary.committee, some(1), by=secretary, at=now)
    assert list(InvitationBatch.objects.due(now)) == [batch]
    InvitationBatch.objects.update(leased_until=now + timedelta(minutes=1))
    assert not InvitationBatch.objects.due(now).exists()
    assert InvitationBatch.objects.due(now + timedelta(minutes=1)).exists()
    InvitationBatch.objects.update(waiting="", finished_at=now)
    assert not InvitationBatch.objects.due(now + timedelta(days=1)).exists()


def test_only_membership_secretaries_and_coordinators_invite_many(
    member: Membership, coordinator: Membership, returning_officer: Membership, now: datetime
) -> None:
    for other in (member, returning_officer):
        with pytest.raises(Refused, match="Only membership secretaries and coordinators"):
            invite_many(other.committee, some(1), by=other, at=now)
    assert invite_many(coordinator.committee, some(1), by=coordinator, at=now)
    Committee.objects.update(joining="closed")
    coordinator.committee.refresh_from_db()
    with pytest.raises(Refused, match="only membership secretaries invite"):
        invite_many(coordinator.committee, some(1), by=coordinator, at=now)


def test_a_committees_mail_of_a_day_has_a_limit_that_grows_with_it(
    secretary: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="today 203 more"):
        invite_many(secretary.committee, some(204), by=secretary, at=now)
    invite_many(secretary.committee, some(200), by=secretary, at=now)
    with pytest.raises(Refused, match="today 3 more"):
        invite_many(secretary.committee, some(4), by=secretary, at=now)
    tomorrow = now + timedelta(days=1)
    assert invite_many(secretary.committee, some(200), by=secretary, at=tomorrow)


def test_a_list_without_addresses_is_finished_at_once(secretary: Membership, now: datetime) -> None:
    batch = invite_many(secretary.committee, read("nobody"), by=secretary, at=now)
    assert (batch.total, batch.finished_at) == (0, now)


def test_pasting_leads_to_the_progress_and_bad_rows_stand_there_by_number(
    secretary: Membership, as_: As
) -> None:
    pasted = "a@mail.example\nsecret-broken@\na@mail.example\n"
    response = as_(secretary).post(
        f"/committees/{secretary.committee.public_id}/invite/many/",
        {"addresses": pasted},
        follow=True,
    )
    page = response.content.decode()
    assert "of 1 address" in page
    assert "2 rows were left out" in page
    assert "<td>2</td>" in page
    assert "<td>3</td>" in page
    assert "secret-broken" not in page
    assert "a@mail.example" not in page
    assert 'hx-trigger="every 3s"' in page


def test_a_finished_batch_asks_for_no_more(secretary: Membership, as_: As, now: datetime) -> None:
    batch = invite_many(secretary.committee, some(1), by=secretary, at=now)
    send(batch, now)
    page = as_(secretary).get(f"/invitations/many/{batch.public_id}/").content.decode()
    assert "The invitations are out" in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04\0\0", "no plain text"),
        (b"a" * 200_001, "more than 200 kB"),
        (b"\n".join(b"a%d@b.example" % n for n in range(2001)), "At most 2000"),
        (b"x\n" * 500, "rows hold no good address"),
        (b"nobody at all", "no complete e-mail address"),
    ],
)
def test_a_file_that_cannot_be_is_answered_with_422_and_a_sentence(
    content: bytes, sentence: str, secretary: Membership, as_: As
) -> None:
    response = as_(secretary).post(
        f"/committees/{secretary.committee.public_id}/invite/many/",
        {"file": SimpleUploadedFile("list.csv", content)},
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not InvitationBatch.objects.exists()


def test_nothing_at_all_and_an_empty_file_are_answered_with_422(
    secretary: Membership, as_: As
) -> None:
    url = f"/committees/{secretary.committee.public_id}/invite/many/"
    assert as_(secretary).post(url, {"addresses": ""}).status_code == 422
    empty = SimpleUploadedFile("list.csv", b"")
    assert as_(secretary).post(url, {"file": empty}).status_code == 422


def test_more_than_the_day_allows_is_answered_with_422(secretary: Membership, as_: As) -> None:
    response = as_(secretary).post(
        f"/committees/{secretary.committee.public_id}/invite/many/",
        {"addresses": "\n".join(f"p{n}@mail.example" for n in range(300))},
    )
    assert response.status_code == 422
    assert "203 more invitations" in response.content.decode()


def test_an_ordinary_member_reads_why_not_and_an_outsider_nothing(
    member: Membership, outsider: Membership, as_: As
) -> None:
    url = f"/committees/{member.committee.public_id}/invite/many/"
    response = as_(member).get(url)
    assert "Only membership secretaries and coordinators" in response.content.decode()
    assert as_(member).post(url, {"addresses": "a@mail.example"}).status_code == 403
    assert as_(outsider).get(url).status_code == 404


def test_the_progress_is_for_officers_of_the_committee(
    secretary: Membership,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    batch = invite_many(secretary.committee, some(3), by=secretary, at=now)
    url = f"/invitations/many/{batch.public_id}/"
    assert as_(coordinator).get(url).status_code == 200
    assert as_(member).get(url).status_code == 404
    assert as_(outsider).get(url).status_code == 404
    assert as_(None).get(url).status_code == 302
    browser = as_(secretary)
    with django_assert_max_num_queries(8):
        browser.get(url)
