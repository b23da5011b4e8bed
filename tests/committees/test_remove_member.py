"""Ending a membership by a meeting's decision, and taking that back."""

from datetime import datetime

import pytest

from committees.models import Membership
from committees.operations.memberships import leave_committee, remove_member, restore_member
from core.decision import Refused
from core.models import Event


def test_a_removed_member_is_one_no_longer_and_the_name_goes(
    member: Membership, now: datetime
) -> None:
    gone = remove_member(member, at=now)
    assert (gone.status, gone.chosen_name, gone.ended_at) == ("removed", "", now)
    assert Event.objects.get(name="committees.member_removed").actor == ""
    with pytest.raises(Refused, match="not a member any more"):
        remove_member(gone, at=now)


def test_restored_they_have_a_made_up_name(member: Membership, now: datetime) -> None:
    back = restore_member(remove_member(member, at=now), at=now)
    assert (back.status, back.ended_at) == ("active", None)
    assert back.chosen_name == f"Member {back.public_id[:5]}"


def test_who_left_is_not_restored(member: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="was not removed"):
        restore_member(leave_committee(member, at=now), at=now)


def test_who_erased_the_account_is_not_restored(member: Membership, now: datetime) -> None:
    gone = remove_member(member, at=now)
    gone.user = None
    gone.save(update_fields=["user"])
    with pytest.raises(Refused, match="cannot be made a member again"):
        restore_member(gone, at=now)
