"""A draft is deleted by its author."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from outreach.models import Statement
from tests.factories_meetings import MotionFactory
from tests.factories_places import StatementFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_its_author_deletes_it_unless_it_is_put_to_a_meeting(
    committee: Committee, member: Membership, as_: As
) -> None:
    draft = StatementFactory(committee=committee, drafter=member)
    effect = {"kind": "adopt_statement", "statement": draft.public_id}
    motion = MotionFactory(committee=committee, effect=effect)
    path = f"/s/{draft.public_id}/drop/"
    assert as_(member).post(path).status_code == 403
    motion.delete()
    assert as_(member).post(path)["Location"] == f"/committees/{committee.public_id}/statements/"
    assert not Statement.objects.exists()
