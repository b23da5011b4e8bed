"""Closing a report without an answer: the address goes at once."""

from datetime import datetime

import pytest

from committees.models import MisuseReport
from committees.operations.reports import close_report
from core.decision import Refused
from tests.committees.hosting import HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import HostFactory, MisuseReportFactory

pytestmark = pytest.mark.django_db


def test_it_says_so_behind_the_link_and_no_address_is_left(as_: As) -> None:
    report = MisuseReportFactory(reply_to="qsender@mail.example")
    as_(HostFactory()).post(f"{HOSTING}reports/{report.public_id}/close/")
    assert b"closed without an answer" in as_(None).get(f"/reports/{report.public_id}/").content
    assert MisuseReport.objects.get().reply_to is None
    assert not MisuseReport.objects.to_mail().exists()


def test_only_the_host_and_once(as_: As, now: datetime) -> None:
    report = MisuseReportFactory()
    path = f"{HOSTING}reports/{report.public_id}/close/"
    assert as_(UserFactory()).post(path).status_code == 404
    with pytest.raises(Refused, match="who runs the server"):
        close_report(report, by=UserFactory(), at=now)
    close_report(report, by=HostFactory(), at=now)
    with pytest.raises(Refused, match="answered already, or closed"):
        close_report(report, by=HostFactory(), at=now)
