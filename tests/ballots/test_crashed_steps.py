"""A process that dies within a step, with the box in the same database and in one of its own.

The step is made again, and ends as if nothing had been: the same papers, one list, one board.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from ballots import box, keyring, queries, schedule
from ballots.models import Contest
from ballots.operations import closing, contests, opening
from ballots.operations.rolls import forget_voter
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, opened
from tests.voting import cast

VOTERS = ("ann", "bob", "cem", "dov", "eve", "fay")
CLOSE = NOW + DAY


def _there(contest: Contest) -> set[str]:
    return box.relations().get(contest.public_id, set())


class Died(RuntimeError):
    """As if the process had been killed."""


@pytest.fixture(params=["one database", "two databases"])
def databases(
    request: pytest.FixtureRequest, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The box in the same database, or behind a connection of its own as `BALLOT_DATABASE_URL` gives it."""
    if request.param == "two databases":
        # Under the first one's alias, as tests may open no other.
        second = connections["default"].copy(alias="default")  # type: ignore[attr-defined]
        monkeypatch.setitem(settings.DATABASES, "ballots", second.settings_dict)
        connections["ballots"] = second
        assert box.database() == "ballots"
    yield request.param
    with connections[box.database()].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {box.SCHEMA} CASCADE")
    if request.param == "two databases":
        connections["ballots"].close()
        del connections["ballots"]


@pytest.fixture
def voted(databases: str) -> Contest:
    contest = opened(VOTERS)
    for voter in VOTERS[:5]:
        cast(contest, voter, choices=[1, 2], at=NOW)
    return contest


@pytest.fixture
def dies(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`dies(step, contest)`: the step is made, but its transaction is lost at the end."""

    def run(step: Callable[..., Any], *values: Any, **options: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Event, "record", _die)
            with pytest.raises(Died):
                step(*values, **options)

    return run


def _die(*_values: object, **_options: object) -> None:
    raise Died


def test_every_step_from_the_close_to_the_count_can_die_and_be_made_again(
    voted: Contest, dies: Callable[..., None]
) -> None:
    dies(closing.close_contest, voted, at=CLOSE)
    contest = closing.close_contest(voted, at=CLOSE)
    assert contest.papers_issued == 5
    assert sum(issued for _leaf, issued in queries.leaves(contest)) == 5

    dies(closing.settle_list, contest, at=contest.complaints_until)
    contest = closing.settle_list(contest, at=contest.complaints_until)
    assert contest.envelopes == 5
    assert contest.lists.count() == 2

    dies(opening.open_ballots, contest, at=contest.complaints_until)
    contest = opening.open_ballots(contest, at=contest.complaints_until)
    count = queries.result(contest)
    assert count is not None
    assert count.elected == (1,)
    assert contest.published.count() == 5
    assert _there(contest) == set()


def test_a_vote_that_is_void_can_die_and_goes_on_until_it_is(
    voted: Contest, dies: Callable[..., None]
) -> None:
    dies(contests.void_contest, voted, at=NOW)
    cast(voted, "fay", choices=[3], at=NOW)
    assert box.envelopes_received(voted.public_id) == 6
    contests.void_contest(voted, at=NOW)
    assert _there(voted) == set()
    assert keyring.held() == {}


def test_a_voter_who_is_forgotten_in_the_box_and_not_on_the_roll_keeps_their_paper(
    voted: Contest, dies: Callable[..., None]
) -> None:
    dies(forget_voter, "ann", at=NOW)
    forget_voter("ann", at=NOW)
    contest = closing.close_contest(voted, at=CLOSE)
    assert contest.papers_issued == 5


def test_what_a_dead_process_left_of_a_vote_that_is_over_is_dropped_and_nothing_else(
    voted: Contest, databases: str
) -> None:
    other = opened(VOTERS)
    kept = {box.PAPERS, box.BOX}
    schedule.drop_left_relations(NOW)
    assert (_there(voted), _there(other)) == (kept, kept)
    contest = closing.close_contest(voted, at=CLOSE)
    with connections[box.database()].cursor() as cursor:
        for kind in (box.ISSUED, box.PAPERS):
            cursor.execute(f"CREATE TABLE {box.SCHEMA}.{kind}_{contest.public_id} (voter text)")
        cursor.execute(f"CREATE TABLE {box.SCHEMA}.papers_nobodys (voter text)")
    schedule.drop_left_relations(NOW)
    assert (_there(contest), _there(other)) == ({box.CLOSING}, kept)
    assert box.relations()["nobodys"] == {box.PAPERS}
