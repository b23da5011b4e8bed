"""Leaving: at once, with every office, and nobody can hold one back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event

As = Callable[[object], Client]


def test_who_leaves_is_no_member_any_more_and_the_name_is_gone(
    member: Membership, now: datetime
) -> None:
    leave_committee(member, at=now)
    member.refresh_from_db()
    assert (member.status, member.ended_at) == ("left", now)
    assert (member.chosen_name, member.folded_name) == ("", "")
    assert member.shown_name == "A former member"


def test_leaving_ends_every_mandate(coordinator: Membership, now: datetime) -> None:
    leave_committee(coordinator, at=now)
    mandate = Mandate.objects.get(membership=coordinator)
    assert (mandate.status, mandate.ended_by, mandate.ended_at) == ("ended", "left", now)
    assert Event.objects.filter(name="committees.mandate_ended", scope=mandate.event_scope).exists()


def test_leaving_is_recorded_under_an_opaque_actor(member: Membership, now: datetime) -> None:
    leave_committee(member, at=now)
    event = Event.objects.get(name="committees.committee_left")
    assert (event.actor, event.scope) == (member.public_id, member.committee.public_id)


def test_nobody_leaves_twice(member: Membership, now: datetime) -> None:
    leave_committee(member, at=now)
    with pytest.raises(Refused, match="not a member"):
        leave_committee(member, at=now)


def test_the_page_warns_the_last_holder_of_an_office(
    coordinator: Membership, committee: Committee, as_: As
) -> None:
    page = as_(coordinator).get(f"/committees/{committee.public_id}/leave/").content.decode()
    assert "Coordinator – nobody else carries it" in page


def test_a_member_without_office_is_not_warned(
    member: Membership, committee: Committee, as_: As
) -> None:
    page = as_(member).get(f"/committees/{committee.public_id}/leave/").content.decode()
    assert "nobody else carries it" not in page


def test_a_member_leaves_by_the_button(member: Membership, committee: Committee, as_: As) -> None:
    response = as_(member).post(f"/committees/{committee.public_id}/leave/")
    assert response.status_code == 302
    member.refresh_from_db()
    assert member.status == "left"


def test_for_an_outsider_the_page_does_not_exist(
    outsider: Membership, committee: Committee, as_: As
) -> None:
    assert as_(outsider).get(f"/committees/{committee.public_id}/leave/").status_code == 404
