"""A voter who is erased while a vote goes on: the roll keeps only the leaf."""

from typing import Any

import pytest

from ballots import box, queries
from ballots.models import Contest, RollEntry
from ballots.operations import papers, rolls
from ballots.operations.closing import close_contest
from ballots.operations.rolls import forget_voter
from ballots.scripted import ScriptedVoter
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, counted, drafted, opened

pytestmark = pytest.mark.django_db
VOTERS = ("ann", "bob", "cem", "dov", "eve", "fay")


def _leaf(contest: Contest, voter: str) -> bytes:
    return bytes(contest.roll.get(voter=voter).leaf)


def _forget(contest: Contest, voter: str, capture: Any) -> None:
    with capture(execute=True):
        forget_voter(voter, at=NOW)
    assert not RollEntry.objects.filter(voter=voter).exists()
    assert voter not in str(list(Event.objects.values()))


def test_the_leaf_stays_and_the_voter_and_the_salt_go() -> None:
    contest = drafted(VOTERS)
    leaf = _leaf(contest, "ann")
    assert forget_voter("ann", at=NOW) == 1
    entry = contest.roll.get(leaf=leaf)
    assert (bytes(entry.salt), len(entry.voter)) == (b"", 12)
    assert contest.roll.count() == len(VOTERS)
    assert forget_voter("ann", at=NOW) == 0


def test_the_paper_stays_issued_and_the_ballot_counts(
    django_capture_on_commit_callbacks: Any,
) -> None:
    contest = opened(VOTERS)
    for voter in VOTERS[:5]:
        ScriptedVoter(contest, voter).vote([1], at=NOW)
    leaf = _leaf(contest, "ann")
    _forget(contest, "ann", django_capture_on_commit_callbacks)
    assert not queries.has_paper(contest, "ann")
    assert box.papers_issued(contest.public_id) == 5
    contest = counted(contest)
    assert (contest.papers_issued, contest.envelopes, contest.status) == (5, 5, "counted")
    assert (leaf, 1) in queries.leaves(contest)


def test_who_took_no_paper_is_no_abstainer_with_a_paper(
    django_capture_on_commit_callbacks: Any,
) -> None:
    contest = opened(VOTERS)
    ScriptedVoter(contest, "bob").take_paper(at=NOW)
    leaf = _leaf(contest, "ann")
    _forget(contest, "ann", django_capture_on_commit_callbacks)
    contest = close_contest(contest, at=NOW + DAY)
    assert contest.papers_issued == 1
    assert (leaf, 0) in queries.leaves(contest)


def test_a_paper_that_is_issued_while_its_voter_is_erased_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contest = opened(VOTERS)
    voter, leaf = ScriptedVoter(contest, "ann"), _leaf(contest, "ann")
    issued = papers._issued

    def erased_in_between(*values: Any) -> Any:
        forget_voter("ann", at=NOW)
        return issued(*values)

    monkeypatch.setattr(papers, "_issued", erased_in_between)
    voter.take_paper(at=NOW)
    contest = close_contest(contest, at=NOW + DAY)
    assert (leaf, 1) in queries.leaves(contest)


def test_a_paper_issued_before_the_erasure_is_seen_is_found_after_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    contest = opened(VOTERS)
    leaf = _leaf(contest, "ann")
    with django_capture_on_commit_callbacks(execute=True):
        forget_voter("ann", at=NOW)
        entry = contest.roll.get(leaf=leaf)
        box.keep_paper(contest.public_id, "ann", box.Signed(b"1", b"2", b"3", b"4"))
    assert box.with_papers([contest.public_id], ["ann", entry.voter]) == {
        (contest.public_id, entry.voter)
    }


def test_a_box_that_forgot_while_the_roll_did_not_is_put_right_at_the_close() -> None:
    contest = opened(VOTERS)
    ScriptedVoter(contest, "ann").take_paper(at=NOW)
    ScriptedVoter(contest, "bob").take_paper(at=NOW)
    entry = contest.roll.get(voter="ann")
    box.rename_paper(contest.public_id, "ann", rolls.nobody(entry))
    contest = close_contest(contest, at=NOW + DAY)
    assert contest.papers_issued == 2
    assert contest.roll.get(voter="ann").took_paper is True


def test_nothing_is_renamed_where_the_box_is_gone() -> None:
    contest = drafted(VOTERS)
    box.rename_paper(contest.public_id, "ann", "nobody")
    assert contest.roll.filter(voter="ann").exists()
