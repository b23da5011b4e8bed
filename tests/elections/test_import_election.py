from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from ballots.counting import blt
from committees.models import Committee, Mandate, Membership
from core.decision import Refused
from elections.models import Candidacy, Election
from elections.operations.importing import import_election
from tests.factories import NOW

pytestmark = pytest.mark.django_db
FILE = '2 1\n9 1 2 0\n3 2 0\n0\n"Ada"\n"Ben"\n"Ward"\n'


def test_a_contest_voted_elsewhere_is_shown_and_gives_nobody_an_office(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
) -> None:
    election = import_election(
        committee, blt.parse(FILE), title="Ward", about="", by=coordinator, at=NOW
    )
    page = as_(member).get(f"/elections/{election.public_id}/result/").content.decode()
    assert "<li><bdi>Ada</bdi></li>" in page
    assert "Seal, before voting" not in page
    assert not Mandate.objects.filter(source="election").exists()
    assert str(election) == "Ward"


def test_an_ordinary_member_imports_nothing(committee: Committee, member: Membership) -> None:
    with pytest.raises(Refused, match="Only a returning officer or a coordinator"):
        import_election(committee, blt.parse(FILE), title="W", about="", by=member, at=NOW)


def test_a_visitor_sees_no_election_and_no_candidate(
    committee: Committee, coordinator: Membership
) -> None:
    import_election(committee, blt.parse(FILE), title="W", about="", by=coordinator, at=NOW)
    assert not Election.objects.visible_to(AnonymousUser()).exists()
    assert not Candidacy.objects.visible_to(AnonymousUser()).exists()
