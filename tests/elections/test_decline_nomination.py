from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from elections.models import Candidacy
from elections.operations.nominations import nominate
from tests.factories import NOW
from tests.factories_elections import announced

pytestmark = pytest.mark.django_db


def test_a_no_is_told_to_nobody(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    election = announced(committee, coordinator)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    candidacy = Candidacy.objects.get()
    answer = as_(member).post(f"/candidacies/{candidacy.public_id}/decline/", follow=True)
    assert "Nobody is told that you were asked." in answer.content.decode()
    assert Candidacy.objects.get().status == "declined"
    page = as_(coordinator).get(f"/elections/{election.public_id}/").content.decode()
    assert "Marek" not in page
