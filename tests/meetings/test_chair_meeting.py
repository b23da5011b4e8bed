"""The chair's page: the next steps that are legal, and none that are not."""

import re
from datetime import timedelta

import pytest
import time_machine

from committees.models import Membership
from meetings.models import AgendaItem, Meeting, Motion
from meetings.operations.hall_chair import adjourn_meeting, take_item
from tests.factories_meetings import (
    STARTS_AT,
    AmendmentFactory,
    MeetingOfficerFactory,
    OfferFactory,
    VoteFactory,
)
from tests.meetings.hall import As, here, waits


@pytest.fixture(autouse=True)
def _at_the_meeting(clock: time_machine.Traveller) -> None:
    clock.move_to(STARTS_AT)


def steps(as_: As, meeting: Meeting, member: Membership) -> list[str]:
    """The large buttons, in their order."""
    page = as_(member).get(f"/meetings/{meeting.public_id}/chair/").content.decode()
    part = page.split('id="part-steps"')[1].split('id="part-stack"')[0]
    return [
        " ".join(re.sub(r"<[^>]+>", "", one).split())
        for one in re.findall(r"<button[^>]*><span>(.*?)</span></button>", part, re.S)
    ]


LIST = ["Close the list of speakers", "For and against take turns"]
SETTLE = ["The motion is withdrawn", "The motion is remitted", "The motion falls"]


def test_at_the_beginning_there_is_one(running: Meeting, coordinator: Membership, as_: As) -> None:
    assert steps(as_, running, coordinator) == ["Take the next item: Welcome", *LIST]


def test_a_motion_is_moved_debated_and_settled(
    in_debate: Motion, running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    Motion.objects.update(status="on_agenda")
    following = "Take the next item: Who does what"
    assert steps(as_, running, coordinator) == [
        "The motion is moved", following, *SETTLE, *LIST,
    ]  # fmt: skip
    Motion.objects.update(status="moved")
    AmendmentFactory.create_batch(2, motion=in_debate)
    waits(running, *here(running, member))
    assert steps(as_, running, coordinator) == [
        "Call the next speaker: Marek", "Amendment 1 is moved", "Amendment 2 is moved",
        "Put to the vote: To close the debate and vote", *SETTLE, *LIST,
    ]  # fmt: skip
    AmendmentFactory(motion=in_debate, status="moved")
    running.speakers.update(status="speaking", called_at=STARTS_AT)
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=STARTS_AT, balanced_at=STARTS_AT)
    assert steps(as_, running, coordinator) == [
        "Put to the vote: The amendment", "End the speech", "The amendment is withdrawn",
        "The amendment falls",
        "Open the list of speakers", "For and against no longer take turns",
    ]  # fmt: skip
    VoteFactory(meeting=running)
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=None, balanced_at=None)
    assert steps(as_, running, coordinator) == ["End the speech", *LIST]
    in_debate.amendments.filter(status="moved").delete()
    assert steps(as_, running, coordinator) == ["End the speech", *LIST]


def test_items_left_out_come_last(running: Meeting, coordinator: Membership, as_: As) -> None:
    last = AgendaItem.objects.get(title="Who does what")
    take_item(last, by=coordinator, at=STARTS_AT, seen=0)
    assert steps(as_, running, coordinator)[0] == "Take the next item: Welcome"
    AgendaItem.objects.exclude(pk=last.pk).update(done_at=STARTS_AT)
    assert steps(as_, running, coordinator) == LIST


def test_before_it_opens_and_while_it_is_adjourned(
    running: Meeting,
    meeting: Meeting,
    coordinator: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    assert steps(as_, meeting, coordinator) == []
    until = STARTS_AT + timedelta(days=2)
    adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    assert steps(as_, running, coordinator) == []
    clock.move_to(until)
    assert steps(as_, running, coordinator) == ["Go on with the meeting"]


def test_first_the_meeting_chooses_who_chairs(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    here(running, member)
    OfferFactory(meeting=running, membership=member)
    page = as_(coordinator).get(f"/meetings/{running.public_id}/chair/").content.decode()
    assert "First the meeting chooses" in page
    assert "The meeting chose them" in page
    MeetingOfficerFactory(meeting=running, membership=coordinator)
    page = as_(coordinator).get(f"/meetings/{running.public_id}/chair/").content.decode()
    assert "First the meeting chooses" not in page
    assert "Hand the chair over" in page


def test_its_parts_follow_the_meeting_and_it_is_for_the_chair_alone(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{running.public_id}/chair/"
    first = as_(coordinator).get(f"{address}now/")
    assert "What you can do now" in first.content.decode()
    again = as_(coordinator).get(f"{address}now/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    for path in (address, f"{address}now/"):
        assert as_(member).get(path).status_code == 403
        assert as_(outsider).get(path).status_code == 404
    MeetingOfficerFactory(meeting=running, membership=member)
    refused = as_(coordinator).get(address)
    assert refused.status_code == 403
    assert "release them on the page of the hall" in refused.content.decode()
    assert as_(member).get(address).status_code == 200
    hall = as_(coordinator).get(f"/meetings/{running.public_id}/hall/").content.decode()
    assert "Release" in hall
