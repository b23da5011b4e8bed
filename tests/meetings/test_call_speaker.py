"""Giving the floor: whom the chair calls, and for how long."""

from datetime import timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting, Motion, Speaker
from meetings.operations.hall_stack import call_speaker
from meetings.queries.hall import hall
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import (
    As,
    entries,
    here,
    only_the_chair_presses,
    said,
    take_back,
    waits,
)


def test_who_is_called_speaks_and_who_spoke_has_spoken(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    first, second = (waits(running, one) for one in here(running, member, number=1))
    call_speaker(running, speaker=first, by=coordinator, at=STARTS_AT, seen=0)
    after = STARTS_AT + timedelta(seconds=95)
    call_speaker(running, speaker=second, by=coordinator, at=after, seen=1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.seconds) == ("spoken", 95)
    assert (second.status, second.called_at) == ("speaking", after)
    assert entries(running) == ["speaker_called", "speech_ended", "speaker_called"]
    assert [one.facts for one in running.log.order_by("number")] == [
        {"side": "for"},
        {"side": "for", "seconds": 95},
        {"side": "for"},
    ]
    assert said("speaker_called")
    actors = Event.objects.values_list("actor", flat=True)
    assert set(actors) == {coordinator.public_id}


def test_taken_back_they_wait_again(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    place = waits(running, *here(running, member))
    call_speaker(running, speaker=place, by=coordinator, at=STARTS_AT, seen=0)
    take_back(running, coordinator)
    place.refresh_from_db()
    assert (place.status, place.called_at) == ("waiting", None)


def test_taken_back_they_have_spoken_where_they_wait_already(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    place = waits(running, *here(running, member))
    call_speaker(running, speaker=place, by=coordinator, at=STARTS_AT, seen=0)
    waits(running, member)
    take_back(running, coordinator)
    place.refresh_from_db()
    assert place.status == "spoken"


def test_only_who_waits_on_this_item_is_called(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    gone, other = (waits(running, one) for one in here(running, member, number=1))
    Speaker.objects.filter(pk=gone.pk).update(status="withdrawn")
    with pytest.raises(Refused, match="does not wait to speak any more"):
        call_speaker(running, speaker=gone, by=coordinator, at=STARTS_AT, seen=None)
    other.delete()
    with pytest.raises(Refused, match="Nobody waits"):
        call_speaker(running, speaker=gone, by=coordinator, at=STARTS_AT, seen=None)


def test_two_who_press_at_once_call_one(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    first, second = (waits(running, one) for one in here(running, member, number=1))
    call_speaker(running, speaker=first, by=coordinator, at=STARTS_AT, seen=0)
    with pytest.raises(Refused, match="moved on meanwhile"):
        call_speaker(running, speaker=second, by=coordinator, at=STARTS_AT, seen=0)
    assert entries(running) == ["speaker_called"]


@pytest.mark.parametrize(
    ("is_mover", "kind", "before", "minutes"),
    [(True, "for", 0, 5), (True, "for", 1, 2), (True, "question", 1, 3), (False, "for", 0, 3)],
)
def test_the_standing_orders_say_how_long(
    in_debate: Motion, member: Membership, is_mover: bool, kind: str, before: int, minutes: int
) -> None:
    meeting = in_debate.meeting
    assert meeting
    if is_mover:
        Motion.objects.update(proposer=member)
        meeting = Meeting.objects.get(pk=meeting.pk)
    for _speech in range(before):
        waits(meeting, member, status="spoken", called_at=STARTS_AT)
    waits(meeting, member, kind, status="speaking", called_at=STARTS_AT)
    speech = hall(meeting, STARTS_AT).speech
    assert speech
    assert speech.ends_at == STARTS_AT + timedelta(minutes=minutes)


def test_without_a_reply_in_the_rules_a_mover_speaks_like_others(
    in_debate: Motion, member: Membership
) -> None:
    in_debate.committee.rules = {"reply_minutes": 0}
    in_debate.committee.save()
    Motion.objects.update(proposer=member)
    meeting = Meeting.objects.get(pk=in_debate.meeting_id)
    for status in ("spoken", "speaking"):
        waits(meeting, member, status=status, called_at=STARTS_AT)
    speech = hall(meeting, STARTS_AT).speech
    assert speech
    assert speech.seconds == 180


def test_only_the_chair_calls(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    place = waits(running, *here(running, member))
    only_the_chair_presses(
        running, "call-speaker", as_, chair=coordinator, member=member, outsider=outsider,
        speaker=place.public_id,
    )  # fmt: skip
    missing = {"version": "1", "speaker": "none-such"}
    address = f"/meetings/{running.public_id}/call-speaker/"
    assert as_(coordinator).post(address, missing).status_code == 404
