"""One more shift, by a coordinator."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Action, Participation, Shift
from outreach.operations.shifts import add_shift
from tests.outreach.plans import As

FORM = {
    "role": "access",
    "starts_at": "2026-03-11T08:00",
    "ends_at": "2026-03-11T09:00",
    "places": "3",
}


def test_only_coordinators_of_the_committee_add_one(
    part: Participation, coordinator: Membership, member: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    given = {
        "role": "picket",
        "starts_at": part.action.starts_at,
        "ends_at": part.action.ends_at,
        "places": 3,
        "at": now,
    }
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            add_shift(part, by=somebody, **given)
    assert add_shift(part, by=coordinator, **given).places == 3
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        add_shift(part, by=coordinator, **given)


def test_the_form_adds_it(part: Participation, coordinator: Membership, as_: As) -> None:
    address = f"/called-actions/{part.action.public_id}/shifts/"
    browser = as_(coordinator)
    assert "Take it out" in browser.get(address).content.decode()
    browser.post(address, FORM)
    assert Shift.objects.filter(role="access", places=3).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": "2026-03-11T07:00"},
        {"ends_at": "2026-03-13T07:00"},
        {"places": "0"},
        {"role": "king"},
        {"starts_at": ""},
        {"ends_at": ""},
    ],
)
def test_a_faulty_form_says_why(
    wrong: dict[str, str], part: Participation, coordinator: Membership, as_: As
) -> None:
    address = f"/called-actions/{part.action.public_id}/shifts/"
    assert as_(coordinator).post(address, FORM | wrong).status_code == 422
