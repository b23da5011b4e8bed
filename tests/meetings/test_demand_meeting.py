"""Members demand a meeting; nobody sees who."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Requisition
from meetings.operations.requisitions import demand_meeting
from tests.factories import MembershipFactory

As = Callable[[object], Client]


def demand(committee: Committee, by: Membership, at: datetime, **said: str) -> Requisition:
    given = {"kind": "general", "purpose": "To decide on the library."} | said
    return demand_meeting(committee, by=by, at=at, **given)


def test_who_demands_signs_and_how_many_are_needed_is_fixed(
    committee: Committee, member: Membership, now: datetime
) -> None:
    for _one in range(40):
        MembershipFactory(committee=committee)
    found = demand(committee, member, now)
    assert (found.needed, found.signed, found.status) == (5, 1, "open")
    assert found.lapses_at == now + timedelta(days=30)
    assert found.signatures.get().membership == member


def test_no_event_says_who(committee: Committee, member: Membership, now: datetime) -> None:
    demand(committee, member, now)
    names = ["meetings.meeting_demanded", "meetings.requisition_signed"]
    assert {one.actor for one in Event.objects.filter(name__in=names)} == {""}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"purpose": " "}, "Say what the meeting is to decide"),
        ({"kind": "founding"}, "founded already"),
    ],
)
def test_what_is_no_demand_is_refused(
    committee: Committee, member: Membership, now: datetime, said: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        demand(committee, member, now, **said)


def test_members_of_a_committee_that_is_founded_demand(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        demand(committee, outsider, now)
    for status, sentence in (("forming", "founding meeting"), ("dissolved", "is dissolved")):
        committee.status = status
        with pytest.raises(Refused, match=sentence):
            demand(committee, member, now)


def test_from_the_meetings_page(committee: Committee, member: Membership, as_: As) -> None:
    browser = as_(member)
    path = reverse("demand-meeting", args=[committee.public_id])
    meetings = reverse("committee-meetings", args=[committee.public_id])
    assert path in browser.get(meetings).content.decode()
    assert "can demand a meeting" in browser.get(path).content.decode()  # the rule where it bites
    assert browser.post(path, {"purpose": "", "kind": "general"}).status_code == 422
    answer = browser.post(path, {"purpose": "The library", "kind": "mass"})
    found = Requisition.objects.get()
    page = reverse("requisition", args=[found.public_id])
    assert answer["Location"] == page
    text = browser.get(page).content.decode()
    assert "You have signed." in text
    assert "1 of the 3 members needed has signed." in text
    assert member.chosen_name not in text
    assert "The library" in browser.get(meetings).content.decode()
