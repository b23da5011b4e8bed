"""Numbers without persons outlive the reports."""

from datetime import date, datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Reprisal, ReprisalTotal
from outreach.operations.defence_following import count_reprisal
from tests.factories_actions import ReprisalFactory
from tests.outreach.plans import As


def test_the_number_of_its_month_and_kind_rises_once_and_stays(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    for number in (320, 3):
        made = ReprisalFactory(reporter=member)
        with pytest.raises(Refused, match="Only the members chosen"):
            count_reprisal(made, people=number, by=member, at=now)
        count_reprisal(made, people=number, by=coordinator, at=now)
    with pytest.raises(Refused, match="already"):
        count_reprisal(made, people=3, by=coordinator, at=now)
    Reprisal.objects.all().delete()
    total = ReprisalTotal.objects.get()
    assert (total.month, total.kind, total.people) == (date(2026, 3, 1), "suspension", 323)


def test_the_form_counts(member: Membership, coordinator: Membership, as_: As) -> None:
    made = ReprisalFactory(reporter=member, people=7)
    browser, address = as_(coordinator), f"/reprisals/{made.public_id}/count/"
    assert 'value="7"' in browser.get(address).content.decode()
    assert browser.post(address, {"people": "0"}).status_code == 422
    shown = browser.post(address, {"people": "7"}, follow=True).content.decode()
    assert "The totals hold this already." in shown
    assert as_(member).get(address).status_code == 403
