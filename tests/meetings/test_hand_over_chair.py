"""The chair goes to another."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_officers import hand_over_chair
from meetings.roles import chairs
from tests.factories import MembershipFactory
from tests.factories_meetings import STARTS_AT, MeetingOfficerFactory, OfferFactory
from tests.meetings.hall import As, here, newest, said, take_back


@pytest.fixture
def chair(running: Meeting) -> Membership:
    chosen = MembershipFactory(committee=running.committee, chosen_name="Chandra")
    MeetingOfficerFactory(meeting=running, membership=chosen)
    return chosen


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("committee").get(pk=meeting.pk)


def test_to_one_who_offered_until_that_is_taken_back(
    running: Meeting, chair: Membership, member: Membership
) -> None:
    here(running, member)
    offer = OfferFactory(meeting=running, membership=member)
    hand_over_chair(offer, by=chair, at=STARTS_AT, seen=0)
    assert chairs(member, fresh(running))
    assert newest(running).facts == {"duty": "chair", "handed_over": True}
    assert said("chair_handed_over")
    take_back(running, member)
    assert chairs(chair, fresh(running))


def test_to_nobody_who_offered_something_else_or_has_gone(
    running: Meeting, chair: Membership, member: Membership
) -> None:
    teller = OfferFactory(meeting=running, membership=member, duty="teller")
    with pytest.raises(Refused, match="something else"):
        hand_over_chair(teller, by=chair, at=STARTS_AT, seen=0)
    with pytest.raises(Refused, match="not here any more"):
        hand_over_chair(
            OfferFactory(meeting=running, membership=member), by=chair, at=STARTS_AT, seen=0
        )


def test_whoever_coordinates_hands_nothing_over_that_the_meeting_has_not_given(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    offer = OfferFactory(meeting=running, membership=member)
    with pytest.raises(Refused, match="chosen no chair yet"):
        hand_over_chair(offer, by=coordinator, at=STARTS_AT, seen=0)
    with pytest.raises(Refused, match="Only whoever chairs"):
        hand_over_chair(offer, by=member, at=STARTS_AT, seen=0)


def test_the_old_chair_is_led_to_the_hall(
    running: Meeting, chair: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    here(running, member)
    offer = OfferFactory(meeting=running, membership=member)
    address = f"/meetings/{running.public_id}/hand-over-chair/"
    sent = {"version": "0", "offer": offer.public_id}
    assert as_(outsider).post(address, sent).status_code == 404
    assert (
        "Hand the chair over"
        in as_(chair).get(f"/meetings/{running.public_id}/chair/").content.decode()
    )
    assert as_(chair).post(address, sent)["Location"] == f"/meetings/{running.public_id}/hall/"
