import hashlib
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection, transaction

from ballots import queries, schedule, secrets
from ballots.models import Ballot, Contest, ContestStatus, CountedBallots
from ballots.operations.casting import cast_ballot
from ballots.operations.contests import close_contest, count_contest, open_contest, withdraw_option
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import DAY, drafted, opened

CLOSE = NOW + DAY
Capture = Any


@pytest.mark.django_db
def test_equal_ballots_are_kept_once_in_sorted_order_with_their_number(
    django_capture_on_commit_callbacks: Capture, secrets_folder: Path
) -> None:
    contest = opened(["a", "b", "c", "d"])
    for voter, choices in {"a": [2, 1], "b": [1], "c": [2, 1], "d": []}.items():
        cast_ballot(contest, voter, choices=choices, at=NOW)
    lot = secrets.read(contest.public_id).lot
    with django_capture_on_commit_callbacks(execute=True):
        contest = close_contest(contest, at=CLOSE)
    rows = list(contest.counted.order_by("pk").values_list("choices", "number"))
    assert rows == [([], 1), ([1], 1), ([2, 1], 2)]
    assert not contest.box.exists()
    assert list(secrets_folder.iterdir()) == []
    assert (contest.papers, contest.lot_secret) == (4, lot.hex())
    assert hashlib.sha256(bytes.fromhex(contest.lot_secret)).hexdigest() == contest.lot_commitment


@pytest.mark.django_db
def test_nobody_closes_before_the_announced_moment_and_nobody_twice() -> None:
    contest = opened()
    with pytest.raises(Refused, match="until the announced close"):
        close_contest(contest, at=CLOSE - timedelta(seconds=1))
    close_contest(contest, at=CLOSE)
    with pytest.raises(Refused, match="not open"):
        close_contest(contest, at=CLOSE)


@pytest.mark.django_db
def test_where_the_secret_is_lost_nothing_is_closed(secrets_folder: Path) -> None:
    contest = opened()
    cast_ballot(contest, "ann", choices=[1], at=NOW)
    (secrets_folder / contest.public_id).unlink()
    with pytest.raises(secrets.SecretLost):
        close_contest(contest, at=CLOSE)
    assert contest.box.count() == 1
    assert not CountedBallots.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_ballot_is_lost_or_late_while_the_box_is_being_closed() -> None:
    voters = [f"v{number}" for number in range(40)]
    contest = opened(voters)
    cast, refused = [], []
    begin = threading.Barrier(9)

    def vote(some: list[str]) -> None:
        begin.wait()
        for voter in some:
            try:
                cast_ballot(contest, voter, choices=[1], at=NOW)
                cast.append(voter)
            except Refused:
                refused.append(voter)
        connection.close()

    def close(_none: list[str]) -> None:
        begin.wait()
        withdraw_option(contest, reference="cy", at=NOW)
        close_contest(contest, at=CLOSE)
        connection.close()

    with ThreadPoolExecutor(9) as pool:
        work = [pool.submit(vote, voters[start::8]) for start in range(8)]
        work.append(pool.submit(close, []))
        for one in work:
            one.result(timeout=30)
    assert len(cast) + len(refused) == 40
    assert Contest.objects.get().papers == len(cast)
    assert contest.roll.filter(has_voted=True).count() == len(cast)
    assert not Ballot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_a_ballot_under_way_and_counts_it() -> None:
    contest = opened()
    is_cast, may_commit, seen = threading.Event(), threading.Event(), []

    def slow() -> None:
        with transaction.atomic():
            cast_ballot(contest, "ann", choices=[1], at=NOW)
            is_cast.set()
            may_commit.wait(10)
        connection.close()

    def close() -> None:
        is_cast.wait(10)
        seen.append(close_contest(contest, at=CLOSE).papers)
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
def test_after_the_close_no_row_and_no_file_holds_a_mark_or_the_key(
    secrets_folder: Path, tmp_path: Path
) -> None:
    contest = opened()
    secret = secrets.read(contest.public_id)
    marks = [secret.mark(voter) for voter in ("ann", "bob")]
    for voter in ("ann", "bob"):
        cast_ballot(contest, voter, choices=[1], at=NOW)
    sealed = [bytes(ballot.sealed) for ballot in contest.box.all()]
    close_contest(contest, at=CLOSE)
    rows = "".join(
        serializers.serialize("json", model.objects.all()) for model in apps.get_models()
    )
    for mark in marks:
        assert mark not in rows
    assert secret.box.hex() not in rows
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert secret.box not in held
    assert secret.lot not in held
    # What is left of the deleted rows on the disk opens with no key that still exists.
    assert all(b"[1]" not in one for one in sealed)


@pytest.mark.django_db(transaction=True)
def test_the_order_of_rows_after_the_close_says_nothing_of_who_voted_what() -> None:
    chance = random.Random(7)
    voters = [f"v{number:03}" for number in range(200)]
    contest = opened(voters)
    chosen = {voter: [chance.choice([1, 2, 3])] for voter in voters}
    order = list(voters)
    chance.shuffle(order)
    for voter in order:
        cast_ballot(contest, voter, choices=chosen[voter], at=NOW)
    close_contest(contest, at=CLOSE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM ballots_countedballots")
        transactions, rows = cursor.fetchone()
    # One transaction wrote every ranking, each once, in the order of the rankings themselves.
    assert (transactions, rows) == (1, 3)
    kept = list(CountedBallots.objects.order_by("pk").values_list("choices", flat=True))
    assert kept == sorted(kept)


@pytest.mark.django_db(transaction=True)
def test_a_secret_that_a_dead_process_left_behind_is_destroyed_by_the_clock(
    secrets_folder: Path,
) -> None:
    contest, still_open = opened(), opened()
    kept = (secrets_folder / contest.public_id).read_bytes()
    close_contest(contest, at=CLOSE)
    (secrets_folder / contest.public_id).write_bytes(kept)
    schedule.destroy_left_secrets(CLOSE)
    assert secrets.held() == [still_open.public_id]


@pytest.mark.django_db
def test_anybody_can_compute_the_seed_of_the_lot_from_what_is_shown() -> None:
    contest = opened(["a", "b", "c"])
    for voter, choices in {"a": [2, 1], "b": [10 % 7], "c": []}.items():
        cast_ballot(contest, voter, choices=choices, at=NOW)
    contest = count_contest(close_contest(contest, at=CLOSE), at=CLOSE)
    ballots = b"\n" + b"2 1\n" + b"3\n"
    assert queries.ballot_lines(contest) == ballots
    shown = bytes.fromhex(contest.lot_secret) + contest.public_id.encode()
    seed = hashlib.sha256(shown + hashlib.sha256(ballots).digest()).hexdigest()
    result = queries.result(contest)
    assert result is not None
    assert result.seed == seed
    assert contest.status == ContestStatus.COUNTED


@pytest.mark.django_db
def test_nothing_is_opened_too_early_or_twice() -> None:
    with pytest.raises(Refused, match="too early"):
        open_contest(drafted(), options=[], at=NOW - timedelta(seconds=1))
    with pytest.raises(Refused, match="opened before"):
        open_contest(opened(), options=[], at=NOW)
