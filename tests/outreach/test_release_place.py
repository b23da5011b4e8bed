"""The place: read by nobody early, then by those who are coming, gone a day after the end."""

from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Membership
from core.decision import Refused
from notices.audiences import find
from notices.models import Message
from outreach import schedule_actions as clockwork
from outreach.models import Action, ActionComing, Participation, ShiftPlace
from outreach.operations.actions import end_action, release_place
from outreach.operations.actions_coming import come_to_action
from outreach.operations.shifts import fill_shift
from tests.factories import MembershipFactory
from tests.outreach.plans import As

SECOND = timedelta(seconds=1)


def _page(as_: As, who: Membership, action: Action, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        return as_(who).get(f"/called-actions/{action.public_id}/").content.decode()


def test_until_the_moment_only_the_coordinators_who_set_it_read_it_then_those_who_are_coming(
    action: Action, part: Participation, member: Membership, coordinator: Membership,
    secretary: Membership, now: datetime, as_: As,
) -> None:  # fmt: skip
    come_to_action(part, by=member, at=now)
    early, late = action.place_opens_at - SECOND, action.place_opens_at
    assert "North gate" in _page(as_, coordinator, action, early)
    assert "North gate" not in _page(as_, member, action, early)
    assert "North gate" in _page(as_, member, action, late)
    assert "North gate" not in _page(as_, secretary, action, late)


def test_the_mail_says_only_that_it_is_released_and_goes_once_to_those_coming(
    action: Action, part: Participation, member: Membership, secretary: Membership, now: datetime
) -> None:
    come_to_action(part, by=member, at=now)
    clockwork.release_places(action.place_opens_at - SECOND)
    assert not Message.objects.filter(template="outreach/email/place_released").exists()
    for _time in range(2):
        clockwork.release_places(action.place_opens_at)
    message = Message.objects.get(template="outreach/email/place_released")
    assert "North gate" not in str(message.context)
    told = find(message.audience)(message.about)
    assert [one.user_id for one in told] == [member.user_id]
    with pytest.raises(Refused, match="no place to tell"):
        release_place(action, by=None, at=action.place_opens_at)


def test_nobody_but_the_clock_releases_or_ends(
    action: Action, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="by the clock"):
        release_place(action, by=coordinator, at=now)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="by the clock"):
        end_action(action, by=coordinator, at=now)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="a day after its end"):
        end_action(action, by=None, at=action.ends_at)
    Action.objects.update(
        status="cancelled", cancelled_at=now, cancelled_because="x", has_place=False
    )
    with pytest.raises(Refused, match="cancelled"):
        release_place(action, by=None, at=action.place_opens_at)


def test_a_day_after_the_end_the_place_and_who_came_are_forgotten_to_the_second(
    action: Action, part: Participation, member: Membership, now: datetime
) -> None:
    fill_shift(part, by=member, at=now)
    part.tasks.update(membership=member)
    edge = action.ends_at + timedelta(hours=24)
    clockwork.end_actions(edge - SECOND)
    assert ActionComing.objects.count() == 1
    clockwork.end_actions(edge)
    action.refresh_from_db()
    assert (action.status, action.place, action.has_place) == ("ended", "", False)
    assert not ActionComing.objects.exists()
    assert not ShiftPlace.objects.exists()
    assert not part.tasks.filter(membership__isnull=False).exists()
    with pytest.raises(Refused, match="is over"):
        end_action(action, by=None, at=edge)


def test_whoever_has_left_is_not_told(part: Participation, now: datetime) -> None:
    gone = MembershipFactory(committee=part.committee)
    come_to_action(part, by=gone, at=now)
    gone.status, gone.ended_at = "left", now
    gone.save()
    assert list(find("outreach.coming")({"participation": part.public_id})) == []
