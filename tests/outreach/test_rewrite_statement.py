"""A draft is written anew by its author, until it is put to a meeting."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.operations.statements import rewrite_statement
from tests.factories_meetings import MotionFactory
from tests.factories_places import AdoptedFactory, StatementFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
ANEW = {"title": "No cuts at all", "text": "We say no, again.", "language": "es"}


def test_its_author_changes_it(committee: Committee, member: Membership, as_: As) -> None:
    draft = StatementFactory(committee=committee, drafter=member)
    path = f"/s/{draft.public_id}/rewrite/"
    assert b"We say no." in as_(member).get(path).content
    assert as_(member).post(path, ANEW | {"text": ""}).status_code == 422
    assert as_(member).post(path, ANEW).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.text, draft.language) == tuple(ANEW.values())


def test_nobody_else_changes_it_and_nobody_once_it_is_put_or_adopted(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    draft = StatementFactory(committee=committee, drafter=member)
    with pytest.raises(Refused, match="Only who drafted"):
        rewrite_statement(draft, **ANEW, by=coordinator, at=now)
    effect = {"kind": "adopt_statement", "statement": draft.public_id}
    MotionFactory(committee=committee, effect=effect)
    with pytest.raises(Refused, match="put to a meeting"):
        rewrite_statement(draft, **ANEW, by=member, at=now)
    with pytest.raises(Refused, match="adopted"):
        rewrite_statement(AdoptedFactory(committee=committee), **ANEW, by=member, at=now)
