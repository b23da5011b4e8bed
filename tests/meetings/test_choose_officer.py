"""Whom the meeting chose: chair, minutes secretary, tellers, stewards."""

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting, MeetingOfficer, Offer
from meetings.operations.hall_officers import choose_officer
from meetings.roles import chairs
from tests.factories_meetings import STARTS_AT, OfferFactory
from tests.meetings.hall import As, here, newest, only_the_chair_presses, take_back


def offer(meeting: Meeting, member: Membership, duty: str = "chair") -> Offer:
    return OfferFactory(meeting=meeting, membership=member, duty=duty)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("committee").get(pk=meeting.pk)


def test_the_chosen_chair_chairs_and_the_coordinator_no_longer(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    chosen = choose_officer(offer(running, member), by=coordinator, at=STARTS_AT, seen=0)
    assert (chosen.duty, chosen.membership, chosen.since) == ("chair", member, STARTS_AT)
    assert not Offer.objects.exists()
    assert chairs(member, fresh(running))
    assert not chairs(coordinator, fresh(running))
    assert newest(running).facts == {"duty": "chair"}
    event = Event.objects.get(name="meetings.officer_chosen")
    assert (event.data, event.actor) == ({"duty": "chair"}, coordinator.public_id)


def test_another_chair_ends_the_first_and_taken_back_the_first_chairs_again(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    _first, second = here(running, member, number=1)
    choose_officer(offer(running, member), by=coordinator, at=STARTS_AT, seen=0)
    choose_officer(offer(running, second), by=member, at=STARTS_AT, seen=1)
    assert chairs(second, fresh(running))
    take_back(running, second)
    assert chairs(member, fresh(running))
    assert Offer.objects.get().membership == second
    take_back(running, member)
    assert chairs(coordinator, fresh(running))


def test_tellers_are_many(running: Meeting, coordinator: Membership) -> None:
    for one in here(running, number=3):
        choose_officer(offer(running, one, "teller"), by=coordinator, at=STARTS_AT, seen=None)
    choose_officer(offer(running, one, "teller"), by=coordinator, at=STARTS_AT, seen=None)
    assert MeetingOfficer.objects.filter(duty="teller", ended_at=None).count() == 3


def test_only_who_is_still_there_is_chosen(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    gone = offer(running, member)
    with pytest.raises(Refused, match="not here any more"):
        choose_officer(gone, by=coordinator, at=STARTS_AT, seen=0)
    here(running, member)
    member.status, member.ended_at = "left", STARTS_AT
    member.save()
    gone.refresh_from_db()
    with pytest.raises(Refused, match="not here any more"):
        choose_officer(gone, by=coordinator, at=STARTS_AT, seen=0)


def test_only_the_chair_notes_it(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    here(running, member)
    only_the_chair_presses(
        running, "choose-officer", as_, chair=coordinator, member=member, outsider=outsider,
        offer=offer(running, member, "teller").public_id,
    )  # fmt: skip


def test_after_the_chair_is_chosen_the_coordinator_is_led_to_the_hall(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    here(running, member)
    sent = {"version": "0", "offer": offer(running, member).public_id}
    answer = as_(coordinator).post(f"/meetings/{running.public_id}/choose-officer/", sent)
    assert answer["Location"] == f"/meetings/{running.public_id}/hall/"
