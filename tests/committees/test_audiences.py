"""Who a committee's messages go to."""

from datetime import datetime

from committees.models import Committee, Membership
from committees.operations.memberships import leave_committee
from notices import audiences


def test_members_are_the_active_ones_of_this_committee(
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    committee: Committee,
    now: datetime,
) -> None:
    leave_committee(member, at=now)
    found = audiences.find("committees.members")({"committee": committee.public_id})
    assert [one.user_id for one in found] == [coordinator.user_id]


def test_officers_are_those_with_a_live_mandate_each_once(
    coordinator: Membership,
    secretary: Membership,
    member: Membership,
    committee: Committee,
) -> None:
    officers = audiences.find("committees.officers")
    found = {one.user_id for one in officers({"committee": committee.public_id})}
    assert found == {coordinator.user_id, secretary.user_id}
    only = officers({"committee": committee.public_id, "offices": ["membership_secretary"]})
    assert [one.user_id for one in only] == [secretary.user_id]
