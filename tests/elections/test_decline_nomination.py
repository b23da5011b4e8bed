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


def test_who_said_no_alone_reads_how_to_change_their_mind_and_can_still_stand(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    election = announced(committee, coordinator)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    own = f"/candidacies/{Candidacy.objects.get().public_id}/"
    browser = as_(member)
    browser.post(f"{own}decline/")
    assert f'href="{own}"' in browser.get(f"/elections/{election.public_id}/").content.decode()
    others = as_(coordinator).get(f"/elections/{election.public_id}/").content.decode()
    assert "You said no" not in others
    page = browser.get(own).content.decode()
    assert "You said no" in page
    assert "decline" not in page
    browser.post(f"{own}accept/", {"statement": ""})
    assert Candidacy.objects.get().status == "standing"
    page = browser.get(f"/elections/{election.public_id}/").content.decode()
    assert "Has not written anything yet." in page
    assert "You stand in this election." in page
