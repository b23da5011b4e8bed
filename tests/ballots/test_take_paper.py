"""Ballot papers: one a voter, the same answer to the same values, and nothing of the time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from ballots import box, keyring, queries
from ballots.models import Contest
from ballots.operations.closing import close_contest
from ballots.operations.papers import OtherPaper, take_paper
from ballots.protocol.encoding import Malformed
from ballots.scripted import ScriptedVoter
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, drafted, opened


def _blinded(contest: Contest) -> dict[str, bytes]:
    blinded = ScriptedVoter(contest, "ann").keys.blind()
    return {"envelope": blinded.envelope, "ballot": blinded.ballot}


@pytest.mark.django_db
def test_the_same_values_get_the_same_answer_and_others_none() -> None:
    contest = opened()
    values, before = _blinded(contest), Event.objects.count()
    first = take_paper(contest, "ann", **values, at=NOW)
    assert take_paper(contest, "ann", **values, at=NOW + timedelta(hours=1)) == first
    with pytest.raises(OtherPaper):
        take_paper(contest, "ann", **_blinded(contest), at=NOW)
    assert box.papers_issued(contest.public_id) == 1
    assert queries.has_paper(contest, "ann")
    assert not queries.has_paper(contest, "bob")
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_what_is_no_blinded_value_is_refused_and_leaves_nothing() -> None:
    contest = opened()
    for bad in (b"", b"\xff" * 384, bytes(383)):
        with pytest.raises(Malformed):
            take_paper(contest, "ann", envelope=bad, ballot=bytes(384), at=NOW)
    assert box.papers_issued(contest.public_id) == 0


@pytest.mark.django_db
def test_papers_are_issued_to_the_roll_while_they_are_issued() -> None:
    with pytest.raises(Refused, match="not on the roll"):
        take_paper(opened(), "zoe", envelope=b"", ballot=b"", at=NOW)
    with pytest.raises(Refused, match="not opened yet"):
        take_paper(drafted(), "ann", envelope=b"", ballot=b"", at=NOW)
    short = opened(papers_until=NOW + timedelta(seconds=20))
    with pytest.raises(Refused, match="No more ballot papers"):
        take_paper(short, "ann", **_blinded(short), at=NOW + timedelta(seconds=20))
    with pytest.raises(Refused, match="Voting has closed"):
        take_paper(short, "ann", **_blinded(short), at=NOW + DAY)


@pytest.mark.django_db
def test_a_server_without_its_key_says_so() -> None:
    contest = opened()
    keyring.destroy(contest.public_id, keyring.ISSUER)
    with pytest.raises(Refused, match="lost the keys"):
        take_paper(contest, "ann", **_blinded(contest), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_where_the_close_came_between_no_paper_is_issued() -> None:
    contest = opened()
    values = _blinded(contest)
    with transaction.atomic():
        box.end_papers(contest.public_id)
    with pytest.raises(Refused, match="Voting has closed"):
        take_paper(contest, "ann", **values, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_requests_at_once_one_makes_the_paper() -> None:
    contest = opened()
    values = [_blinded(contest) for _request in range(20)]

    def ask(one: dict[str, bytes]) -> bytes | None:
        try:
            return take_paper(contest, "ann", **one, at=NOW).envelope
        except OtherPaper:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, values))
    (made,) = [one for one in answers if one]
    signed = box.paper_of(contest.public_id, "ann")
    assert signed is not None
    assert signed.envelope == made


@pytest.mark.django_db
def test_of_two_requests_at_once_the_second_gets_what_the_first_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contest = opened()
    values, others, found = _blinded(contest), _blinded(contest), box.paper_of
    first = take_paper(contest, "ann", **values, at=NOW)
    looks = iter([None, found(contest.public_id, "ann")] * 2)
    monkeypatch.setattr(box, "paper_of", lambda *_asked: next(looks))
    assert take_paper(contest, "ann", **values, at=NOW) == first
    with pytest.raises(OtherPaper):
        take_paper(contest, "ann", **others, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_papers_under_way_at_the_close_are_on_the_roll_or_refused() -> None:
    voters = [f"v{number}" for number in range(24)]
    contest = opened(voters)

    def take(voter: str) -> bool:
        try:
            ScriptedVoter(contest, voter).take_paper(at=NOW)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    def close() -> None:
        close_contest(contest, at=contest.closes_at)
        connections.close_all()

    with ThreadPoolExecutor(9) as pool:
        taken = [pool.submit(take, voter) for voter in voters[:16]]
        closing = pool.submit(close)
        taken += [pool.submit(take, voter) for voter in voters[16:]]
        closing.result(timeout=60)
        issued = sum(one.result(timeout=60) for one in taken)
    assert contest.roll.filter(took_paper=True).count() == issued
    assert not contest.roll.filter(took_paper=None).exists()


@pytest.mark.django_db
def test_nothing_that_is_kept_of_a_paper_is_a_time_or_an_order() -> None:
    contest = opened()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'ballot_box' AND table_name LIKE %s",
            [f"%{contest.public_id}"],
        )
        columns = {name for _table, name in cursor.fetchall()}
    assert columns == {
        "voter", "envelope", "ballot", "envelope_signature", "ballot_signature",
        "key", "counter", "hash",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_planner_keeps_no_samples_of_papers_and_envelopes() -> None:
    """Statistics would outlive the relations on the disk."""
    contest = opened()
    ScriptedVoter(contest, "ann").vote([1], at=NOW)
    with connection.cursor() as cursor:
        for kind in ("papers", "box"):
            cursor.execute(f"ANALYZE ballot_box.{kind}_{contest.public_id}")
        cursor.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'ballot_box'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            f"CREATE TABLE ballot_box.sampled AS TABLE ballot_box.box_{contest.public_id}"
        )
        cursor.execute("ANALYZE ballot_box.sampled")
        cursor.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'ballot_box'")
        assert cursor.fetchone() != (0,)
