"""What a meeting decides about a challenge."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from core.decision import Refused
from elections.models import Challenge, Election
from elections.operations.challenges import challenge_election, decide_challenge
from elections.operations.repeating import repeat_election
from meetings.models import Meeting
from notices.models import Message
from tests import factories
from tests.factories import NOW
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def challenge(election: Election, seven: list[Membership]) -> Challenge:
    return challenge_election(
        election, reason="The notice came late.", by=seven[3], at=election.counted_from
    )


@pytest.fixture
def meeting(committee: Committee, challenge: Challenge) -> Meeting:
    return _held(committee, challenge, days=1)


def _held(committee: Committee, challenge: Challenge, days: int, status: str = "closed") -> Meeting:
    starts = challenge.made_at + timedelta(days=days)
    closed = {"closed_at": starts, "opened_at": starts} if status == "closed" else {}
    return MeetingFactory(
        committee=committee,
        status=status,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        local_date=starts.date(),
        **closed,
    )


def test_dismissed_the_result_stands(
    election: Election, challenge: Challenge, meeting: Meeting, coordinator: Membership, as_: As
) -> None:
    page = as_(coordinator).get(f"/elections/{election.public_id}/").content.decode()
    assert "Write down what the meeting decided" in page
    path = f"/challenges/{challenge.public_id}/decide/"
    assert "The notice came late." in as_(coordinator).get(path).content.decode()
    sent = {"meeting": meeting.public_id, "outcome": "dismissed", "decision": "It was in time."}
    answer = as_(coordinator).post(path, sent, follow=True)
    assert "It was in time." in answer.content.decode()
    challenge.refresh_from_db()
    election.refresh_from_db()
    assert (challenge.status, election.status) == ("dismissed", "declared")
    assert Mandate.objects.live().filter(decision=election.public_id).exists()
    with pytest.raises(Refused, match="decided this challenge already"):
        decide_challenge(
            challenge, is_upheld=True, decision="No.", meeting=meeting, by=coordinator, at=NOW
        )


def test_upheld_the_mandates_end_in_that_moment_and_the_election_is_repeated(
    election: Election, challenge: Challenge, meeting: Meeting, coordinator: Membership
) -> None:
    other = challenge_election(
        election, reason="Me too.", by=election.committee.memberships.get(chosen_name="Voter 4"),
        at=election.counted_from,
    )  # fmt: skip
    at = meeting.starts_at
    decide_challenge(
        challenge, is_upheld=True, decision="Annulled.", meeting=meeting, by=coordinator, at=at
    )
    election.refresh_from_db()
    assert (election.status, election.voided_at, election.due_at) == ("void", at, None)
    given = Mandate.objects.filter(decision=election.public_id)
    assert set(given.values_list("status", "ended_by")) == {("ended", "annulled")}
    assert Message.objects.filter(key=f"election:void:{election.public_id}").exists()
    election.contest.refresh_from_db()
    assert election.contest.status == "counted"
    decide_challenge(
        other, is_upheld=True, decision="With it.", meeting=meeting, by=coordinator, at=at
    )
    assert repeat_election(election, by=coordinator, at=at).status == "nominations"


def test_only_a_coordinator_who_did_not_stand(
    election: Election, challenge: Challenge, meeting: Meeting, seven: list[Membership]
) -> None:
    given = {"is_upheld": False, "decision": "No.", "meeting": meeting, "at": NOW}
    with pytest.raises(Refused, match="A coordinator writes"):
        decide_challenge(challenge, by=seven[4], **given)
    factories.MandateFactory(
        committee=election.committee, membership=seven[0], office="coordinator", given_at=NOW
    )
    with pytest.raises(Refused, match="You stood"):
        decide_challenge(challenge, by=Membership.objects.get(pk=seven[0].pk), **given)


def test_where_every_coordinator_stood_the_returning_officer_writes_it_down(
    election: Election, challenge: Challenge, meeting: Meeting, coordinator: Membership,
    seven: list[Membership], as_: As,
) -> None:  # fmt: skip
    officer, stood = seven[5], seven[0]
    Election.objects.filter(pk=election.pk).update(returning_officer=officer)
    Mandate.objects.filter(office="coordinator").delete()
    factories.MandateFactory(
        committee=election.committee, membership=stood, office="coordinator", given_at=NOW
    )
    place = f"/elections/{election.public_id}/"
    words = "Write down what the meeting decided"
    assert words not in as_(stood).get(place).content.decode()
    assert as_(stood).get(f"/challenges/{challenge.public_id}/decide/").status_code == 403
    assert words in as_(officer).get(place).content.decode()
    given = {"is_upheld": False, "decision": "No.", "meeting": meeting, "at": NOW}
    decided = decide_challenge(challenge, by=Membership.objects.get(pk=officer.pk), **given)
    assert decided.status == "dismissed"


@pytest.mark.parametrize(("days", "status"), [(-1, "closed"), (1, "called")])
def test_only_by_a_meeting_that_was_held_afterwards(
    committee: Committee,
    challenge: Challenge,
    coordinator: Membership,
    days: int,
    status: str,
    as_: As,
) -> None:
    other = _held(committee, challenge, days, status)
    with pytest.raises(Refused, match="held after the challenge decides"):
        decide_challenge(
            challenge, is_upheld=False, decision="No.", meeting=other, by=coordinator, at=NOW
        )
    sent = {"meeting": other.public_id, "outcome": "upheld", "decision": "Yes."}
    answer = as_(coordinator).post(f"/challenges/{challenge.public_id}/decide/", sent)
    assert answer.status_code == 422


def test_before_a_meeting_was_held_the_page_says_so(
    challenge: Challenge, coordinator: Membership, as_: As
) -> None:
    page = as_(coordinator).get(f"/challenges/{challenge.public_id}/decide/").content.decode()
    assert "No meeting has been held since the challenge." in page
    assert "Write the decision down" not in page
