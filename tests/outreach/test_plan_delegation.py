"""A delegation is planned by a member, decided by a meeting, and made by the motion's effect."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from meetings import effects
from meetings.models import Motion
from meetings.operations.questions import set_aside_vote
from outreach.effects import sending
from outreach.models import Delegation, Workplace
from outreach.permissions import plan_delegation
from tests.factories import CampusFactory
from tests.factories_places import VISIT, AdoptedFactory, DelegationFactory, WorkplaceFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


@pytest.fixture
def workplace(committee: Committee) -> Workplace:
    made: Workplace = WorkplaceFactory(committee=committee)
    return made


def asked(workplace: Workplace | None, **changed: Any) -> effects.Asked:
    given = {"campus": None, "day": VISIT, "places": 3, "statement": None}
    given["hour"] = datetime(2026, 1, 1, 7, 30, tzinfo=UTC).time()
    return sending(workplace=workplace, **(given | changed))


def test_the_plan_goes_on_as_a_motion_with_its_words(
    workplace: Workplace, member: Membership, as_: As
) -> None:
    statement = AdoptedFactory(committee=workplace.committee)
    path = f"/committees/{workplace.committee.public_id}/delegations/plan/"
    assert as_(member).get(path, {"workplace": workplace.public_id}).status_code == 200
    given = {
        "workplace": workplace.public_id,
        "day": "2026-03-11",
        "hour": "07:30",
        "places": "3",
        "statement": statement.public_id,
    }
    answer = as_(member).post(path, given)
    form = as_(member).get(answer["Location"]).context["form"]
    assert form["title"].value() == "To send a delegation: General Hospital"
    assert "3 members" in form["resolves"].value()
    sent = {name: form[name].value() or "" for name in ("resolves", "title", "language", "effect")}
    as_(member).post(answer["Location"], sent | {"meeting": ""})
    assert Motion.objects.get().effect["statement"] == statement.public_id


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"workplace": ""}, "workplace"),
        ({"day": "2026-03-03"}, "This day is past"),
        ({"day": "2027-12-01"}, "more than a year"),
        ({"day": "2026-03-08", "hour": "02:30"}, "clocks go forward"),
        ({"places": "1"}, "2"),
        ({"day": "soon"}, "not a date"),
    ],
)
def test_what_cannot_be_comes_back(
    workplace: Workplace, member: Membership, as_: As, wrong: dict[str, str], words: str
) -> None:
    path = f"/committees/{workplace.committee.public_id}/delegations/plan/"
    given = {"workplace": workplace.public_id, "day": "2026-03-11", "hour": "07:30", "places": "3"}
    answer = as_(member).post(path, given | {"statement": ""} | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_carried_it_waits_for_who_goes_and_set_aside_it_never_was(hall: Hall) -> None:
    workplace = WorkplaceFactory(committee=hall.committee)
    statement = AdoptedFactory(committee=hall.committee)
    motion = hall.motion(effect=asked(workplace, statement=statement))
    assert "3 members can say that they go" in effects.said(motion)
    vote = hall.decide(hall.put("motion", motion=motion), votes_for=9)
    delegation = Delegation.objects.get()
    assert delegation.starts_at == datetime(2026, 3, 11, 11, 30, tzinfo=UTC)
    assert (delegation.statement, delegation.places) == (statement, 3)
    assert delegation.resolution.motion == motion
    set_aside_vote(vote, by=hall.chair, at=vote.declared_at)
    assert not Delegation.objects.exists()


def test_it_can_go_to_a_campus(hall: Hall, member: Membership, as_: As) -> None:
    campus = CampusFactory(name="South")
    path = f"/committees/{hall.committee.public_id}/delegations/plan/?campus={campus.public_id}"
    answer = as_(member).post(path, {"day": "2026-03-11", "hour": "07:30", "places": "2"})
    assert "effect=" in answer["Location"]
    motion = hall.motion(effect=asked(None, campus=campus))
    hall.decide(hall.put("motion", motion=motion), votes_for=9)
    assert Delegation.objects.get().goes_to == "South"


def test_not_to_a_place_that_is_on_no_list(
    committee: Committee, now: datetime, workplace: Workplace
) -> None:
    wanted = asked(workplace)
    workplace.delete()
    assert not effects.may(committee, wanted, now)
    assert "not on our list" in effects.known(wanted).said(committee, wanted)


def test_only_members_of_a_committee_that_lives_plan_and_see_delegations(
    committee: Committee, member: Membership, outsider: Membership, as_: As
) -> None:
    delegation = DelegationFactory(committee=committee)
    for path in ("", "print/", "report/"):
        answer = as_(outsider).get(f"/delegations/{delegation.public_id}/{path}")
        assert answer.status_code == 404
    assert not Delegation.objects.visible_to(None).exists()
    with pytest.raises(Refused, match="Only members"):
        plan_delegation(outsider, committee).enforce()
    html = as_(member).get(f"/committees/{committee.public_id}/delegations/").content
    assert b"0 of 4" in html
    committee.status = "dissolved"
    with pytest.raises(Refused, match="dissolved"):
        plan_delegation(member, committee).enforce()
