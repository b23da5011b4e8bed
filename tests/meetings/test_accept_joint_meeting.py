"""A committee takes part: its members get the notice by its own rules."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee
from core.decision import Refused
from meetings.models import AgendaItem, JointPart, Meeting
from meetings.operations.joint import (
    accept_joint_meeting,
    call_joint_meeting,
    decline_joint_meeting,
)
from meetings.permissions import accept_joint_meeting as accept_is_allowed
from meetings.queries.joint import invited
from notices.models import Message
from tests.factories import CommitteeFactory, officer
from tests.factories_meetings import AgendaItemFactory, JointPartFactory
from tests.meetings.joint import BEGINS, DETAILS, NOW, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together()


@pytest.fixture
def now_stands() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def part(together: Together) -> JointPart:
    (part,) = together.invite(together.second)
    return part


def test_it_has_a_meeting_of_its_own_and_its_members_a_notice(
    together: Together, part: JointPart
) -> None:
    meeting = accept_joint_meeting(part, by=together.by(together.second), at=NOW)
    host = together.meeting(together.host)
    assert (meeting.joint, meeting.starts_at, meeting.timezone) == (
        together.joint, host.starts_at, host.timezone,
    )  # fmt: skip
    called = Message.objects.get(
        template="meetings/email/meeting_called", about__committee=together.second.public_id
    )
    assert called.context["together"] is True
    answered = Message.objects.get(template="meetings/email/committee_answered")
    assert answered.about["committee"] == together.host.public_id


def test_with_the_notice_that_its_own_rules_ask_for(together: Together, part: JointPart) -> None:
    together.second.rules = {"general_notice_days": 14}
    together.second.save(update_fields=["rules"])
    with pytest.raises(Refused, match="The notice is too short"):
        accept_joint_meeting(part, by=together.by(together.second), at=NOW + timedelta(days=10))
    part.refresh_from_db()
    assert (part.status, Meeting.objects.count()) == ("invited", 1)


def test_by_its_own_coordinator_once_and_before_it_begins(
    together: Together, part: JointPart
) -> None:
    for by in (together.by(together.host), together.members[together.second.pk][0]):
        with pytest.raises(Refused, match="Only a coordinator answers"):
            accept_joint_meeting(part, by=by, at=NOW)
    by = together.by(together.second)
    with pytest.raises(Refused, match="has begun"):
        accept_joint_meeting(part, by=by, at=BEGINS + timedelta(minutes=1))
    accept_joint_meeting(part, by=by, at=NOW)
    with pytest.raises(Refused, match="answered already"):
        accept_joint_meeting(part, by=by, at=NOW)


def test_the_last_moment_is_that_of_its_own_rules(together: Together, part: JointPart) -> None:
    by, until = together.by(together.second), BEGINS - timedelta(days=7)
    assert accept_is_allowed(by, part, until)
    late = accept_is_allowed(by, part, until + timedelta(minutes=1))
    assert str(late.reason).startswith("The notice is too short: your own rules ask for 7 days")


@pytest.mark.parametrize("whose", ["host", "second"])
def test_neither_a_suspended_committee_nor_an_invitation_of_one(
    together: Together, part: JointPart, whose: str
) -> None:
    committee = getattr(together, whose)
    Committee.objects.filter(pk=committee.pk).update(suspended_at=NOW, suspended_because="Why")
    by = together.by(together.second)
    with pytest.raises(Refused, match=r"can hold nothing new|host has suspended"):
        accept_joint_meeting(part, by=by, at=NOW)
    assert Meeting.objects.count() == 1
    assert decline_joint_meeting(part, by=by, at=NOW).status == "declined"


def test_not_what_is_cancelled(together: Together, part: JointPart) -> None:
    Meeting.objects.update(status="cancelled", cancelled_at=NOW)
    with pytest.raises(Refused, match="was cancelled"):
        accept_joint_meeting(part, by=together.by(together.second), at=NOW)


def test_the_page_says_by_whose_rules_and_by_whose_clock(
    together: Together, part: JointPart, as_: As, now_stands: None
) -> None:
    Meeting.objects.update(timezone="Asia/Kolkata", purpose="One town")
    AgendaItem.objects.filter(kind="business").delete()
    AgendaItemFactory(meeting=together.meeting(together.host), title="Why together", position=9)
    url = f"/joint-meetings/{together.joint.public_id}/"
    browser = as_(together.by(together.second))
    page = " ".join(browser.get(url).content.decode().split())
    assert (
        "it is of the kind “General meeting”, which by your own rules needs a notice of 7 days."
        in page
    )
    assert (
        "It goes by the clock at its place (Asia/Kolkata). On the clock of your committee" in page
    )
    assert "your time)" in page
    assert "Why together" in page
    assert "One town" in page
    Meeting.objects.update(timezone="America/New_York")
    same = " ".join(browser.get(url).content.decode().split())
    assert "which shows the same time as yours." in same
    with time_machine.travel(BEGINS - timedelta(days=6), tick=False):
        late = as_(together.by(together.second)).get(url).content.decode()
    assert "Our committee takes part" not in late
    assert "The notice is too short: your own rules ask for 7 days" in late
    assert "It does not" in late
    with time_machine.travel(BEGINS + timedelta(hours=5), tick=False):
        Meeting.objects.update(status="closed", closed_at=BEGINS)
        after = as_(together.by(together.second)).get(url).content.decode()
    assert "Did not answer" in after


def test_the_invitation_stands_on_the_coordinators_first_pages_while_it_can_be_accepted(
    together: Together, part: JointPart, as_: As, now_stands: None
) -> None:
    coordinator = as_(together.by(together.second))
    home, committee = "/home/", f"/committees/{together.second.public_id}/"
    asked = f"{together.host.name} invites your committee to a joint meeting"
    for page in (home, committee):
        text = coordinator.get(page).content.decode()
        assert asked in text
        assert f"/joint-meetings/{together.joint.public_id}/" in text
        assert asked not in as_(together.members[together.second.pk][0]).get(page).content.decode()
        assert asked not in as_(together.by(together.host)).get(page).content.decode()
    with time_machine.travel(BEGINS - timedelta(days=6), tick=False):
        late = as_(together.by(together.second)).get(home).content.decode()
    assert together.second.name in late
    assert asked not in late
    Committee.objects.filter(pk=together.host.pk).update(suspended_at=NOW, suspended_because="Why")
    assert asked not in coordinator.get(home).content.decode()
    Committee.objects.filter(pk=together.host.pk).update(suspended_at=None, suspended_because="")
    decline_joint_meeting(part, by=together.by(together.second), at=NOW)
    assert asked not in coordinator.get(home).content.decode()


def test_more_invitations_cost_no_more_questions(
    together: Together,
    part: JointPart,
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    by = together.by(together.second)
    for host in (
        together.third,
        *CommitteeFactory.create_batch(2, status="founded", founded_at=NOW),
    ):
        joint = call_joint_meeting(
            host, kind="general", details=DETAILS, by=officer(host, "coordinator", "Cy"), at=NOW
        )
        JointPartFactory(joint=joint, committee=together.second)
    with django_assert_num_queries(1):
        assert len(invited(by.user, NOW)) == 4
    assert invited(together.members[together.second.pk][0].user, NOW) == []


def test_the_invitation_stands_on_the_coordinators_pages(
    together: Together, part: JointPart, as_: As
) -> None:
    coordinator = as_(together.by(together.second))
    member = as_(together.members[together.second.pk][0])
    meetings = f"/committees/{together.second.public_id}/meetings/"
    page = f"/joint-meetings/{together.joint.public_id}/"
    assert "Invited to meet together" in coordinator.get(meetings).content.decode()
    assert "Invited to meet together" not in member.get(meetings).content.decode()
    assert member.get(page).status_code == 404
    assert "Our committee takes part" in coordinator.get(page).content.decode()
    done = coordinator.post(f"/joint-invitations/{part.public_id}/accept/")
    assert done["Location"] == page
    assert member.get(page).status_code == 200
    assert "Invited to meet together" not in coordinator.get(meetings).content.decode()
    theirs = as_(together.by(together.host)).post(f"/joint-invitations/{part.public_id}/accept/")
    assert theirs.status_code == 404
