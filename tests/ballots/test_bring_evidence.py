"""Complaints come from nobody, and a machine says what each proves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ballots import box
from ballots.models import Board, Complaint, Contest, ContestStatus
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.evidence import bring_evidence
from ballots.operations.opening import open_ballots
from ballots.proofs import Proof, proof_of
from ballots.protocol import envelope as envelopes
from ballots.protocol import outer as outers
from ballots.protocol.encoding import Malformed, b64, canonical, parse
from ballots.scripted import ScriptedVoter
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, opened
from tests.voting import cast

pytestmark = pytest.mark.django_db
VOTERS = [f"v{number}" for number in range(7)]


def voted(*, receipt: bytes | None = None) -> tuple[Contest, ScriptedVoter, bytes]:
    """Six ballots, one of them by a voter who will complain."""
    contest = opened(VOTERS, disputes_until=NOW + 5 * DAY)
    for voter in VOTERS[:5]:
        cast(contest, voter, choices=[1], at=NOW)
    voter = ScriptedVoter(contest, VOTERS[5])
    voter.vote([2, 1], at=NOW)
    return contest, voter, voter.complaint([2, 1], receipt=receipt)


def counted(contest: Contest) -> Contest:
    contest = close_contest(contest, at=contest.closes_at)
    contest = settle_list(contest, at=contest.complaints_until)
    return open_ballots(contest, at=contest.complaints_until)


def brought(contest: Contest, complaint: bytes) -> Proof:
    kept = bring_evidence(contest, complaint, at=contest.closes_at)
    return proof_of(Complaint.objects.select_related("contest").get(pk=kept.pk))


def test_a_ballot_that_was_counted_proves_that_nothing_is_wrong() -> None:
    contest, _voter, complaint = voted()
    contest = close_contest(contest, at=contest.closes_at)
    before = Event.objects.count()
    assert brought(contest, complaint) == Proof.NOT_YET
    assert Event.objects.count() == before
    contest = settle_list(contest, at=contest.complaints_until)
    contest = open_ballots(contest, at=contest.complaints_until)
    assert brought(contest, complaint) == Proof.COUNTED
    assert Complaint.objects.count() == 1


def test_a_receipt_whose_envelope_is_not_listed_is_against_the_box() -> None:
    contest, voter, complaint = voted()
    with_receipt, without = complaint, voter.complaint([2, 1], receipt=b"")
    box._run(
        "DELETE FROM {it} WHERE key = %s", box.BOX, contest.public_id, [voter.keys.envelope_key]
    )
    contest = close_contest(contest, at=contest.closes_at)
    assert brought(contest, with_receipt) == Proof.NOT_LISTED
    assert brought(contest, without) == Proof.NO_RECEIPT


def test_a_later_ballot_of_the_same_paper_stands() -> None:
    contest, voter, complaint = voted()
    contest_file = complaint
    voter.vote([3], at=NOW)
    contest = counted(contest)
    published = contest.published.get(key=voter.keys.ballot_key)
    assert published.choices == [3]
    late = parse(contest_file) | {
        "envelope": _h(voter, 1),
        "outer": b64(voter.cast[1]),
        "number": 2,
    }
    assert brought(contest, canonical(late)) == Proof.LATER


def test_an_older_ballot_or_none_at_all_is_against_the_holders() -> None:
    contest, voter, complaint = voted()
    contest = counted(contest)
    rows = contest.published.filter(key=voter.keys.ballot_key)
    rows.update(counter=1)
    assert brought(contest, complaint) == Proof.OLDER
    rows.delete()
    assert brought(contest, complaint) == Proof.MISSING
    lying = {"code": "unopenable", "envelope": b64(_envelope(voter)), "key": ""}
    other = {
        "code": "format",
        "envelope": b64(envelopes.seal(voter.definition, bytes(1024))),
        "key": "",
    }
    Board.objects.update(invalid=[other, lying])
    assert brought(contest, complaint) == Proof.UNOPENABLE
    Board.objects.update(invalid=[lying | {"code": "format"}])
    assert brought(contest, complaint) == Proof.INVALID
    Board.objects.all().delete()
    assert brought(contest, complaint) == Proof.UNPUBLISHED


def _envelope(voter: ScriptedVoter) -> bytes:
    return outers.parse(voter.cast[-1], voter.definition).envelope


def _h(voter: ScriptedVoter, place: int) -> str:
    return b64(outers.parse(voter.cast[place], voter.definition).h)


Change = Callable[[dict[str, Any]], object]
CHANGES: dict[str, Change] = {
    "another word": lambda read: read.update(complaint="rf1"),
    "another contest": lambda read: read.update(contest="another00000"),
    "another fingerprint": lambda read: read.update(fingerprint=b64(bytes(32))),
    "other choices": lambda read: read["ballot"].update(choices=[1]),
    "another envelope": lambda read: read.update(envelope=b64(bytes(32))),
    "another number": lambda read: read.update(number=2),
    "a changed outer": lambda read: read.update(outer=read["outer"][:-2] + "AA"),
    "a short outer": lambda read: read.update(outer="AAAA"),
    "a field too many": lambda read: read.update(name="Ann"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_no_voter_has_signed_is_no_complaint(change: Change) -> None:
    contest, _voter, complaint = voted()
    contest = close_contest(contest, at=contest.closes_at)
    read = parse(complaint)
    change(read)
    with pytest.raises(Malformed):
        bring_evidence(contest, canonical(read), at=contest.closes_at)
    assert not Complaint.objects.exists()


def test_complaints_are_taken_from_the_close_until_disputes_end() -> None:
    contest, _voter, complaint = voted()
    with pytest.raises(Refused, match="no-complaints"):
        bring_evidence(contest, complaint, at=NOW)
    contest = close_contest(contest, at=contest.closes_at)
    assert contest.disputes_until
    bring_evidence(contest, complaint, at=contest.disputes_until - timedelta(seconds=1))
    with pytest.raises(Refused):
        bring_evidence(contest, complaint, at=contest.disputes_until)
    Contest.objects.update(disputes_until=None)
    contest.refresh_from_db()
    with pytest.raises(Refused):
        bring_evidence(contest, complaint, at=contest.closes_at)


def test_the_address_takes_it_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    contest, _voter, complaint = voted()
    url, kind = f"/box/{contest.public_id}/evidence", "application/json"
    monkeypatch.setattr("core.clock.now", lambda: contest.closes_at)
    refused = Client().post(url, complaint, content_type=kind)
    assert (refused.status_code, refused.json()) == (403, {"fault": "no-complaints"})
    close_contest(contest, at=contest.closes_at)
    assert Client().post(url, b"{", content_type=kind).json() == {"fault": "format"}
    assert Client().post(url, b"x" * 20_000, content_type=kind).json() == {"fault": "length"}
    answer = Client().post(url, complaint, content_type=kind)
    assert answer.json() == {"complaint": Complaint.objects.get().public_id}
    assert not answer.cookies
    assert contest.status != ContestStatus.VOID
