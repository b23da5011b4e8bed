"""The order of an agenda, its times, and what stays on it by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.agenda import Item, announces_motions, closes
from meetings.deadlines import motions_until
from meetings.models import AgendaItem, Meeting, Motion
from meetings.operations.agenda import Place, plan_agenda
from meetings.operations.meetings import (
    Details,
    call_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
)
from tests.factories import MembershipFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    AmendmentFactory,
    CompositePartFactory,
    MotionFactory,
)
from tests.meetings.motions import called, put, seconded, titles

As = Callable[[object], Client]


def details(now: datetime, *lines: str, days: int = 14) -> Details:
    local = now + timedelta(days=days)
    business = tuple(Item(one) for one in lines)
    return Details("Spring", local.date(), local.time(), "Room 12", agenda=business)


@pytest.fixture
def planned(meeting: Meeting) -> list[AgendaItem]:
    return [
        AgendaItemFactory(meeting=meeting, title=title, position=position)
        for position, title in enumerate(["Report", "Buses", "Library"], 1)
    ]


def order(*items: AgendaItem) -> list[Place]:
    return [Place(one.public_id, one.minutes) for one in items]


def test_items_are_ordered_and_timed(
    meeting: Meeting, planned: list[AgendaItem], coordinator: Membership, now: datetime
) -> None:
    report, buses, library = planned
    places = [Place(library.public_id, 20), *order(report, buses)]
    plan_agenda(meeting, places, by=coordinator, at=now)
    assert titles(meeting) == ["Library", "Report", "Buses"]
    assert meeting.agenda.get(position=1).minutes == 20
    assert Event.objects.filter(name="meetings.agenda_planned").count() == 1


def test_standing_items_come_first_and_go(
    meeting: Meeting, planned: list[AgendaItem], coordinator: Membership, now: datetime
) -> None:
    plan_agenda(meeting, order(*planned), add="minutes", by=coordinator, at=now)
    now_on = list(meeting.agenda.order_by("position"))
    assert [one.kind for one in now_on][:2] == ["minutes", "business"]
    plan_agenda(meeting, order(*now_on), add="chair", by=coordinator, at=now)
    now_on = list(meeting.agenda.order_by("position"))
    assert [one.kind for one in now_on][:3] == ["chair", "minutes", "business"]
    with pytest.raises(Refused, match="on the agenda already"):
        plan_agenda(meeting, order(*now_on), add="chair", by=coordinator, at=now)
    plan_agenda(meeting, order(*now_on), remove=now_on[1].public_id, by=coordinator, at=now)
    assert [one.kind for one in meeting.agenda.order_by("position")][:2] == ["chair", "business"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"add": "motion"}, "no such standing item"),
        ({"remove": "none"}, "Only standing items"),
        ({"remove": "business"}, "Only standing items"),
    ],
)
def test_business_and_motions_are_neither_added_nor_removed_here(
    meeting: Meeting,
    planned: list[AgendaItem],
    coordinator: Membership,
    now: datetime,
    asked: dict[str, str],
    sentence: str,
) -> None:
    if asked.get("remove") == "business":
        asked = {"remove": planned[0].public_id}
    with pytest.raises(Refused, match=sentence):
        plan_agenda(meeting, order(*planned), **asked, by=coordinator, at=now)
    assert meeting.agenda.count() == 3


def test_an_agenda_that_changed_meanwhile_is_looked_at_again(
    meeting: Meeting, planned: list[AgendaItem], coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="has changed meanwhile"):
        plan_agenda(meeting, order(*planned[:2]), by=coordinator, at=now)
    with pytest.raises(Refused, match="between 1 and 600"):
        plan_agenda(
            meeting,
            [Place(planned[0].public_id, 601), *order(*planned[1:])],
            by=coordinator,
            at=now,
        )


def test_coordinators_order_it_until_it_is_opened(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        plan_agenda(meeting, [], by=member, at=now)
    for status, sentence in (("open", "has begun"), ("closed", "closed")):
        Meeting.objects.update(
            status=status, opened_at=now, closed_at=now if status == "closed" else None
        )
        with pytest.raises(Refused, match=sentence):
            plan_agenda(meeting, [], by=coordinator, at=now)


def test_a_meeting_begins_with_choosing_a_chair_then_the_minutes(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    first = call_meeting(
        committee, kind="general", details=details(now, "Buses"), by=coordinator, at=now
    )
    assert [one.kind for one in first.agenda.order_by("position")] == ["chair", "business"]
    past = called(committee, now - timedelta(days=2))
    close_meeting(past, present=3, by=coordinator, at=now)
    second = call_meeting(
        committee, kind="general", details=details(now, "Buses", days=30), by=coordinator, at=now
    )
    kinds = [one.kind for one in second.agenda.order_by("position")]
    assert kinds == ["chair", "minutes", "business"]


def test_motions_that_waited_come_on_the_next_agenda_but_no_emergency_meetings(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    motion = seconded(committee, member, now, title="Longer hours")
    soon = replace(details(now, days=2), purpose="Eviction")
    emergency = call_meeting(committee, kind="emergency", details=soon, by=coordinator, at=now)
    assert not emergency.motions.exists()
    meeting = call_meeting(
        committee,
        kind="general",
        details=details(now, "Report", "Date of the next meeting"),
        by=coordinator,
        at=now,
    )
    assert titles(meeting)[1:] == ["Report", "Longer hours", "Date of the next meeting"]
    motion.refresh_from_db()
    assert (motion.status, motion.meeting) == ("on_agenda", meeting)


def test_new_business_keeps_standing_items_and_motions_in_their_places(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    seconded(committee, member, now, title="Motion")
    business = ["Report", "Buses", "Buses", "Any other business"]
    meeting = call_meeting(
        committee, kind="general", details=details(now, *business), by=coordinator, at=now
    )
    kept = meeting.agenda.get(title="Any other business").pk

    def rewritten(*lines: str) -> list[str]:
        change_meeting(meeting, details=details(now, *lines), by=coordinator, at=now)
        return titles(meeting)[1:]

    assert rewritten("Report", "Finance", "Any other business") == [
        "Report",
        "Finance",
        "Motion",
        "Any other business",
    ]
    assert meeting.agenda.get(title="Any other business").pk == kept
    assert rewritten("One", "Two") == ["One", "Two", "Motion"]
    assert rewritten() == ["Motion"]
    meeting.agenda.filter(kind="chair").update(position=9)
    rewritten("One")
    kinds = [one.kind for one in meeting.agenda.order_by("position")]
    assert kinds == ["business", "motion", "chair"]


def test_a_standing_item_that_lost_its_neighbour_comes_last(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(
        committee, kind="general", details=details(now, "Report"), by=coordinator, at=now
    )
    AgendaItemFactory(meeting=meeting, kind="minutes", title="Minutes", position=3)
    change_meeting(meeting, details=details(now, "Buses"), by=coordinator, at=now)
    kinds = [one.kind for one in meeting.agenda.order_by("position")]
    assert kinds == ["chair", "business", "minutes"]


def test_a_meeting_that_is_moved_takes_late_motions(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(
        committee, kind="general", details=details(now, "Buses"), by=coordinator, at=now
    )
    late = motions_until(meeting) + timedelta(minutes=1)
    motion = seconded(committee, member, late, meeting=meeting, title="Late")
    change_meeting(meeting, details=details(now, "Buses", days=30), by=coordinator, at=late)
    motion.refresh_from_db()
    assert (motion.status, titles(meeting)[1:]) == ("on_agenda", ["Buses", "Late"])


def test_what_a_meeting_did_not_decide_waits_for_the_next(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    committee = meeting.committee
    planned = seconded(committee, member, now, meeting=meeting, title="Planned")
    moved = seconded(committee, member, now, meeting=meeting, title="Moved")
    Motion.objects.filter(pk=moved.pk).update(status="moved")
    amendment = AmendmentFactory(motion=moved, status="moved")
    waiting = put(committee, member, now, meeting=meeting, title="Alone")
    composite = MotionFactory(
        committee=committee, meeting=meeting, status="submitted", seconded_at=None
    )
    CompositePartFactory(composite=composite, motion=planned)
    Meeting.objects.update(status="open", opened_at=now)
    close_meeting(meeting, present=2, by=coordinator, at=meeting.starts_at)
    for one in (planned, moved, waiting, composite, amendment):
        one.refresh_from_db()
    assert (planned.status, planned.meeting) == ("seconded", None)
    assert (moved.status, moved.meeting, amendment.status) == ("seconded", None, "seconded")
    assert (waiting.status, composite.status) == ("fell", "fell")
    assert meeting.agenda.filter(kind="motion").count() == 2  # the past stays as it was
    following = call_meeting(
        committee,
        kind="general",
        details=details(meeting.starts_at, "Buses"),
        by=coordinator,
        at=meeting.starts_at,
    )
    assert titles(following)[3:] == ["Planned", "Moved"]


def test_a_cancelled_meeting_hands_its_motions_to_one_that_is_called(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    committee = meeting.committee
    motion = seconded(committee, member, now, meeting=meeting)
    waiting = put(committee, member, now, meeting=meeting)
    later = called(committee, meeting.starts_at + timedelta(days=9), called_at=now)
    cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    motion.refresh_from_db()
    waiting.refresh_from_db()
    assert (motion.status, motion.meeting) == ("on_agenda", later)
    assert (waiting.status, waiting.meeting) == ("submitted", None)


def test_a_motion_that_comes_back_to_its_meeting_has_one_item(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    from meetings.operations.agenda import place_motion

    motion = seconded(meeting.committee, member, now, meeting=meeting)
    place_motion(motion, meeting)
    assert meeting.agenda.count() == 1


@pytest.mark.parametrize(
    ("title", "announces", "ends"),
    [
        ("6. MOTIONS, each with its amendments", True, False),
        ("Any other business", False, True),
        ("Date of the next meeting", False, True),
        ("Library", False, False),
    ],
)
def test_lines_are_known_by_their_words(
    title: str,
    announces: bool,
    ends: bool,
) -> None:
    assert (announces_motions(title), closes(title)) == (announces, ends)


def test_buttons_move_items_and_save_times(
    meeting: Meeting, planned: list[AgendaItem], coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    path = reverse("plan-agenda", args=[meeting.public_id])
    page = reverse("meeting", args=[meeting.public_id])
    assert path in browser.get(page).content.decode()
    times = {f"minutes-{one.public_id}": "10" for one in planned}
    assert browser.post(path, times | {"up": planned[2].public_id})["Location"] == path
    assert titles(meeting) == ["Report", "Library", "Buses"]
    browser.post(path, times | {"down": planned[1].public_id})  # it is the last one
    browser.post(path, times | {"add": "chair"})
    assert meeting.agenda.get(position=1).kind == "chair"
    chair = meeting.agenda.get(kind="chair").public_id
    answer = browser.post(path, times | {f"minutes-{chair}": "3", "save": "1"})
    assert answer["Location"] == page
    assert list(meeting.agenda.order_by("position").values_list("minutes", flat=True)) == [
        3,
        10,
        10,
        10,
    ]
    text = browser.get(path).content.decode()
    assert "The items add up to 33 minutes" in text


def test_a_faulty_time_gets_a_sentence(
    meeting: Meeting,
    planned: list[AgendaItem],
    coordinator: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    path = reverse("plan-agenda", args=[meeting.public_id])
    answer = as_(coordinator).post(path, {f"minutes-{planned[0].public_id}": "0", "save": "1"})
    assert answer.status_code == 422
    assert "greater than or equal to 1" in answer.content.decode()


def test_members_read_but_do_not_order(meeting: Meeting, as_: As) -> None:
    reader = MembershipFactory(committee=meeting.committee)
    path = reverse("plan-agenda", args=[meeting.public_id])
    assert as_(reader).get(path).status_code == 403
    page = as_(reader).get(reverse("meeting", args=[meeting.public_id])).content.decode()
    assert path not in page
