"""The host's answer: on the reporter's page, and by mail once, to an address that goes with it."""

from datetime import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from committees import schedule
from committees.models import Membership, MisuseReport
from committees.operations.reports import answer_report, mail_report_answer
from committees.tasks import mail_report_answer as task
from core.decision import Refused
from tests.committees.hosting import HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import HostFactory, MisuseReportFactory

pytestmark = pytest.mark.django_db
LEFT = {"reply_to": "qsender@mail.example"}


def test_it_stands_behind_the_link_and_in_the_members_log(member: Membership, as_: As) -> None:
    report = MisuseReportFactory(committee=member.committee)
    path = f"{HOSTING}reports/{report.public_id}/"
    host = as_(HostFactory())
    assert host.post(path, {"answer": ""}).status_code == 422
    assert host.post(path, {"answer": "Qanswer"})["Location"] == HOSTING
    seen = as_(None).get(f"/reports/{report.public_id}/")
    assert b"Qanswer" in seen.content
    powers = as_(member).get(f"/committees/{member.committee.public_id}/powers/").content
    assert b"answered 1 report about a public page" in powers
    assert b"Qwords" not in powers
    assert b"answered already" in host.get(path).content
    assert host.post(path, {"answer": "Again"}).status_code == 403


def test_who_left_an_address_gets_a_link_and_the_address_goes(now: datetime) -> None:
    report = answer_report(MisuseReportFactory(**LEFT), answer="Qanswer", by=HostFactory(), at=now)
    assert mail_report_answer(report.public_id, at=now)
    sent = mail.outbox[0]
    assert sent.to == [LEFT["reply_to"]]
    assert f"/reports/{report.public_id}/" in sent.body
    assert "Qanswer" not in sent.body
    assert report.committee.name not in f"{sent.subject} {sent.body}"
    assert MisuseReport.objects.get().reply_to is None
    task(report.public_id)
    assert len(mail.outbox) == 1


def test_where_the_mail_server_is_away_the_clock_asks_again(
    now: datetime, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    report = MisuseReportFactory(**LEFT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks() as later:  # type: ignore[operator]
        answer_report(report, answer="Qanswer", by=HostFactory(), at=now)
    assert len(later) == 1
    assert not mail_report_answer(report.public_id, at=now)
    assert MisuseReport.objects.to_mail().get() == report
    schedule.mail_report_answers(now)
    assert MisuseReport.objects.get().reply_to == LEFT["reply_to"]


def test_no_row_is_answered_without_words(now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MisuseReportFactory(status="answered", decided_at=now)


def test_nobody_else_answers(coordinator: Membership, as_: As, now: datetime) -> None:
    report = MisuseReportFactory(committee=coordinator.committee)
    for person in (coordinator.user, UserFactory()):
        assert as_(person).get(f"{HOSTING}reports/{report.public_id}/").status_code == 404
        with pytest.raises(Refused, match="who runs the server"):
            answer_report(report, answer="x", by=person, at=now)
