"""A committee does not take part."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.joint import decline_joint_meeting
from notices.models import Message
from tests.meetings.joint import NOW, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


def test_its_members_hear_nothing_and_the_host_does() -> None:
    together = Together()
    (part,) = together.invite(together.second)
    with pytest.raises(Refused, match="Only a coordinator answers"):
        decline_joint_meeting(part, by=together.members[together.second.pk][0], at=NOW)
    decline_joint_meeting(part, by=together.by(together.second), at=NOW)
    assert part.committee.meetings.count() == 0
    assert Meeting.objects.count() == 1
    said = Message.objects.get(template="meetings/email/committee_answered")
    assert (said.about["committee"], said.context["answer"]) == (
        together.host.public_id, "declined",
    )  # fmt: skip


def test_by_its_button(as_: As) -> None:
    together = Together()
    (part,) = together.invite(together.second)
    url = f"/joint-invitations/{part.public_id}/decline/"
    done = as_(together.by(together.second)).post(url)
    assert done["Location"] == f"/committees/{together.second.public_id}/meetings/"
    part.refresh_from_db()
    assert part.status == "declined"
    page = f"/joint-meetings/{together.joint.public_id}/"
    # The host reads the answer; who else takes part is not told who declined.
    assert "Does not take part" in as_(together.by(together.host)).get(page).content.decode()
    assert (
        "Does not take part"
        not in as_(together.members[together.host.pk][0]).get(page).content.decode()
    )
