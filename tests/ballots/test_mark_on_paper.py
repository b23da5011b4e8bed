"""Nobody votes by both: the mark and the ballot paper keep each other out."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction

from ballots import box, queries
from ballots.models import Contest
from ballots.operations.closing import close_contest
from ballots.operations.contests import void_contest
from ballots.operations.on_paper import mark_on_paper, unmark_on_paper
from ballots.operations.papers import take_paper
from ballots.operations.rolls import forget_voter
from ballots.scripted import ScriptedVoter
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, drafted, opened, prepared


def _take(contest: Contest, voter: str) -> None:
    blinded = ScriptedVoter(contest, voter).keys.blind()
    take_paper(contest, voter, envelope=blinded.envelope, ballot=blinded.ballot, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("made", [drafted, prepared, opened])
def test_from_the_announcement_on_a_voter_is_marked_and_gets_no_paper(made) -> None:  # type: ignore[no-untyped-def]
    contest, before = made(), Event.objects.count()
    mark_on_paper(contest, "ann", at=NOW)
    with pytest.raises(Refused, match="already"):
        mark_on_paper(contest, "ann", at=NOW)
    assert contest.roll.filter(on_paper=True).count() == 1
    assert made is not drafted or Event.objects.count() == before


@pytest.mark.django_db
def test_the_mark_leaves_no_event_and_can_be_taken_back() -> None:
    contest = opened()
    before = Event.objects.count()
    mark_on_paper(contest, "ann", at=NOW)
    with pytest.raises(Refused, match="by both"):
        _take(contest, "ann")
    unmark_on_paper(contest, "ann", at=NOW)
    with pytest.raises(Refused, match="not marked"):
        unmark_on_paper(contest, "ann", at=NOW)
    assert Event.objects.count() == before
    _take(contest, "ann")
    with pytest.raises(Refused, match="by both"):
        mark_on_paper(contest, "ann", at=NOW)


@pytest.mark.django_db
def test_who_may_not_be_marked() -> None:
    contest = opened()
    for act in (mark_on_paper, unmark_on_paper):
        with pytest.raises(Refused):
            act(contest, "zoe", at=NOW)
    mark_on_paper(contest, "bob", at=NOW)
    for act, voter in ((mark_on_paper, "ann"), (unmark_on_paper, "bob")):
        with pytest.raises(Refused, match="closed"):
            act(contest, voter, at=contest.closes_at)
    contest = close_contest(contest, at=contest.closes_at)
    assert (contest.on_paper, contest.papers_issued) == (1, 0)
    with pytest.raises(Refused, match="closed"):
        mark_on_paper(contest, "ann", at=NOW)
    with pytest.raises(Refused, match="void"):
        mark_on_paper(void_contest(contest, at=NOW + DAY), "ann", at=NOW)


@pytest.mark.django_db
def test_where_the_close_is_under_way_nobody_is_marked() -> None:
    contest = opened()
    with transaction.atomic():
        box.end_papers(contest.public_id)
    with pytest.raises(Refused, match="closed"):
        mark_on_paper(contest, "ann", at=NOW)


@pytest.mark.django_db
def test_whoever_is_erased_stays_marked_as_nobody() -> None:
    contest = opened()
    mark_on_paper(contest, "ann", at=NOW)
    leaf = bytes(contest.roll.get(voter="ann").leaf)
    forget_voter("ann", at=NOW)
    contest = close_contest(contest, at=contest.closes_at)
    assert contest.on_paper == 1
    assert (leaf, 2) in queries.leaves(contest)


@pytest.mark.django_db
def test_the_database_knows_nobody_who_voted_by_both() -> None:
    contest = opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        contest.roll.filter(voter="ann").update(on_paper=True, took_paper=True)


@pytest.mark.django_db(transaction=True)
def test_at_once_a_voter_is_marked_or_takes_a_paper_and_never_both() -> None:
    voters = [f"v{number}" for number in range(16)]
    contest = opened(voters)

    def mark(voter: str) -> bool:
        return _did(lambda: mark_on_paper(contest, voter, at=NOW))

    def take(voter: str) -> bool:
        return _did(lambda: _take(contest, voter))

    acts = [(act, voter) for voter in voters for act in (mark, take, mark, take)]
    random.Random(5).shuffle(acts)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda act: act[0](act[1]), acts))
    marked = set(contest.roll.filter(on_paper=True).values_list("voter", flat=True))
    taken = {voter for _contest, voter in box.with_papers([contest.public_id], voters)}
    assert marked & taken == set()
    assert marked | taken == set(voters)
    assert marked
    assert taken


@pytest.mark.django_db(transaction=True)
def test_a_mark_at_the_close_is_counted_or_refused() -> None:
    voters = [f"v{number}" for number in range(12)]
    contest = opened(voters)

    def close() -> bool:
        return _did(lambda: close_contest(contest, at=contest.closes_at))

    with ThreadPoolExecutor(8) as pool:
        marked = [pool.submit(_mark, contest, voter) for voter in voters[:6]]
        closing = pool.submit(close)
        marked += [pool.submit(_mark, contest, voter) for voter in voters[6:]]
        assert closing.result(timeout=60)
    contest.refresh_from_db()
    assert contest.on_paper == sum(one.result() for one in marked)
    assert contest.on_paper == contest.roll.filter(on_paper=True).count()


def _mark(contest: Contest, voter: str) -> bool:
    return _did(lambda: mark_on_paper(contest, voter, at=NOW))


def _did(act) -> bool:  # type: ignore[no-untyped-def]
    try:
        act()
    except (Refused, RuntimeError):  # marked, or another paper was first
        return False
    finally:
        connections.close_all()
    return True
