"""Each proposer accepts a composite with one tap; with the last one it takes the motions' place."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Amendment, Meeting, Motion
from meetings.operations.composites import accept_composite, propose_composite
from meetings.operations.motions import Draft
from tests.factories import MembershipFactory
from tests.factories_meetings import AgendaItemFactory, AmendmentFactory
from tests.meetings.motions import seconded, titles

As = Callable[[object], Client]


@pytest.fixture
def third(meeting: Meeting) -> Membership:
    return MembershipFactory(committee=meeting.committee)


@pytest.fixture
def composite(
    meeting: Meeting,
    member: Membership,
    coordinator: Membership,
    third: Membership,
    now: datetime,
) -> Motion:
    """Of three motions, proposed by the proposer of the first."""
    AgendaItemFactory(meeting=meeting, title="Report", position=1)
    parts = [
        seconded(meeting.committee, by, now, meeting=meeting, title=title)
        for by, title in ((member, "First"), (coordinator, "Second"), (third, "Third"))
    ]
    AmendmentFactory(motion=parts[1])
    draft = Draft("To do it all.", title="All")
    return propose_composite(meeting.committee, parts, draft, by=member, at=now)


def test_with_the_last_one_it_takes_the_place_of_the_first(
    composite: Motion,
    meeting: Meeting,
    coordinator: Membership,
    third: Membership,
    as_: As,
    now: datetime,
) -> None:
    path = reverse("accept-composite", args=[composite.public_id])
    page = reverse("motion", args=[composite.public_id])
    assert "Accept for my motion" in as_(coordinator).get(page).content.decode()
    as_(coordinator).post(path)
    assert titles(meeting) == ["Report", "First", "Second", "Third"]
    as_(third).post(path)
    composite.refresh_from_db()
    assert (composite.status, composite.seconded_at, composite.seconder) == ("on_agenda", now, None)
    assert titles(meeting) == ["Report", "All"]
    parts = Motion.objects.filter(composite=composite)
    assert {one.status for one in parts} == {"merged"}
    assert Amendment.objects.get().status == "fell"
    assert Event.objects.filter(name="meetings.composite_accepted").count() == 2
    assert Event.objects.filter(name="meetings.motions_merged").count() == 1


def test_nobody_accepts_twice_or_for_others(
    composite: Motion, coordinator: Membership, meeting: Meeting, now: datetime
) -> None:
    accept_composite(composite, by=coordinator, at=now)
    with pytest.raises(Refused, match="accepted this composite already"):
        accept_composite(composite, by=coordinator, at=now)
    with pytest.raises(Refused, match="Only the proposers"):
        accept_composite(composite, by=MembershipFactory(committee=meeting.committee), at=now)


def test_what_is_no_composite_waits_for_nobody(
    composite: Motion, meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    part = composite.parts.first()
    assert part is not None
    with pytest.raises(Refused, match="waits for nobody"):
        accept_composite(part.motion, by=coordinator, at=now)


def test_a_part_that_is_debated_cannot_be_merged(
    composite: Motion, coordinator: Membership, now: datetime
) -> None:
    Motion.objects.filter(title="Third").update(status="moved")
    with pytest.raises(Refused, match="cannot be merged any more"):
        accept_composite(composite, by=coordinator, at=now)


def test_another_composite_of_the_same_motions_falls(
    composite: Motion,
    meeting: Meeting,
    member: Membership,
    coordinator: Membership,
    third: Membership,
    now: datetime,
) -> None:
    parts = list(Motion.objects.filter(title__in=["First", "Second"]))
    draft = Draft("To do two.", title="Two")
    other = propose_composite(meeting.committee, parts, draft, by=member, at=now)
    accept_composite(composite, by=coordinator, at=now)
    accept_composite(composite, by=third, at=now)
    other.refresh_from_db()
    assert (other.status, other.decided_at) == ("fell", now)


def test_parts_that_went_apart_meanwhile_are_not_merged(
    composite: Motion,
    coordinator: Membership,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from meetings.operations import composites as operations

    found = operations.locked_motion

    def moved(one: Motion) -> Motion:
        Motion.objects.filter(title="Third").update(status="seconded", meeting=None)
        return found(one)

    monkeypatch.setattr(operations, "locked_motion", moved)
    with pytest.raises(Refused, match="for the same meeting"):
        accept_composite(composite, by=coordinator, at=now)
