"""The way to the operator's page and the host's, for whoever runs the server and nobody else."""

import pytest

from committees.models import Membership
from tests.committees.hosting import As
from tests.factories_hosting import FoundingRequestFactory, HostFactory, MisuseReportFactory

pytestmark = pytest.mark.django_db


def test_home_and_account_lead_an_operator_there(as_: As, member: Membership) -> None:
    host = HostFactory()
    for path in ("/home/", "/account/"):
        assert b'href="/operator/"' in as_(host).get(path).content
        assert b'href="/operator/"' not in as_(member).get(path).content


def test_what_waits_is_counted_on_both_pages(as_: As) -> None:
    host = HostFactory()
    assert b"wait for an answer" not in as_(host).get("/home/").content
    FoundingRequestFactory()
    MisuseReportFactory()
    MisuseReportFactory(status="closed", decided_at="2026-03-04T12:00Z")
    for path in ("/home/", "/operator/"):
        page = as_(host).get(path).content
        assert b"2 requests and reports wait for an answer." in page
        assert b'href="/operator/hosting/"' in page


def test_somebody_elses_own_request_is_not_counted_for_them(as_: As) -> None:
    asked = FoundingRequestFactory()
    assert b"for an answer" not in as_(asked.user).get("/home/").content
