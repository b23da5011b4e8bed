"""Closing: nothing is lost or late, and what opened the way from voter to ballot is gone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from ballots import box, keyring, queries, schedule
from ballots.models import Contest
from ballots.operations.casting import cast_envelope
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.contests import open_contest, prepare_contest, void_contest, withdraw_option
from ballots.operations.opening import open_ballots
from ballots.protocol import lists
from ballots.scripted import ScriptedVoter
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, counted, drafted, opened, prepared
from tests.voting import cast

CLOSE = NOW + DAY
Capture = Any


@pytest.mark.django_db
def test_nobody_closes_before_the_announced_moment_and_nobody_twice() -> None:
    contest = opened()
    with pytest.raises(Refused, match="until the announced close"):
        close_contest(contest, at=CLOSE - timedelta(seconds=1))
    close_contest(contest, at=CLOSE)
    with pytest.raises(Refused, match="not open"):
        close_contest(contest, at=CLOSE)


@pytest.mark.django_db
def test_nothing_is_printed_or_opened_too_early_or_twice() -> None:
    with pytest.raises(Refused, match="too early"):
        open_contest(prepared(), at=NOW - timedelta(seconds=1))
    with pytest.raises(Refused, match="cannot be opened"):
        open_contest(opened(), at=NOW)
    with pytest.raises(Refused, match="printed already"):
        prepare_contest(prepared(), options=[], at=NOW)
    with pytest.raises(Refused, match="Only a closed vote"):
        settle_list(opened(), at=CLOSE + DAY)
    with pytest.raises(Refused, match="not open"):
        withdraw_option(drafted(), reference="ada", at=NOW)


@pytest.mark.django_db
def test_both_lists_are_sorted_and_signed() -> None:
    contest = opened()
    for voter in ("ann", "bob"):
        cast(contest, voter, choices=[1], at=NOW)
    contest = close_contest(contest, at=CLOSE)
    definition = ScriptedVoter(contest, "ann").definition
    first = queries.closing_list(contest)
    assert first is not None
    hashes = queries.hashes_of(first)
    assert (len(hashes), sorted(hashes)) == (2, hashes)
    listed = lists.list_hash(definition.fingerprint, [], hashes)
    signed = (definition.receipt_key, bytes(first.signature), definition.fingerprint, listed)
    assert lists.verify_first(*signed)
    contest = settle_list(contest, at=contest.complaints_until)
    final = queries.closing_list(contest)
    assert final is not None
    assert final.kind == "final"
    signed = (definition.receipt_key, bytes(final.signature), definition.fingerprint, listed)
    assert lists.verify_final(*signed)


@pytest.mark.django_db
def test_each_key_goes_when_its_use_is_over(
    django_capture_on_commit_callbacks: Capture, secrets_folder: Path
) -> None:
    contest = opened()
    cast(contest, "ann", choices=[1], at=NOW)
    kept = {file.name: file.read_bytes() for file in secrets_folder.iterdir()}
    assert len(kept) == 3

    def left() -> set[str]:
        return keyring.held().get(contest.public_id, set())

    with django_capture_on_commit_callbacks(execute=True):
        contest = close_contest(contest, at=CLOSE)
    assert left() == {keyring.RECEIPT, keyring.HOLDER}
    with django_capture_on_commit_callbacks(execute=True):
        contest = settle_list(contest, at=contest.complaints_until)
    assert left() == {keyring.HOLDER}
    with django_capture_on_commit_callbacks(execute=True):
        open_ballots(contest, at=contest.complaints_until)
    assert left() == set()
    # What a process that died between commit and destruction left behind, the clock destroys.
    for name, content in kept.items():
        (secrets_folder / name).write_bytes(content)
    (secrets_folder / "a stranger's file").write_bytes(b"")
    schedule.destroy_left_keys(CLOSE)
    assert left() == set()


@pytest.mark.django_db
def test_what_a_dead_process_left_of_an_open_vote_stays(secrets_folder: Path) -> None:
    contest = opened()
    schedule.destroy_left_keys(NOW)
    assert keyring.held() == {contest.public_id: set(keyring.PURPOSES)}
    keyring.make(contest.public_id, with_holder=True)
    assert len(list(secrets_folder.iterdir())) == 3


@pytest.mark.django_db
def test_a_damaged_key_is_a_lost_one(secrets_folder: Path) -> None:
    contest = opened()
    (secrets_folder / f"{contest.public_id}.issuer").write_bytes(b"\0\0\0\5short")
    (secrets_folder / f"{contest.public_id}.receipt").write_bytes(b"short")
    with pytest.raises(keyring.KeyLost):
        keyring.issuer(contest.public_id)
    with pytest.raises(keyring.KeyLost):
        close_contest(contest, at=CLOSE)
    with pytest.raises(ValueError, match="identifier"):
        keyring.receipt("../../etc/passwd")


@pytest.mark.django_db(transaction=True)
def test_no_envelope_is_lost_or_late_while_the_box_is_being_closed() -> None:
    voters = [f"v{number}" for number in range(40)]
    contest = opened(voters)
    ready = [ScriptedVoter(contest, voter) for voter in voters]
    for one in ready:
        one.take_paper(at=NOW)
    sent = [(one, one.keys.outer([1], 1)) for one in ready]
    begin = threading.Barrier(9)

    def vote(some: list[tuple[ScriptedVoter, bytes]]) -> int:
        begin.wait()
        taken = 0
        for one, outer in some:
            try:
                cast_envelope(one.definition, outer, at=NOW)
                taken += 1
            except Refused:
                pass
        connections.close_all()
        return taken

    def close() -> None:
        begin.wait()
        withdraw_option(contest, reference="cy", at=NOW)
        close_contest(contest, at=CLOSE)
        connections.close_all()

    with ThreadPoolExecutor(9) as pool:
        votes = [pool.submit(vote, sent[start::8]) for start in range(8)]
        pool.submit(close).result(timeout=30)
        taken = sum(one.result(timeout=30) for one in votes)
    contest = settle_list(Contest.objects.get(), at=contest.complaints_until)
    assert contest.envelopes == taken
    assert contest.papers_issued == 40


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_an_envelope_under_way() -> None:
    contest = opened()
    ann = ScriptedVoter(contest, "ann")
    ann.take_paper(at=NOW)
    is_cast, may_commit, seen = threading.Event(), threading.Event(), []

    def slow() -> None:
        with transaction.atomic():
            cast_envelope(ann.definition, ann.keys.outer([1], 1), at=NOW)
            is_cast.set()
            may_commit.wait(10)
        connection.close()

    def close() -> None:
        is_cast.wait(10)
        closed = close_contest(contest, at=CLOSE)
        seen.append(len(box.hashes(closed.public_id)))
        connection.close()

    threads = [threading.Thread(target=slow), threading.Thread(target=close)]
    for thread in threads:
        thread.start()
    is_cast.wait(10)
    threads[1].join(0.5)
    assert seen == []
    may_commit.set()
    for thread in threads:
        thread.join(10)
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_after_the_count_no_relation_of_the_vote_is_left() -> None:
    contest = opened()
    cast(contest, "ann", choices=[1], at=NOW)
    counted(contest)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE %s", [f"%{contest.public_id}%"]
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_a_name_withdrawn_during_voting_is_passed_over_in_the_count() -> None:
    contest = opened()
    for voter in ("ann", "bob", "cem"):
        cast(contest, voter, choices=[1, 2], at=NOW)
    withdraw_option(contest, reference="ada", at=NOW)
    withdraw_option(contest, reference="ada", at=NOW)
    assert Event.objects.filter(name="ballots.option_withdrawn").count() == 1
    result = queries.result(counted(contest))
    assert result is not None
    assert (result.elected, result.withdrawn) == ((2,), (1,))


@pytest.mark.django_db
def test_a_void_vote_keeps_neither_ballots_nor_keys(
    django_capture_on_commit_callbacks: Capture, secrets_folder: Path
) -> None:
    contest = opened()
    cast(contest, "ann", choices=[1], at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        contest = void_contest(contest, at=CLOSE)
    assert list(secrets_folder.iterdir()) == []
    assert not any(box.is_there(kind, contest.public_id) for kind in box.ALL)
    with pytest.raises(Refused, match="void already"):
        void_contest(contest, at=CLOSE)
    with pytest.raises(Refused, match="declared void"):
        cast(contest, "bob", choices=[1], at=NOW)
    assert void_contest(drafted(), at=NOW).definition is None
