"""What follows a visit is taken on, chased, and overdue it goes to the coordinators."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from notices.audiences import find
from notices.models import Message
from outreach import schedule_places
from outreach.models import FollowUp
from outreach.operations.delegations_follow_ups import chase_follow_up, take_follow_up
from tests.factories import MembershipFactory
from tests.factories_places import FollowUpFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
BEFORE = datetime(2026, 3, 17, 11, 30, tzinfo=UTC)  # half past seven in New York


@pytest.fixture
def follow_up(committee: Committee) -> FollowUp:
    made: FollowUp = FollowUpFactory(delegation__committee=committee)
    return made


def recipients(message: Message) -> list[int]:
    return [one.user_id for one in find(message.audience)(message.about)]


def test_a_member_takes_it_and_is_reminded_before_and_after_then_the_coordinators(
    follow_up: FollowUp, member: Membership, coordinator: Membership, as_: As
) -> None:
    assert as_(member).post(f"/follow-ups/{follow_up.public_id}/take/").status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.membership, follow_up.due_at) == (member, BEFORE)
    told = []
    for days in (0, 2, 4):
        schedule_places.chase_follow_ups(BEFORE + timedelta(days=days, minutes=1))
        message = Message.objects.latest("pk")
        told.append((message.template.rpartition("/")[2], recipients(message)))
    assert told == [
        ("follow_up_due", [member.user_id]),
        ("follow_up_due", [member.user_id]),
        ("follow_up_overdue", [coordinator.user_id]),
    ]
    follow_up.refresh_from_db()
    assert follow_up.due_at is None
    schedule_places.chase_follow_ups(BEFORE + timedelta(days=30))
    assert Message.objects.count() == 3


def test_what_nobody_took_goes_to_the_coordinators_on_the_day_after(
    follow_up: FollowUp, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    take_follow_up(follow_up, by=member, at=now)
    as_(member).post(f"/follow-ups/{follow_up.public_id}/hand-back/")
    follow_up.refresh_from_db()
    assert follow_up.due_at == BEFORE + timedelta(days=2)
    chase_follow_up(follow_up, at=BEFORE)
    assert not Message.objects.exists()
    chase_follow_up(follow_up, at=follow_up.due_at)
    assert recipients(Message.objects.get()) == [coordinator.user_id]
    with time_machine.travel(BEFORE + timedelta(days=3), tick=False):
        assert b"Nobody has taken this on." in as_(coordinator).get("/home/").content
        assert b"Nobody has taken this on." not in as_(member).get("/home/").content


def test_not_what_somebody_has_what_is_done_or_what_is_elsewhere(
    follow_up: FollowUp, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        take_follow_up(follow_up, by=outsider, at=now)
    taken = take_follow_up(follow_up, by=member, at=now)
    other = MembershipFactory(committee=member.committee)
    with pytest.raises(Refused, match="Somebody"):
        take_follow_up(taken, by=other, at=now)
    FollowUp.objects.update(done_at=now, membership=None)
    with pytest.raises(Refused, match="done"):
        take_follow_up(follow_up, by=other, at=now)
    assert not FollowUp.objects.visible_to(None).exists()
