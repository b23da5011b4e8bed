"""A raised hand, and the order in which people speak."""

from datetime import timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import AgendaItem, Meeting, Motion, Speaker
from meetings.operations.hall_stack import raise_hand
from meetings.queries.hall import hall
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, here, version, waits


def names(meeting: Meeting) -> list[str]:
    return [one.name for one in hall(Meeting.objects.get(pk=meeting.pk), STARTS_AT).waiting]


def people(meeting: Meeting, *called: str) -> list[Membership]:
    found = here(meeting, number=len(called))
    for one, name in zip(found, called, strict=True):
        one.chosen_name = name
        one.save(update_fields=["chosen_name"])
    return found


def test_a_hand_leaves_no_event_no_line_and_no_new_version(
    running: Meeting, member: Membership
) -> None:
    here(running, member)
    place = raise_hand(running, kind="question", by=member, at=STARTS_AT)
    assert (place.status, place.kind, place.asked_at) == ("waiting", "question", STARTS_AT)
    assert not Event.objects.exists()
    assert (entries(running), version(running)) == ([], 0)


def test_a_member_has_one_place(running: Meeting, member: Membership) -> None:
    here(running, member)
    raise_hand(running, kind="for", by=member, at=STARTS_AT)
    with pytest.raises(Refused, match="on the list already"):
        raise_hand(running, kind="against", by=member, at=STARTS_AT)


def test_a_place_on_an_item_that_was_left_gives_way(in_debate: Motion, member: Membership) -> None:
    meeting = in_debate.meeting
    assert meeting
    here(meeting, member)
    waits(meeting, member, item=AgendaItem.objects.get(title="Welcome"))
    raise_hand(meeting, kind="for", by=member, at=STARTS_AT)
    assert set(Speaker.objects.values_list("status", "item__title")) == {
        ("withdrawn", "Welcome"),
        ("waiting", "The library"),
    }


def test_only_who_is_here_speaks_and_only_while_the_meeting_is_open(
    running: Meeting, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Only members of this committee speak"):
        raise_hand(running, kind="for", by=outsider, at=STARTS_AT)
    with pytest.raises(Refused, match="Say first that you are here"):
        raise_hand(running, kind="for", by=member, at=STARTS_AT)
    here(running, member)
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=STARTS_AT)
    with pytest.raises(Refused, match="is adjourned"):
        raise_hand(running, kind="for", by=member, at=STARTS_AT)


def test_a_closed_list_is_open_to_points_of_order_and_to_the_movers_reply(
    in_debate: Motion, member: Membership
) -> None:
    meeting = in_debate.meeting
    assert meeting
    mover, other = here(meeting, member, number=1)
    Motion.objects.update(proposer=mover)
    Meeting.objects.filter(pk=meeting.pk).update(list_closed_at=STARTS_AT)
    with pytest.raises(Refused, match="list of speakers is closed"):
        raise_hand(meeting, kind="for", by=other, at=STARTS_AT)
    with pytest.raises(Refused, match="list of speakers is closed"):
        raise_hand(meeting, kind="against", by=mover, at=STARTS_AT)
    raise_hand(meeting, kind="point_of_order", by=other, at=STARTS_AT)
    raise_hand(meeting, kind="for", by=mover, at=STARTS_AT)
    Speaker.objects.all().delete()
    meeting.committee.rules = {"reply_minutes": 0}
    meeting.committee.save()
    with pytest.raises(Refused, match="list of speakers is closed"):
        raise_hand(meeting, kind="for", by=mover, at=STARTS_AT)


def test_a_closed_list_without_a_motion_has_no_reply(running: Meeting, member: Membership) -> None:
    here(running, member)
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=STARTS_AT)
    with pytest.raises(Refused, match="list of speakers is closed"):
        raise_hand(running, kind="for", by=member, at=STARTS_AT)


def test_points_of_order_come_first_then_the_mover_then_who_has_spoken_least(
    in_debate: Motion,
) -> None:
    meeting = in_debate.meeting
    assert meeting
    often, once, fresh, mover, point = people(meeting, "Often", "Once", "Fresh", "Mover", "Point")
    Motion.objects.update(proposer=mover)
    spoken = {"status": "spoken", "called_at": STARTS_AT}
    other = AgendaItem.objects.get(title="Welcome")
    for who in (often, often, once):
        waits(meeting, who, **spoken, item=other)
    waits(meeting, fresh, "point_of_order", **spoken)  # no speech
    for minute, who in enumerate((often, once, fresh, mover, point)):
        asked = STARTS_AT + timedelta(minutes=minute)
        waits(meeting, who, "point_of_order" if who == point else "for", asked_at=asked)
    assert names(meeting) == ["Point", "Mover", "Fresh", "Once", "Often"]
    Speaker.objects.filter(membership=mover).delete()
    waits(meeting, mover, **spoken)  # has moved it: the reply waits its turn
    waits(meeting, mover, asked_at=STARTS_AT + timedelta(minutes=9))
    assert names(meeting) == ["Point", "Fresh", "Once", "Mover", "Often"]


def test_for_and_against_take_turns_where_the_meeting_wants_it(in_debate: Motion) -> None:
    meeting = in_debate.meeting
    assert meeting
    a, b, c, d, q, last = people(meeting, "A for", "B for", "C for", "D against", "Q", "Last")
    waits(meeting, last, status="spoken", called_at=STARTS_AT)
    for minute, (who, kind) in enumerate(
        [(a, "for"), (q, "question"), (b, "for"), (c, "for"), (d, "against")]
    ):
        waits(meeting, who, kind, asked_at=STARTS_AT + timedelta(minutes=minute))
    assert names(meeting) == ["A for", "Q", "B for", "C for", "D against"]
    Meeting.objects.filter(pk=meeting.pk).update(balanced_at=STARTS_AT)
    assert names(meeting) == ["D against", "A for", "Q", "B for", "C for"]


def test_one_tap_in_the_hall(
    running: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    here(running, member)
    address = f"/meetings/{running.public_id}/raise-hand/"
    assert as_(outsider).post(address, {"kind": "for"}).status_code == 404
    assert as_(member).post(address, {"kind": "song"}).status_code == 400
    assert as_(member).get(address).status_code == 405
    page = as_(member).post(address, {"kind": "for"}, follow=True).content.decode()
    assert "You are number 1 on the list." in page
