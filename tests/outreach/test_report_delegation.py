"""The report: numbers and words in five minutes; it goes to the next meeting, and is chased."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.matters import reported_to
from notices.audiences import find
from notices.models import Message
from outreach import schedule_places
from outreach.models import Delegation, FollowUp
from outreach.operations.delegations import chase_report, report_delegation
from tests.factories import MembershipFactory
from tests.factories_places import DelegationFactory, DelegationMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
SAID = {
    "met": "23",
    "said": "They want a say in the rota.",
    "agreed": "We come again.",
    "what1": "Send the leaflet",
    "until1": "2026-03-18",
    "mine1": "on",
    "what2": "Ask about the rota",
    "until2": "2026-03-20",
}


@pytest.fixture
def delegation(committee: Committee, member: Membership) -> Delegation:
    """The cast's member went."""
    made: Delegation = DelegationFactory(committee=committee, meet_at="Qcorner")
    DelegationMemberFactory(delegation=made, membership=member)
    return made


def test_who_went_reports_and_who_reports_takes_things_on(
    delegation: Delegation, member: Membership, as_: As
) -> None:
    path = f"/delegations/{delegation.public_id}/report/"
    with time_machine.travel(delegation.starts_at, tick=False):
        assert as_(member).get(path).status_code == 200
        assert as_(member).post(path, SAID).status_code == 302
        html = as_(member).get(f"/delegations/{delegation.public_id}/").content.decode()
    delegation.refresh_from_db()
    assert (delegation.status, delegation.met, delegation.meet_at) == ("reported", 23, "")
    found = {one.text: one.membership for one in FollowUp.objects.all()}
    assert found == {"Send the leaflet": member, "Ask about the rota": None}
    for words in ("They met 23 people", "a say in the rota", "You do it", "Nobody does it yet"):
        assert words in html


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"met": ""}, "Fill this in"),
        ({"until1": ""}, "Say until when."),
        ({"what2": ""}, "Say what is to be done."),
        ({"until1": "2026-03-01"}, "from today on"),
        ({"until1": "soon"}, "not a date"),
    ],
)
def test_what_is_missing_comes_back_with_everything_written(
    delegation: Delegation, member: Membership, as_: As, wrong: dict[str, str], words: str
) -> None:
    with time_machine.travel(delegation.starts_at, tick=False):
        path = f"/delegations/{delegation.public_id}/report/"
        answer = as_(member).post(path, SAID | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "They want a say in the rota." in answer.content.decode()


def test_until_then_it_stands_apart_from_those_that_will_go(
    delegation: Delegation, member: Membership, coordinator: Membership, as_: As
) -> None:
    listed = f"/committees/{delegation.committee.public_id}/delegations/"
    path = f"/delegations/{delegation.public_id}/"
    other = MembershipFactory(committee=delegation.committee)
    assert "The report is awaited" not in as_(member).get(listed).content.decode()
    with time_machine.travel(delegation.starts_at + timedelta(days=1), tick=False):
        own = as_(member).get(listed).content.decode()
        assert "The report is awaited" in own
        assert "You went along" in own
        assert "No delegation is decided." in own
        assert "The report is awaited" in as_(member).get(path).content.decode()
        assert "Its day is over." in as_(other).get(path).content.decode()
        assert "Its day is over." not in as_(coordinator).get(path).content.decode()


def test_not_before_the_visit_not_twice_and_not_by_others(
    delegation: Delegation, member: Membership, secretary: Membership, coordinator: Membership,
    now: datetime,
) -> None:  # fmt: skip
    said = {"met": 1, "said": "x", "agreed": "", "follow_ups_": []}
    with pytest.raises(Refused, match="has not gone yet"):
        report_delegation(delegation, **said, by=member, at=now)
    with pytest.raises(Refused, match="Only who went along"):
        report_delegation(delegation, **said, by=secretary, at=delegation.starts_at)
    report_delegation(delegation, **said, by=coordinator, at=delegation.starts_at)
    with pytest.raises(Refused, match="has reported"):
        report_delegation(delegation, **said, by=member, at=delegation.starts_at)


def test_the_next_meeting_is_told_in_its_minutes(
    delegation: Delegation, member: Membership, committee: Committee
) -> None:
    at = delegation.starts_at
    said = {"met": 2, "said": "They listened.", "agreed": "To meet.", "follow_ups_": []}
    report_delegation(delegation, **said, by=member, at=at)
    (told,) = reported_to(committee, None, at)
    assert told.heading == "Report of a delegation: General Hospital"
    assert told.text == "They met 2 people. They listened. It was agreed: To meet."
    assert not reported_to(committee, at, at + timedelta(days=1))
    silent = DelegationFactory(committee=committee)
    report_delegation(
        silent, met=1, said="Yes.", agreed="", follow_ups_=[], by=_goes(silent), at=at
    )
    assert [one.text for one in reported_to(committee, None, at)][-1] == "They met 1 person. Yes."


def test_a_day_after_without_a_report_those_who_went_are_asked_once(
    delegation: Delegation, member: Membership
) -> None:
    after = delegation.starts_at + timedelta(days=1)
    schedule_places.chase_reports(after - timedelta(seconds=1))
    assert not Message.objects.exists()
    schedule_places.chase_reports(after)
    chase_report(delegation, at=after)
    message = Message.objects.get()
    assert message.template == "outreach/email/report_wanted"
    assert [one.user_id for one in find(message.audience)(message.about)] == [member.user_id]


def _goes(delegation: Delegation) -> Membership:
    going: Membership = DelegationMemberFactory(delegation=delegation).membership
    assert date(2026, 3, 11) == delegation.local_date
    return going
