"""Reporting back what came of a resolution."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Resolution
from meetings.operations.resolutions import act_on_resolution, report_back_on_resolution
from tests.factories_meetings import ResolutionFactory
from tests.meetings.records import As


@pytest.fixture
def resolution(committee: Committee, coordinator: Membership, now: datetime) -> Resolution:
    return act_on_resolution(ResolutionFactory(committee=committee), by=coordinator, at=now)


def test_a_coordinator_reports_once_after_it_was_acted_on(
    resolution: Resolution, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        report_back_on_resolution(resolution, report="Done", by=member, at=now)
    fresh = ResolutionFactory(committee=resolution.committee)
    with pytest.raises(Refused, match="Say first"):
        report_back_on_resolution(fresh, report="Done", by=coordinator, at=now)
    reported = report_back_on_resolution(resolution, report="Done", by=coordinator, at=now)
    assert (reported.status, reported.reported_back_at, reported.report) == (
        "reported_back", now, "Done",
    )  # fmt: skip
    with pytest.raises(Refused, match="is given already"):
        report_back_on_resolution(resolution, report="Again", by=coordinator, at=now)


def test_not_of_what_is_rescinded_or_where_the_committee_is_dissolved(
    resolution: Resolution, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        report_back_on_resolution(resolution, report="Done", by=coordinator, at=now)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    with pytest.raises(Refused, match="was rescinded"):
        report_back_on_resolution(resolution, report="Done", by=coordinator, at=now)


def test_the_form_gives_it_and_the_page_shows_it(
    resolution: Resolution, coordinator: Membership, member: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/resolutions/{resolution.public_id}/report-back/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"report": " "}).status_code == 422
    long = browser.post(address, {"report": "x" * 5_001})
    assert long.status_code == 422
    assert "x" * 5_001 in long.content.decode()
    page = browser.post(address, {"report": "They <b>agreed</b>."}, follow=True).content.decode()
    assert "They &lt;b&gt;agreed&lt;/b&gt;." in page
    assert as_(member).get(address).status_code == 403
