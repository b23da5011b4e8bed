"""Cancelling: everybody is told why, and what only those coming needed is forgotten at once."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from notices.models import Message
from outreach.models import Action, Participation, ShiftPlace
from outreach.operations.actions import cancel_action
from outreach.operations.shifts import fill_shift
from tests.outreach.plans import As


def test_members_read_why_and_nothing_of_it_stays(
    action: Action, part: Participation, coordinator: Membership, member: Membership, now: datetime
) -> None:
    fill_shift(part, by=member, at=now)
    cancel_action(action, because="Snow.", by=coordinator, at=now)
    action.refresh_from_db()
    assert (action.status, action.place, action.has_place) == ("cancelled", "", False)
    assert not part.coming.exists()
    assert not ShiftPlace.objects.exists()
    message = Message.objects.get(template="outreach/email/action_cancelled")
    assert message.context["because"] == "Snow."


def test_only_the_callers_coordinators_and_only_until_the_end(
    action: Action, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        cancel_action(action, because="X", by=member, at=now)
    with pytest.raises(Refused, match="is over"):
        cancel_action(action, because="X", by=coordinator, at=action.ends_at)
    cancel_action(action, because="X", by=coordinator, at=now)
    with pytest.raises(Refused, match="was cancelled"):
        cancel_action(action, because="X", by=coordinator, at=now)


def test_the_form_cancels_and_the_page_says_so(
    action: Action, coordinator: Membership, member: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/called-actions/{action.public_id}/cancel/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"because": ""}).status_code == 422
    shown = browser.post(address, {"because": "Snow."}, follow=True).content.decode()
    assert "This action is cancelled." in shown
    assert "Snow." in as_(member).get(f"/called-actions/{action.public_id}/").content.decode()
    home = f"/committees/{action.committee.public_id}/called-actions/"
    assert "Cancelled" in as_(member).get(home).content.decode()
    assert as_(member).get(address).status_code == 403
