"""Taking an item of the agenda."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from committees.models import Membership
from core.decision import Refused
from meetings.models import AgendaItem, Meeting, Motion
from meetings.operations.hall_chair import take_item
from tests import factories
from tests.factories_meetings import STARTS_AT, AgendaItemFactory, MeetingFactory, VoteFactory
from tests.meetings.hall import (
    As,
    entries,
    here,
    only_the_chair_presses,
    said,
    take_back,
    waits,
)


def item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.agenda.get(title=title)


def now_before(meeting: Meeting) -> AgendaItem | None:
    return Meeting.objects.get(pk=meeting.pk).item


def test_the_one_before_is_done_and_the_list_is_open(
    running: Meeting, coordinator: Membership
) -> None:
    take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=0)
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=STARTS_AT)
    after = STARTS_AT + timedelta(minutes=7)
    taken = take_item(item(running, "The library"), by=coordinator, at=after, seen=1)
    assert (taken.started_at, taken.meeting.item) == (after, taken)
    assert item(running, "Welcome").done_at == after
    assert taken.meeting.list_closed_at is None
    assert running.log.order_by("number").last().facts == {
        "item": taken.public_id,
        "position": taken.position,
        "title": "The library",
    }
    assert said("item_taken")


def test_taken_back_everything_is_as_it_was(running: Meeting, coordinator: Membership) -> None:
    take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=0)
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=STARTS_AT)
    take_item(item(running, "The library"), by=coordinator, at=STARTS_AT, seen=1)
    take_back(running, coordinator)
    assert now_before(running) == item(running, "Welcome")
    assert item(running, "Welcome").done_at is None
    assert item(running, "The library").started_at is None
    assert Meeting.objects.get(pk=running.pk).list_closed_at == STARTS_AT
    take_back(running, coordinator)
    assert now_before(running) is None


def test_an_item_that_was_begun_keeps_its_beginning(
    running: Meeting, coordinator: Membership
) -> None:
    earlier = STARTS_AT - timedelta(days=7)
    AgendaItem.objects.filter(title="Welcome").update(started_at=earlier)
    take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=0)
    take_back(running, coordinator)
    assert item(running, "Welcome").started_at == earlier


def test_what_is_dealt_with_or_before_the_meeting_is_not_taken(
    running: Meeting, coordinator: Membership
) -> None:
    take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=0)
    with pytest.raises(Refused, match="before the meeting now"):
        take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=1)
    take_item(item(running, "The library"), by=coordinator, at=STARTS_AT, seen=1)
    with pytest.raises(Refused, match="has been dealt with"):
        take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=2)


def test_what_is_under_way_is_finished_first(
    in_debate: Motion, running: Meeting, coordinator: Membership, member: Membership
) -> None:
    following = item(running, "Who does what")
    vote = VoteFactory(meeting=running)
    speech = waits(running, *here(running, member), status="speaking", called_at=STARTS_AT)
    for thing, sentence in (
        (vote, "A vote is being taken"),
        (speech, "Somebody is speaking"),
        (in_debate, "A motion is being debated"),
    ):
        with pytest.raises(Refused, match=sentence):
            take_item(following, by=coordinator, at=STARTS_AT, seen=0)
        Meeting.objects.filter(pk=running.pk).update(item=None)
        AgendaItem.objects.update(motion=None, kind="business")
        thing.delete()
    take_item(following, by=coordinator, at=STARTS_AT, seen=0)


def test_two_chairs_who_press_at_once_do_one_thing(
    running: Meeting, coordinator: Membership
) -> None:
    take_item(item(running, "Welcome"), by=coordinator, at=STARTS_AT, seen=0)
    with pytest.raises(Refused, match="moved on meanwhile"):
        take_item(item(running, "The library"), by=coordinator, at=STARTS_AT, seen=0)
    assert entries(running) == ["item_taken"]


def test_only_the_chair_takes_it(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    only_the_chair_presses(
        running, "take-item", as_, chair=coordinator, member=member, outsider=outsider,
        item=item(running, "Welcome").public_id,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_chairs_at_the_same_moment_take_one_item() -> None:
    committee = factories.CommitteeFactory(status="founded", founded_at=factories.NOW)
    both = [factories.officer(committee, "coordinator", name) for name in ("Ana", "Ben")]
    meeting = MeetingFactory(committee=committee, status="open", opened_at=STARTS_AT)
    items = [AgendaItemFactory(meeting=meeting) for _one in both]
    barrier, answers = threading.Barrier(2), list[str]()

    def press(by: Membership, item: AgendaItem) -> None:
        barrier.wait(timeout=20)
        try:
            answers.append(take_item(item, by=by, at=STARTS_AT, seen=0).title)
        except Refused as fault:
            answers.append(str(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(both, items, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len([one for one in answers if "moved on meanwhile" in one]) == 1
    assert entries(meeting) == ["item_taken"]
