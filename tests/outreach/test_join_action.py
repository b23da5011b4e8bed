"""A joint action: each committee joins by a resolution of its own, with numbers side by side."""

from datetime import datetime

import pytest
import time_machine

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Resolution
from notices.models import Message
from outreach.models import Action
from outreach.operations.actions import join_action, report_action
from tests.factories import MembershipFactory
from tests.factories_meetings import ResolutionFactory
from tests.factories_strikes import StrikeBallotFactory
from tests.outreach.plans import As


@pytest.fixture
def adopted(decision: Resolution, outsider: Membership) -> Resolution:
    """The other committee has adopted the resolution by which the action was called."""
    made: Resolution = ResolutionFactory(committee=outsider.committee, origin=decision)
    return made


def test_it_takes_part_with_a_checklist_and_shifts_of_its_own_and_its_members_are_told(
    action: Action, adopted: Resolution, outsider: Membership, now: datetime
) -> None:
    joined = join_action(action, decision=adopted, expected=30, by=outsider, at=now)
    assert joined.tasks.count() == 12
    assert joined.shifts.get(role="marshal").places == 2
    told = Message.objects.filter(template="outreach/email/action_called")
    assert {one.scope for one in told} == {
        action.committee.public_id,
        outsider.committee.public_id,
    }


def test_only_by_a_resolution_that_adopts_the_callers_and_once(
    action: Action, adopted: Resolution, outsider: Membership, coordinator: Membership,
    member: Membership, now: datetime,
) -> None:  # fmt: skip
    given = {"expected": 30, "at": now}
    own = ResolutionFactory(committee=outsider.committee)
    with pytest.raises(Refused, match="does not adopt"):
        join_action(action, decision=own, by=outsider, **given)
    with pytest.raises(Refused, match="needs a decision"):
        join_action(action, decision=ResolutionFactory(), by=outsider, **given)
    with pytest.raises(Refused, match="Only a coordinator"):
        join_action(action, decision=adopted, by=member, **given)
    join_action(action, decision=adopted, by=outsider, **given)
    with pytest.raises(Refused, match="already"):
        join_action(action, decision=adopted, by=outsider, **given)


def test_a_suspended_committee_joins_nothing(
    action: Action, adopted: Resolution, outsider: Membership, now: datetime
) -> None:
    outsider.committee.suspended_at = now
    with pytest.raises(Refused, match="has suspended this committee"):
        join_action(action, decision=adopted, expected=30, by=outsider, at=now)


def test_what_is_cancelled_is_not_joined(
    action: Action, adopted: Resolution, outsider: Membership, now: datetime
) -> None:
    Action.objects.update(status="cancelled", cancelled_at=now, has_place=False)
    with pytest.raises(Refused, match="cancelled"):
        join_action(action, decision=adopted, expected=3, by=outsider, at=now)


def test_the_list_offers_it_and_the_page_shows_both_side_by_side(
    action: Action, adopted: Resolution, outsider: Membership, coordinator: Membership,
    member: Membership, as_: As,
) -> None:  # fmt: skip
    home = f"/committees/{outsider.committee.public_id}/called-actions/"
    browser = as_(outsider)
    assert browser.get(f"/called-actions/{action.public_id}/").status_code == 404
    join = f"{home}{action.public_id}/join/"
    assert join in browser.get(home).content.decode()
    assert "Join the action" in browser.get(join).content.decode()
    assert browser.post(join, {"decision": "", "expected": "3"}).status_code == 422
    shown = browser.post(join, {"decision": adopted.public_id, "expected": "30"}, follow=True)
    page = shown.content.decode()
    assert outsider.committee.name in page
    assert action.committee.name in page
    assert "North gate" not in page
    assert browser.get(join).status_code == 404
    other = f"/committees/{action.committee.public_id}/called-actions/{action.public_id}/join/"
    assert as_(coordinator).get(other).status_code == 404
    begun = action.starts_at
    for part in action.participations.all():
        by = coordinator if part.committee == action.committee else outsider
        report_action(part, counted=40 + part.pk % 2, won="", by=by, at=begun)
    with time_machine.travel(begun, tick=False):
        page = as_(member).get(f"/called-actions/{action.public_id}/").content.decode()
    assert "40 were counted" in page
    assert "41 were counted" in page


def test_a_member_of_both_acts_for_the_one_that_called_it(
    action: Action, adopted: Resolution, outsider: Membership, member: Membership, now: datetime,
    as_: As, committee: Committee,
) -> None:  # fmt: skip
    join_action(action, decision=adopted, expected=30, by=outsider, at=now)
    MembershipFactory(committee=outsider.committee, user=member.user)
    as_(member).post(f"/called-actions/{action.public_id}/come/")
    assert action.participations.get(committee=committee).coming.count() == 1


def test_by_a_ballot_of_its_own_that_the_adopted_resolution_called(
    action: Action, adopted: Resolution, outsider: Membership, now: datetime, as_: As
) -> None:
    ballot = StrikeBallotFactory(committee=outsider.committee, resolution=adopted)
    home = f"/committees/{outsider.committee.public_id}/called-actions/"
    page = as_(outsider).get(f"{home}{action.public_id}/join/").content.decode()
    assert "Ballot: Shall we strike?" in page
    joined = join_action(action, decision=ballot, expected=30, by=outsider, at=now)
    assert joined.decision == ballot
