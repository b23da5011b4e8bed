"""The founding: three members, three present, once."""

from datetime import datetime

import pytest

from committees.models import Committee
from committees.operations.committees import found_committee
from committees.operations.memberships import leave_committee
from committees.queries.committees import founding
from core.decision import Refused
from core.models import Event
from tests import factories


@pytest.fixture
def forming(db: None) -> Committee:
    committee = factories.CommitteeFactory()
    factories.MembershipFactory.create_batch(3, committee=committee)
    return committee


def test_a_founding_meeting_of_three_founds_the_committee(
    forming: Committee, now: datetime
) -> None:
    committee = found_committee(forming, present=3, by=None, at=now)
    assert (committee.status, committee.founded_at) == ("founded", now)
    assert Event.objects.get(name="committees.committee_founded").actor == ""


def test_two_present_are_not_enough(forming: Committee, now: datetime) -> None:
    with pytest.raises(Refused, match="three members who are present"):
        found_committee(forming, present=2, by=None, at=now)


def test_two_members_are_not_enough(forming: Committee, now: datetime) -> None:
    member = forming.memberships.first()
    assert member is not None
    leave_committee(member, at=now)
    with pytest.raises(Refused, match="founded by three members"):
        found_committee(forming, present=3, by=None, at=now)


def test_a_committee_is_founded_once(forming: Committee, now: datetime) -> None:
    found_committee(forming, present=3, by=None, at=now)
    with pytest.raises(Refused, match="not forming any more"):
        found_committee(forming, present=3, by=None, at=now)


def test_who_has_left_founds_nothing(forming: Committee, now: datetime) -> None:
    gone = factories.MembershipFactory(committee=forming)
    leave_committee(gone, at=now)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="not a member"):
        found_committee(forming, present=3, by=gone, at=now)


def test_a_forming_committee_knows_what_it_lacks(forming: Committee) -> None:
    way = founding(forming)
    assert way is not None
    assert (way.members, way.needed, way.missing) == (3, 3, 0)
    assert (way.meet_by - forming.opened_at).days == 14


def test_a_founded_committee_lacks_no_founding(committee: Committee) -> None:
    assert founding(committee) is None
