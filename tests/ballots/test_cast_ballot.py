from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from ballots import queries, secrets
from ballots.models import Ballot, Contest, RollEntry
from ballots.operations.casting import cast_ballot
from ballots.operations.contests import void_contest, withdraw_option
from ballots.papers import BadBallot, read_choices
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, drafted, opened

pytestmark = pytest.mark.django_db


def test_a_ballot_is_kept_under_a_mark_and_the_roll_says_voted() -> None:
    contest = opened()
    cast_ballot(contest, "ann", choices=[2, 1], at=NOW)
    ballot = contest.box.get()
    assert ballot.mark == secrets.read(contest.public_id).mark("ann")
    assert "ann" not in ballot.mark
    assert list(contest.roll.filter(has_voted=True).values_list("voter", flat=True)) == ["ann"]
    assert queries.read_back(contest, "ann") == [2, 1]
    assert queries.read_back(contest, "bob") is None


def test_voting_again_replaces_the_ballot() -> None:
    contest = opened()
    cast_ballot(contest, "ann", choices=[2, 1], at=NOW)
    cast_ballot(contest, "ann", choices=[3], at=NOW)
    assert contest.box.count() == 1
    assert queries.read_back(contest, "ann") == [3]


def test_a_blank_ballot_is_a_ballot() -> None:
    contest = opened()
    cast_ballot(contest, "ann", choices=[], at=NOW)
    assert queries.read_back(contest, "ann") == []


def test_casting_leaves_no_event() -> None:
    contest = opened()
    before = Event.objects.count()
    cast_ballot(contest, "ann", choices=[1], at=NOW)
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([1, 1], "Rank each once"),
        ([9], "not a candidate"),
        ([0], "not a candidate"),
        ([True], "not a candidate"),
        ([1, 2, 3], "at most 2"),
    ],
)
def test_a_malformed_ballot_is_refused_with_a_sentence(choices: list[int], sentence: str) -> None:
    contest = opened(most_ranks=2)
    with pytest.raises(BadBallot, match=sentence):
        cast_ballot(contest, "ann", choices=choices, at=NOW)
    assert not contest.box.exists()
    assert not RollEntry.objects.filter(has_voted=True).exists()


@pytest.mark.parametrize("sent", ["x", "-1", "1.5", "", "٣", "123456"])
def test_what_is_not_a_number_is_refused_with_a_sentence(sent: str) -> None:
    with pytest.raises(BadBallot, match="not readable"):
        read_choices(["1", sent])


def test_who_has_withdrawn_cannot_be_ranked_any_more_but_earlier_ballots_stay() -> None:
    contest = opened()
    cast_ballot(contest, "ann", choices=[1, 2], at=NOW)
    withdraw_option(contest, reference="ada", at=NOW)
    with pytest.raises(BadBallot, match="No longer standing: Ada"):
        cast_ballot(contest, "bob", choices=[1, 2], at=NOW)
    assert queries.read_back(contest, "ann") == [1, 2]


def test_who_is_not_on_the_roll_cannot_vote() -> None:
    with pytest.raises(Refused, match="not on the roll"):
        cast_ballot(opened(), "zoe", choices=[1], at=NOW)


def test_before_the_opening_and_after_the_close_nobody_can_vote() -> None:
    with pytest.raises(Refused, match="not opened yet"):
        cast_ballot(drafted(), "ann", choices=[], at=NOW)
    contest = opened()
    cast_ballot(contest, "ann", choices=[1], at=NOW + DAY - timedelta(seconds=1))
    with pytest.raises(Refused, match="has closed"):
        cast_ballot(contest, "bob", choices=[1], at=NOW + DAY)


def test_a_void_vote_takes_no_ballots() -> None:
    contest = void_contest(opened(), at=NOW)
    with pytest.raises(Refused, match="void"):
        cast_ballot(contest, "ann", choices=[1], at=NOW)


def test_without_its_secret_a_vote_takes_no_ballots_and_says_so(secrets_folder: Path) -> None:
    contest = opened()
    (secrets_folder / contest.public_id).unlink()
    with pytest.raises(Refused, match="Tell the returning officer"):
        cast_ballot(contest, "ann", choices=[1], at=NOW)
    assert not RollEntry.objects.filter(has_voted=True).exists()
    assert queries.read_back(contest, "ann") is None


@pytest.mark.django_db(transaction=True)
def test_twenty_ballots_of_one_voter_at_once_are_one_ballot() -> None:
    contest = opened()
    choices = [[1], [2], [3], [1, 2], [2, 1]] * 4

    def cast(one: list[int]) -> None:
        try:
            cast_ballot(contest, "ann", choices=one, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(cast, choices))
    assert Ballot.objects.filter(contest=contest).count() == 1
    assert RollEntry.objects.filter(contest=contest, has_voted=True).count() == 1
    assert queries.read_back(contest, "ann") in choices


def test_nothing_in_the_open_box_can_be_read_without_the_secret() -> None:
    one, other = opened(), opened()
    cast_ballot(one, "ann", choices=[1], at=NOW)
    cast_ballot(other, "ann", choices=[1], at=NOW)
    assert one.box.get().mark != other.box.get().mark
    assert bytes(one.box.get().sealed) != bytes(other.box.get().sealed)


def test_a_contest_knows_no_time_of_a_ballot() -> None:
    fields = {field.name for model in (Ballot, RollEntry) for field in model._meta.get_fields()}
    assert fields == {"id", "contest", "mark", "sealed", "voter", "has_voted"}
    assert Contest._meta.get_field("papers").null
