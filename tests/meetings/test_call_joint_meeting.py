"""A coordinator calls a meeting to which other committees are invited."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import JointMeeting, Meeting
from meetings.operations.joint import call_joint_meeting
from meetings.operations.meetings import open_meeting
from tests.factories import NOW, CommitteeFactory, CouncilFactory, MembershipFactory, officer
from tests.meetings.joint import BEGINS, DETAILS

As = Callable[[object], Client]


def call(committee: Committee, by: Membership, kind: str = "general") -> JointMeeting:
    return call_joint_meeting(committee, kind=kind, details=DETAILS, by=by, at=NOW)


def test_its_own_members_are_told_and_it_leads(
    committee: Committee, coordinator: Membership
) -> None:
    joint = call(committee, coordinator)
    meeting = Meeting.objects.get(joint=joint)
    assert (joint.leading, joint.host, meeting.committee) == (meeting, committee, committee)
    assert joint.parts.get().status == "accepted"
    assert meeting.agenda.filter(kind="minutes").count() == 0
    assert mail.outbox == []  # the worker sends it
    open_meeting(meeting, by=coordinator, at=BEGINS)


def test_only_a_coordinator_of_a_founded_committee_calls_one(
    committee: Committee, member: Membership
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        call(committee, member)
    forming, council = CommitteeFactory(), CouncilFactory()
    with pytest.raises(Refused, match="Found your committee first"):
        call(forming, officer(forming, "coordinator", "Fay"))
    with pytest.raises(Refused, match="council brings committees together already"):
        call(council, officer(council, "coordinator", "Cora"))


def test_it_is_a_general_or_a_mass_meeting(committee: Committee, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="general or a mass meeting"):
        call(committee, coordinator, "emergency")


def test_the_page_calls_it_and_leads_to_the_invitations(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/committees/{committee.public_id}/meetings/joint/"
    sent = {
        "kind": "mass",
        "local_date": "2026-03-18",
        "local_time": "18:00",
        "minutes": "90",
        "place": "Union hall",
    }
    page = browser.get(url).content.decode()
    assert "Emergency meeting" not in page
    faulty = browser.post(url, sent | {"place": ""})
    assert faulty.status_code == 422
    assert 'value="2026-03-18"' in faulty.content.decode()
    done = browser.post(url, sent)
    joint = JointMeeting.objects.get()
    assert done["Location"] == f"/joint-meetings/{joint.public_id}/invite/"
    assert browser.get(done["Location"]).status_code == 200


def test_its_page_stands_on_the_meeting_and_is_hidden_from_others(
    committee: Committee, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    joint = call(committee, coordinator)
    member = MembershipFactory(committee=committee)
    url = f"/joint-meetings/{joint.public_id}/"
    meeting = as_(member).get(f"/meetings/{Meeting.objects.get().public_id}/").content.decode()
    assert "No other committee has accepted yet." in meeting
    assert url in meeting
    assert as_(member).get(url).status_code == 200
    assert as_(outsider).get(url).status_code == 404
    assert as_(None).get(url).status_code == 302
