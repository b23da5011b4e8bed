"""The host asks another committee to take part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee
from core.decision import Refused
from meetings.models import JointPart
from meetings.operations.joint import decline_joint_meeting, invite_committee
from meetings.operations.meetings import change_meeting
from meetings.permissions.joint import MOST_COMMITTEES
from notices.models import Message
from tests.factories import NOW, CommitteeFactory, CouncilFactory
from tests.factories_meetings import JointPartFactory
from tests.meetings.joint import BEGINS, DETAILS, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together()


def test_its_coordinators_are_told_and_nobody_else(together: Together) -> None:
    together.invite(together.second)
    message = Message.objects.get(template="meetings/email/committee_invited")
    assert message.about == {
        "committee": together.second.public_id,
        "offices": ["coordinator"],
    }


def test_a_suspended_committee_writes_to_no_other(together: Together) -> None:
    together.invite(together.second)
    Committee.objects.filter(pk=together.host.pk).update(suspended_at=NOW, suspended_because="Why")
    with pytest.raises(Refused, match="has suspended this committee"):
        together.invite(together.third)
    changed = replace(DETAILS, place="Elsewhere")
    with pytest.raises(Refused, match="has suspended this committee"):
        change_meeting(
            together.meeting(together.host), details=changed, by=together.by(together.host), at=NOW
        )
    assert Message.objects.filter(template="meetings/email/committee_invited").count() == 1


def test_once_unless_it_declined(together: Together) -> None:
    (part,) = together.invite(together.second)
    with pytest.raises(Refused, match="invited already"):
        together.invite(together.second)
    decline_joint_meeting(part, by=together.by(together.second), at=NOW)
    together.invite(together.second)
    part.refresh_from_db()
    assert (part.status, part.answered_at) == ("invited", None)


def test_by_a_coordinator_of_the_host_until_it_begins(together: Together) -> None:
    given = {"committee": together.third, "at": NOW}
    with pytest.raises(Refused, match="Only a coordinator of the committee that called it"):
        invite_committee(together.joint, by=together.by(together.second), **given)
    late = given | {"at": BEGINS + timedelta(minutes=1)}
    with pytest.raises(Refused, match="has begun"):
        invite_committee(together.joint, by=together.by(together.host), **late)


def test_no_council_none_that_forms_and_not_too_many(together: Together) -> None:
    for one in (CouncilFactory(), CommitteeFactory()):
        with pytest.raises(Refused, match="Only a committee that is founded"):
            together.invite(one)
    for _number in range(MOST_COMMITTEES - 1):
        JointPartFactory(joint=together.joint)
    with pytest.raises(Refused, match="At most 12"):
        together.invite(together.second)


def test_the_page_finds_committees_and_invites(together: Together, as_: As) -> None:
    browser = as_(together.by(together.host))
    url = f"/joint-meetings/{together.joint.public_id}/invite/"
    assert "Write at least two letters" in browser.get(url, {"q": "S"}).content.decode()
    assert "No committee is found" in browser.get(url, {"q": "Nowhere"}).content.decode()
    assert "Second" in browser.get(url, {"q": "Second"}).content.decode()
    done = browser.post(url, {"committee": together.second.public_id})
    assert done["Location"] == f"/joint-meetings/{together.joint.public_id}/"
    assert JointPart.objects.get(committee=together.second).status == "invited"
    assert "Second" in browser.get(done["Location"]).content.decode()
    assert "Second" not in browser.get(url, {"q": "Second"}).content.decode().split("<main")[
        1
    ].replace('value="Second"', "")


def test_who_else_sees_the_page_cannot_invite(together: Together, as_: As) -> None:
    together.accepted()
    url = f"/joint-meetings/{together.joint.public_id}/invite/"
    assert as_(together.members[together.host.pk][0]).get(url).status_code == 403
    assert as_(together.by(together.second)).get(url).status_code == 404
