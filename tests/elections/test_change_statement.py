from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Candidacy
from elections.operations.nominations import change_statement, nominate
from tests.factories import NOW
from tests.factories_elections import announced, stand

pytestmark = pytest.mark.django_db


def test_a_candidate_changes_their_words(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    stand(announced(committee, coordinator), member)
    candidacy = Candidacy.objects.get()
    as_(member).post(f"/candidacies/{candidacy.public_id}/statement/", {"statement": "Better."})
    assert Candidacy.objects.get().statement == "Better."


def test_nobody_else_does_and_nobody_who_does_not_stand(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    candidacy = Candidacy.objects.get()
    with pytest.raises(Refused, match="Only the candidate"):
        change_statement(candidacy, statement="x", by=coordinator, at=NOW)
    with pytest.raises(Refused, match="do not stand"):
        change_statement(candidacy, statement="x", by=member, at=NOW)
