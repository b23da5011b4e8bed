from collections.abc import Callable

import pytest
from django.test import Client

from ballots.models import Complaint
from ballots.operations.evidence import bring_evidence
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections import permissions
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.operations.complaints import decide_complaint
from elections.operations.voiding import void_election
from tests.factories_elections import members, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    """A counted election with one complaint."""
    voters = members(committee, 12)
    election = voting(committee, returning_officer, *voters[:2])
    for one in voters[:6]:
        vote(election, choices=[1], by=one, at=election.voting_opens_at)
    voter = ScriptedVoter(election.contest, member.public_id)
    voter.vote([2], at=election.voting_opens_at)
    election = advance_election(election, at=election.counted_from)
    bring_evidence(election.contest, voter.complaint([2]), at=election.counted_from)
    monkeypatch.setattr("core.clock.now", lambda: election.counted_from)
    return election


def test_a_complaint_is_decided_with_a_reason_that_all_read(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    officer, complaint = as_(returning_officer), Complaint.objects.get()
    page = officer.get(f"/elections/{election.public_id}/complaints/").content.decode()
    assert "The board has this ballot exactly as it was cast." in page
    assert "Marek" not in page
    assert "Hear complaints" in officer.get(f"/elections/{election.public_id}/").content.decode()
    url = f"/complaints/{complaint.public_id}/"
    assert "exactly as it was cast" in officer.get(url).content.decode()
    assert officer.post(url, {"ruling": "upheld", "because": " "}).status_code == 422
    officer.post(url, {"ruling": "not_upheld", "because": "The board has it."})
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert "The board has it." in page
    assert "Not upheld" in page
    event = Event.objects.get(name="elections.complaint_decided")
    assert (event.actor, event.data) == (returning_officer.public_id, {"ruling": "not_upheld"})
    assert officer.get(url).status_code == 403
    assert "There is no complaint" in (
        officer.get(f"/elections/{election.public_id}/complaints/").content.decode()
    )


def test_the_decision_outlives_the_evidence(
    election: Election, returning_officer: Membership
) -> None:
    decision = decide_complaint(
        Complaint.objects.get(),
        ruling="upheld",
        because="x",
        by=returning_officer,
        at=election.counted_from,
    )
    Complaint.objects.all().delete()
    decision.refresh_from_db()
    assert (decision.complaint, decision.ruling, len(decision.mark)) == (None, "upheld", 10)


def test_nobody_else_reads_or_decides(
    election: Election, member: Membership, outsider: Membership, as_: As
) -> None:
    complaint = Complaint.objects.get()
    for path in (
        f"/complaints/{complaint.public_id}/",
        f"/elections/{election.public_id}/complaints/",
    ):
        assert as_(member).get(path).status_code == 403
        assert as_(outsider).get(path).status_code == 404
    with pytest.raises(Refused):
        decide_complaint(
            complaint, ruling="upheld", because="x", by=member, at=election.counted_from
        )


def test_where_the_clock_runs_the_election_a_coordinator_hears_them(
    election: Election, coordinator: Membership, member: Membership
) -> None:
    election.returning_officer = None
    assert permissions.complaints(coordinator, election)
    assert not permissions.complaints(member, election)


def test_of_a_void_election_nothing_is_decided(
    election: Election, returning_officer: Membership
) -> None:
    complaint = Complaint.objects.get()
    election.status = "counted"
    election.save(update_fields=["status"])
    void = void_election(election, because="x", by=None, at=election.counted_from)
    assert not Complaint.objects.exists()
    assert "void" in str(permissions.decide_complaint(returning_officer, void, complaint).reason)


def test_the_members_page_says_what_to_do_and_until_when(
    election: Election, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, url = as_(member), f"/elections/{election.public_id}/complain/"
    page = browser.get(url).content.decode()
    for words in ("I got no receipt", "red notice", "unopenable", "Complaints are heard until:"):
        assert words in page
    assert "Something is wrong" in browser.get(f"/elections/{election.public_id}/").content.decode()
    monkeypatch.setattr("core.clock.now", lambda: election.challenge_ends_at)
    assert "from the close of voting until" in browser.get(url).content.decode()
