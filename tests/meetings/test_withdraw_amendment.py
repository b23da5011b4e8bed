"""Taking an amendment back before it is moved."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Amendment
from meetings.operations.amendments import withdraw_amendment
from tests.factories_meetings import AmendmentFactory, MotionFactory

As = Callable[[object], Client]


@pytest.fixture
def amendment(committee: Committee, member: Membership) -> Amendment:
    return AmendmentFactory(motion=MotionFactory(committee=committee), proposer=member)


def test_its_proposer_takes_it_back(
    amendment: Amendment, member: Membership, as_: As, now: datetime
) -> None:
    path = reverse("withdraw-amendment", args=[amendment.public_id])
    assert as_(member).post(path).status_code == 302
    amendment.refresh_from_db()
    assert (amendment.status, amendment.decided_at) == ("withdrawn", now)
    page = as_(member).get(reverse("motion", args=[amendment.motion.public_id])).content.decode()
    assert "1 settled amendment" in page


def test_others_do_not(amendment: Amendment, coordinator: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="Only its proposer"):
        withdraw_amendment(amendment, by=coordinator, at=now)


@pytest.mark.parametrize(
    ("status", "decided", "sentence"),
    [("moved", False, "Ask the chair"), ("carried", True, "is decided")],
)
def test_what_is_debated_or_decided_stays(
    amendment: Amendment,
    member: Membership,
    now: datetime,
    status: str,
    decided: bool,
    sentence: str,
) -> None:
    Amendment.objects.update(status=status, decided_at=now if decided else None)
    with pytest.raises(Refused, match=sentence):
        withdraw_amendment(amendment, by=member, at=now)
