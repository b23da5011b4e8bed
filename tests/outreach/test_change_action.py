"""Changing an action: everybody is told that something changed, nobody where to."""

from datetime import datetime, timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from notices.models import Message
from outreach.models import Action, Participation
from outreach.operations.actions import change_action, release_place
from tests.factories_actions import BEGINS_AT
from tests.outreach.plans import FORM, As, plan

DAY = timedelta(days=1)


def test_members_are_told_and_shifts_move_along(
    action: Action, part: Participation, coordinator: Membership, now: datetime
) -> None:
    release_place(action, by=None, at=action.place_opens_at)
    later = plan(starts_at=BEGINS_AT + DAY, place="South gate", place_opens_at=BEGINS_AT)
    changed = change_action(action, later, by=coordinator, at=now)
    assert (changed.sequence, changed.place_told_at) == (1, None)
    shift = part.shifts.first()
    assert shift
    assert shift.starts_at == BEGINS_AT + DAY
    message = Message.objects.get(template="outreach/email/action_changed")
    assert "gate" not in str(message.context)


def test_only_the_place_moves_no_shift(
    action: Action, part: Participation, coordinator: Membership, now: datetime
) -> None:
    change_action(action, plan(place=""), by=coordinator, at=now)
    action.refresh_from_db()
    assert (action.has_place, action.place) == (False, "")
    assert part.shifts.filter(starts_at=BEGINS_AT).count() == 5


def test_nothing_new_changes_nothing_and_tells_nobody(
    action: Action, coordinator: Membership, now: datetime
) -> None:
    assert change_action(action, plan(), by=coordinator, at=now).sequence == 0
    assert not Message.objects.filter(template="outreach/email/action_changed").exists()


def test_a_suspended_committee_writes_to_no_member_of_another(
    action: Action, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.filter(pk=action.committee_id).update(
        suspended_at=now, suspended_because="Why"
    )
    with pytest.raises(Refused, match="has suspended this committee"):
        change_action(action, plan(title="X"), by=coordinator, at=now)


def test_only_the_callers_coordinators_and_only_until_it_begins(
    action: Action, coordinator: Membership, member: Membership, outsider: Membership, now: datetime
) -> None:
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            change_action(action, plan(title="X"), by=somebody, at=now)
    with pytest.raises(Refused, match="has begun"):
        change_action(action, plan(title="X"), by=coordinator, at=BEGINS_AT)
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        change_action(action, plan(title="X"), by=coordinator, at=now)


def test_the_form_holds_what_stands_and_says_what_it_did(
    action: Action, coordinator: Membership, member: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/called-actions/{action.public_id}/change/"
    assert "North gate" in browser.get(address).content.decode()
    same = FORM | {"starts_at": "2026-03-11T08:00", "place_opens_at": "2026-03-11T06:00"}
    shown = browser.post(address, same, follow=True).content.decode()
    assert "Nothing was changed" in shown
    shown = browser.post(address, same | {"title": "Rally"}, follow=True).content.decode()
    assert "The action is changed" in shown
    assert browser.post(address, same | {"title": ""}).status_code == 422
    assert as_(member).get(address).status_code == 403
