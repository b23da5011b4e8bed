from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from ballots.counting import Contest, Rule, blt
from committees.models import Committee, Mandate, Membership
from core.decision import Refused
from core.models import Event
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


def test_only_who_stood_can_be_elected_and_nobody_owes_anything_afterwards(
    committee: Committee, coordinator: Membership
) -> None:
    papers = Contest(
        candidates=("Ada", "Ben", "Cy", "Re-open nominations"),
        seats=2,
        papers=((6, (1, 2)), (5, (2, 1)), (2, (3, 4)), (1, (4,)), (1, ())),
        rule=Rule.SCOTTISH_STV_RON,
        withdrawn=frozenset({3}),
        ron=4,
        invalid=2,
    )
    election = import_election(committee, papers, title="W", about="", by=coordinator, at=NOW)
    assert list(election.candidacies.order_by("pk").values_list("name", "status", "outcome")) == [
        ("Ada", "standing", "elected"),
        ("Ben", "standing", "elected"),
        ("Cy", "withdrawn", "not_elected"),
    ]
    assert election.contest.options.get(is_ron=True).number == 4
    assert (election.contest.envelopes, election.contest.roll_size) == (17, 17)
    assert (election.status, election.due_at, election.reminders.count()) == ("final", None, 0)
    event = Event.objects.get(name="elections.election_imported")
    assert (event.subject, event.actor) == (election.public_id, coordinator.public_id)
