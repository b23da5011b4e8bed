"""What the offices of a committee did, as its members read it: by office and day, without names."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from committees.models import Committee, Membership
from committees.operations.committees import edit_committee
from committees.operations.joining import admit_request
from committees.operations.memberships import see_roll
from core.models import Event
from home.queries.powers import POWERS, powers
from outreach.operations.actions import call_action
from outreach.operations.contact_form_face import set_face
from outreach.operations.contacts import name_member
from tests.factories import officer
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import ResolutionFactory
from tests.factories_places import WorkplaceFactory
from tests.outreach.plans import plan

As = Callable[..., Client]
ROOT = Path(__file__).resolve().parents[2]


def _read(as_: As, person: object, committee: Committee, status: int = 200) -> str:
    answer = as_(person).get(f"/committees/{committee.public_id}/powers/")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_members_read_which_office_did_what_and_no_name(
    committee: Committee,
    coordinator: Membership,
    secretary: Membership,
    member: Membership,
    as_: As,
    now: datetime,
) -> None:
    edit_committee(committee, {"aims": "Bread and roses."}, by=coordinator, at=now)
    for _look in range(3):
        see_roll(secretary, at=now)
    admit_request(JoinRequestFactory(committee=committee, made_at=now), by=secretary, at=now)
    [day] = powers(committee, now)
    assert day.on == date(2026, 3, 4)
    assert {(str(use.office), use.sentence) for use in day.uses} == {
        ("Coordinator", "changed what the committee says of itself, 1 time"),
        ("Membership secretary", "looked at the roll, 3 times"),
        ("Membership secretary", "admitted 1 person who asked"),
    }
    page = _read(as_, member, committee)
    main = page[page.index("<main") :]
    assert "No office has used a power" not in main
    for name in ("Ana", "Sefa", "Marek", *Event.objects.exclude(actor="").values_list("actor")):
        assert str(name) not in main


def test_a_day_is_a_day_of_the_committee(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    committee.timezone = ZoneInfo("Pacific/Auckland")
    see_roll(secretary, at=now)
    assert [day.on for day in powers(committee, now)] == [date(2026, 3, 5)]


def test_it_ends_after_ninety_days_and_knows_no_other_committee(
    committee: Committee, secretary: Membership, outsider: Membership, now: datetime
) -> None:
    see_roll(secretary, at=now - timedelta(days=90))
    see_roll(outsider, at=now)
    assert powers(committee, now) == []
    see_roll(secretary, at=now - timedelta(days=89))
    assert len(powers(committee, now)) == 1


def test_what_the_clock_did_is_no_use_of_a_power(committee: Committee, now: datetime) -> None:
    Event.record("elections.election_voided", committee, by=None, at=now)
    assert powers(committee, now) == []
    Event.record("elections.election_voided", committee, by=committee, at=now)
    [day] = powers(committee, now)
    assert day.uses[0].sentence == "declared 1 election void"


def test_what_offices_do_outside_stands_there_and_what_a_meeting_decides_does_not(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    name_member(WorkplaceFactory(committee=committee), name="Marek", by=coordinator, at=now)
    set_face(committee, ["aims"], by=coordinator, at=now)
    set_face(committee, ["listed"], by=None, at=now)
    decision = ResolutionFactory(committee=committee)
    call_action(committee, plan(), decision=decision, expected=5, by=coordinator, at=now)
    [day] = powers(committee, now)
    assert {(str(use.office), use.sentence) for use in day.uses} == {
        ("Coordinator", "named 1 member to read the contacts of a workplace"),
        ("Coordinator", "changed what everybody sees of the committee, 1 time"),
        ("Coordinator", "called 1 action that was decided"),
    }
    main = (page := _read(as_, member, committee))[page.index("<main") :]
    assert "Marek" not in main
    assert "Ana" not in main


def test_nobody_else_reads_it(committee: Committee, outsider: Membership, as_: As) -> None:
    _read(as_, outsider, committee, status=404)
    assert as_(None).get(f"/committees/{committee.public_id}/powers/").status_code == 302


def test_an_empty_log_says_so(committee: Committee, member: Membership, as_: As) -> None:
    assert "No office has used a power in the last 90 days." in _read(as_, member, committee)


def test_a_long_log_costs_one_query(
    committee: Committee,
    now: datetime,
    django_assert_num_queries: Callable[..., object],
) -> None:
    one = officer(committee, "coordinator", "Cleo")
    for day in range(80):
        for name in POWERS:
            Event.record(name, committee, by=one, at=now - timedelta(days=day))
    with django_assert_num_queries(1):
        assert len(powers(committee, now)) == 80


@pytest.mark.parametrize("name", POWERS)
def test_every_power_is_one_that_the_code_writes_down(name: str) -> None:
    app, verb = name.split(".")
    files = (ROOT / app / "operations").glob("*.py")
    text = "".join(file.read_text() for file in files)
    assert f'"{name}"' in text or f'"{verb}"' in text
