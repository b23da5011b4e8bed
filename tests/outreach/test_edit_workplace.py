"""What is known of a workplace is changed by any member of the committee."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.operations.workplaces import edit_workplace
from tests.factories_places import WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_a_member_changes_it(
    committee: Committee, member: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    workplace = WorkplaceFactory(committee=committee)
    path = f"/workplaces/{workplace.public_id}/edit/"
    assert b"General Hospital" in as_(member).get(path).content
    said = {
        "name": "City Hospital",
        "kind": "hospital",
        "city": "Springfield",
        "country": "US",
        "unions": "Nurses United",
        "timezone": "America/Chicago",
    }
    assert as_(member).post(path, said)["Location"] == f"/workplaces/{workplace.public_id}/"
    workplace.refresh_from_db()
    assert (workplace.name, str(workplace.timezone)) == ("City Hospital", "America/Chicago")
    assert b"Nurses United" in as_(member).get(f"/workplaces/{workplace.public_id}/").content
    with pytest.raises(Refused, match="Only members"):
        edit_workplace(workplace, said, by=outsider, at=now)
