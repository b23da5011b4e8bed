"""The hand count and what was won; the next minutes say so."""

from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Membership
from core.decision import Refused
from meetings.matters import reported_to
from outreach.models import Action, Participation
from outreach.operations.actions import report_action
from tests.outreach.plans import As


def test_the_next_minutes_tell_of_it_once(
    part: Participation, coordinator: Membership, now: datetime
) -> None:
    at = part.action.ends_at
    report_action(part, counted=323, won="Warm **rooms**.", by=coordinator, at=at)
    (told,) = reported_to(part.committee, None, at)
    assert told.heading == "Actions: Walkout for warm rooms"
    assert told.text.startswith("323 people of ours were counted by hand.")
    assert list(reported_to(part.committee, at, at + timedelta(days=1))) == []
    again = at + timedelta(hours=1)
    report_action(part, counted=1, won="", by=coordinator, at=again)
    (told,) = reported_to(part.committee, at, again)
    assert told.text == "1 person of ours was counted by hand."


def test_only_coordinators_from_the_beginning_until_30_days_after_the_end(
    part: Participation, coordinator: Membership, member: Membership, now: datetime
) -> None:
    given = {"counted": 3, "won": ""}
    with pytest.raises(Refused, match="Only a coordinator"):
        report_action(part, by=member, at=part.action.ends_at, **given)
    with pytest.raises(Refused, match="has not begun"):
        report_action(part, by=coordinator, at=now, **given)
    edge = part.action.ends_at + timedelta(days=30)
    with pytest.raises(Refused, match="within 30 days"):
        report_action(part, by=coordinator, at=edge, **given)
    report_action(part, by=coordinator, at=edge - timedelta(seconds=1), **given)
    Action.objects.update(status="cancelled", cancelled_at=now, has_place=False)
    with pytest.raises(Refused, match="was cancelled"):
        report_action(part, by=coordinator, at=part.action.ends_at, **given)


def test_the_form_reports_also_after_the_clock_has_ended_it(
    action: Action, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    address = f"/called-actions/{action.public_id}/report/"
    with time_machine.travel(action.ends_at + timedelta(days=2), tick=False):
        browser = as_(coordinator)
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"counted": "-1"}).status_code == 422
        shown = browser.post(address, {"counted": "323", "won": "Heating."}, follow=True)
        assert "323 were counted" in shown.content.decode()
        home = f"/committees/{action.committee.public_id}/called-actions/"
        assert "323 were counted" in as_(member).get(home).content.decode()
        assert as_(member).get(address).status_code == 403
