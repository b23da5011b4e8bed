"""What an election brings before the committee's next meeting by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Challenge, Election
from elections.operations.challenges import challenge_election, decide_challenge
from meetings.agenda import Item
from meetings.models import Meeting, MeetingKind
from meetings.operations.agenda import Place, plan_agenda, set_business
from meetings.operations.meetings import (
    Details,
    call_meeting,
    cancel_meeting,
    close_meeting,
    open_meeting,
)
from tests.factories_elections import ComplaintDecisionFactory
from tests.factories_meetings import MinutesFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TITLE = "Challenge of a result: Election of delegates"
DAY = timedelta(days=1)


@pytest.fixture
def call(
    committee: Committee, coordinator: Membership, election: Election
) -> Callable[..., Meeting]:
    def called(days: int, kind: str = "general", **more: Any) -> Meeting:
        at = election.counted_from
        local = (at + timedelta(days=days)).astimezone(committee.timezone)
        given = Details("Spring", local.date(), local.time(), "Room 12", **more)
        return call_meeting(committee, kind=kind, details=given, by=coordinator, at=at)

    return called


def _challenge(election: Election, by: Membership) -> Challenge:
    return challenge_election(
        election, reason="The *notice* came late.", by=by, at=election.counted_from
    )


def _titles(meeting: Meeting) -> list[str]:
    return list(meeting.agenda.order_by("position").values_list("title", flat=True))


def test_a_challenge_goes_on_the_next_meeting_that_is_called_already(
    election: Election, seven: list[Membership], call: Callable[..., Meeting], as_: As
) -> None:
    emergency = call(2, "emergency", purpose="The roof.")
    later, sooner = call(20), call(10)
    challenge = _challenge(election, seven[3])
    assert [TITLE in _titles(one) for one in (emergency, sooner, later)] == [False, True, False]
    page = as_(seven[4]).get(f"/meetings/{sooner.public_id}/").content.decode()
    assert f'/elections/{election.public_id}/#challenge-{challenge.public_id}"' in page
    page = as_(seven[4]).get(f"/elections/{election.public_id}/").content.decode()
    assert "It stands on the agenda of:" in page
    assert f"/meetings/{sooner.public_id}/" in page


def test_it_goes_on_a_meeting_called_later_before_its_business_and_stays_there(
    election: Election,
    seven: list[Membership],
    coordinator: Membership,
    call: Callable[..., Meeting],
) -> None:
    _challenge(election, seven[3])
    meeting = call(10, agenda=(Item("Banner"), Item("Any other business")))
    assert _titles(meeting)[-3:] == [TITLE, "Banner", "Any other business"]
    set_business(meeting, [Item("Leaflet")])
    assert _titles(meeting)[-2:] == [TITLE, "Leaflet"]
    item = meeting.agenda.get(kind="matter")
    places = [Place(one.public_id) for one in meeting.agenda.order_by("position")]
    with pytest.raises(Refused, match="Only standing items"):
        plan_agenda(
            meeting, places, remove=item.public_id, by=coordinator, at=election.counted_from
        )


def test_a_meeting_that_is_not_held_passes_it_on(
    election: Election,
    seven: list[Membership],
    coordinator: Membership,
    call: Callable[..., Meeting],
) -> None:
    _challenge(election, seven[3])
    first, second = call(10), call(20)
    second.agenda.filter(kind="matter").delete()
    cancel_meeting(first, reason="No room.", by=coordinator, at=election.counted_from)
    assert TITLE in _titles(second)


@pytest.mark.parametrize("is_upheld", [True, False])
def test_the_minutes_carry_the_decision_and_it_leaves_later_agendas(
    election: Election,
    seven: list[Membership],
    coordinator: Membership,
    call: Callable[..., Meeting],
    is_upheld: bool,
) -> None:
    challenge = _challenge(election, seven[3])
    meeting, later = call(10), call(20)
    ComplaintDecisionFactory(election=election, decided_at=meeting.starts_at)
    ComplaintDecisionFactory(
        election=election, decided_at=meeting.starts_at, ruling="upheld", because="It was [gone]."
    )
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    meeting = close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)
    text = meeting.record.text
    assert text.count("## Complaints: Election of delegates") == 1
    assert "was not upheld: “The board has it.”" in text
    assert "was upheld: “It was \\[gone\\].”" in text
    assert TITLE in _titles(later)
    decide_challenge(
        challenge,
        is_upheld=is_upheld,
        decision="It came\nin *time*.",
        meeting=meeting,
        by=coordinator,
        at=meeting.ends_at + DAY,
    )
    meeting.record.refresh_from_db()
    text = meeting.record.text
    assert f"## {TITLE}\n\n> The \\*notice\\* came late." in text
    assert ("the election is annulled." in text) == is_upheld
    assert ("the result stands." in text) != is_upheld
    assert text.endswith("> It came\n> in \\*time\\*.\n")
    assert meeting.record.versions.count() == 2
    assert TITLE not in _titles(later)
    positions = list(later.agenda.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))
    open_meeting(later, by=coordinator, at=later.starts_at)
    later = close_meeting(later, present=5, by=coordinator, at=later.ends_at)
    assert "Complaints:" not in later.record.text


def test_approved_minutes_stay_as_they_are(
    election: Election,
    seven: list[Membership],
    coordinator: Membership,
    call: Callable[..., Meeting],
) -> None:
    challenge = _challenge(election, seven[3])
    meeting = call(10)
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    meeting = close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)
    meeting.record.delete()
    approved = MinutesFactory(
        meeting=meeting,
        status="approved",
        text="Frozen.",
        approved_at=meeting.ends_at,
        sha256="a" * 64,
    )
    decide_challenge(
        challenge,
        is_upheld=False,
        decision="In time.",
        meeting=meeting,
        by=coordinator,
        at=meeting.ends_at,
    )
    approved.refresh_from_db()
    assert approved.text == "Frozen."


def test_an_emergency_meeting_does_not_decide_it(
    election: Election,
    seven: list[Membership],
    coordinator: Membership,
    call: Callable[..., Meeting],
) -> None:
    challenge = _challenge(election, seven[3])
    meeting = call(2, MeetingKind.EMERGENCY, purpose="The roof.")
    assert TITLE not in _titles(meeting)
    meeting = close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)
    with pytest.raises(Refused, match="no emergency meeting does"):
        decide_challenge(
            challenge,
            is_upheld=True,
            decision="No.",
            meeting=meeting,
            by=coordinator,
            at=meeting.ends_at,
        )
