"""Workplaces: any member adds one; the list is the committee's own, the nearest first."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Campus, Committee, Membership
from core.decision import Refused
from outreach.models import Workplace
from outreach.operations.workplaces import add_workplace
from outreach.permissions import workplaces as permissions
from outreach.queries.workplaces import nearest_first
from tests.factories_places import WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
DEPOT = {"name": "Bus Depot", "kind": "transit", "city": "Springfield", "country": "US"}


def test_a_member_adds_one_and_its_zone_is_guessed(
    committee: Committee, member: Membership, as_: As
) -> None:
    path = f"/committees/{committee.public_id}/workplaces/add/"
    assert as_(member).get(path).status_code == 200
    answer = as_(member).post(path, DEPOT | {"latitude": "42.1"})
    assert answer.status_code == 422
    assert b"Give both, or none." in answer.content
    assert b"Bus Depot" in answer.content
    answer = as_(member).post(path, DEPOT)
    made = Workplace.objects.get()
    assert answer["Location"] == f"/workplaces/{made.public_id}/"
    assert str(made.timezone) == "America/New_York"
    as_(member).post(path, DEPOT | {"name": "Werk", "country": "DE"})
    assert str(Workplace.objects.get(name="Werk").timezone) == "Europe/Berlin"


def test_the_list_is_by_distance_from_the_campus_and_then_by_name(
    committee: Committee, member: Membership, as_: As
) -> None:
    Campus.objects.filter(pk=committee.campus_id).update(latitude=40.7128, longitude=-74.0060)
    committee.refresh_from_db()
    for name, place in (
        ("Philadelphia", (39.9526, -75.1652)),
        ("Unknown", (None, None)),
        ("Newark", (40.7357, -74.1724)),
    ):
        WorkplaceFactory(committee=committee, name=name, latitude=place[0], longitude=place[1])
    found = [(one.workplace.name, one.km) for one in nearest_first(committee)]
    assert found == [("Newark", 14), ("Philadelphia", 130), ("Unknown", None)]
    html = as_(member).get(f"/committees/{committee.public_id}/workplaces/").content.decode()
    assert html.index("Newark") < html.index("Philadelphia") < html.index("Unknown")
    committee.campus = None
    assert {one.km for one in nearest_first(committee)} == {None}


def test_no_other_committee_sees_the_list(
    committee: Committee, outsider: Membership, as_: As, now: datetime
) -> None:
    workplace = WorkplaceFactory(committee=committee)
    assert as_(outsider).get(f"/workplaces/{workplace.public_id}/").status_code == 404
    assert as_(outsider).get(f"/committees/{committee.public_id}/workplaces/").status_code == 404
    assert not Workplace.objects.visible_to(None).exists()
    with pytest.raises(Refused, match="Only members"):
        add_workplace(committee, DEPOT, by=outsider, at=now)


def test_not_in_a_dissolved_committee_and_not_without_end(
    committee: Committee, member: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "MOST", 1)
    WorkplaceFactory(committee=committee)
    with pytest.raises(Refused, match="full"):
        add_workplace(committee, DEPOT, by=member, at=now)
    committee.status = "dissolved"
    with pytest.raises(Refused, match="dissolved"):
        add_workplace(committee, DEPOT, by=member, at=now)
