"""The end of a suspension: everything is as before."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from committees.operations.hosting import lift_committee_suspension, suspend_committee
from core.decision import Refused
from notices import rendering
from notices.models import Message
from tests.committees.hosting import HOSTING, As
from tests.factories_hosting import HostFactory

pytestmark = pytest.mark.django_db


def test_it_is_seen_again_and_its_members_are_told(
    member: Membership, as_: As, now: datetime
) -> None:
    host, public_id = HostFactory(), member.committee.public_id
    suspend_committee(member.committee, because="Qreason", by=host, at=now)
    assert b"Qreason" in as_(host).get(HOSTING).content
    as_(host).post(f"{HOSTING}committees/{public_id}/lift/")
    assert as_(None).get(f"/committees/{public_id}/").status_code == 200
    assert Committee.objects.get().suspended_because == ""
    message = Message.objects.latest("pk")
    assert "as before" in rendering.plain(f"{message.template}.txt", message.context)
    powers = as_(member).get(f"/committees/{public_id}/powers/").content
    assert b"ended the suspension of the committee, 1 time" in powers


def test_only_the_host_and_only_what_is_suspended(
    coordinator: Membership, as_: As, now: datetime
) -> None:
    committee = coordinator.committee
    with pytest.raises(Refused, match="not suspended"):
        lift_committee_suspension(committee, by=HostFactory(), at=now)
    with pytest.raises(Refused, match="who runs the server"):
        lift_committee_suspension(committee, by=coordinator.user, at=now)
    path = f"{HOSTING}committees/{committee.public_id}/lift/"
    assert as_(coordinator).post(path).status_code == 404
