"""A member drafts a statement: it is theirs alone until it is put to a meeting."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Motion
from outreach.models import Statement
from outreach.operations.statements import draft_statement
from tests.factories_places import StatementFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_a_draft_is_read_by_who_wrote_it_and_by_nobody_else(
    committee: Committee, member: Membership, coordinator: Membership, as_: As
) -> None:
    told = {"title": "No cuts", "text": "We say no.", "language": "en"}
    answer = as_(member).post(f"/committees/{committee.public_id}/statements/draft/", told)
    made = Statement.objects.get()
    assert answer["Location"] == f"/s/{made.public_id}/members/"
    assert as_(member).get(answer["Location"]).status_code == 200
    assert as_(coordinator).get(answer["Location"]).status_code == 404
    assert as_(None).get(f"/s/{made.public_id}/").status_code == 404
    listed = f"/committees/{committee.public_id}/statements/"
    assert b"No cuts" in as_(member).get(listed).content
    assert b"No cuts" not in as_(coordinator).get(listed).content
    assert not Event.objects.filter(name="outreach.statement_drafted").exclude(actor="").exists()


def test_what_is_empty_comes_back_with_what_was_written(
    committee: Committee, member: Membership, as_: As
) -> None:
    path = f"/committees/{committee.public_id}/statements/draft/"
    answer = as_(member).post(path, {"title": "", "text": "We say no."})
    assert answer.status_code == 422
    assert b"We say no." in answer.content


def test_only_members_of_a_committee_that_lives_draft_one(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    given = {"title": "No cuts", "text": "We say no.", "language": "en", "at": now}
    with pytest.raises(Refused, match="Only members"):
        draft_statement(committee, by=outsider, **given)
    committee.status = "dissolved"
    with pytest.raises(Refused, match="dissolved"):
        draft_statement(committee, by=member, **given)


def test_the_motion_begins_with_the_words_of_the_draft(
    committee: Committee, member: Membership, as_: As
) -> None:
    draft = StatementFactory(committee=committee, drafter=member, language="es")
    page = as_(member).get(f"/s/{draft.public_id}/members/")
    link = f"/committees/{committee.public_id}/motions/submit/?"
    path = next(part for part in page.content.decode().split('"') if "effect=" in part).replace(
        "&amp;", "&"
    )
    assert "effect=" in path, link
    form = as_(member).get(path).context["form"]
    assert form["resolves"].value() == draft.text
    assert (form["title"].value(), form["language"].value()) == ("No cuts", "es")
    sent = {name: form[name].value() or "" for name in ("resolves", "title", "language", "effect")}
    as_(member).post(path, sent | {"meeting": ""})
    motion = Motion.objects.get()
    assert motion.effect == {"kind": "adopt_statement", "statement": draft.public_id}
    page = as_(member).get(f"/s/{draft.public_id}/members/")
    assert page.context["motion"] == motion
