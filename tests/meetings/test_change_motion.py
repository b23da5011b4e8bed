"""Writing a motion anew while nobody has seconded it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting
from meetings.operations.motions import Draft, change_motion
from tests.factories_meetings import CompositePartFactory, MotionFactory, ResolutionFactory
from tests.meetings.motions import SENTENCE, put, seconded

As = Callable[[object], Client]


def test_a_new_text_is_a_new_version(
    committee: Committee, member: Membership, now: datetime
) -> None:
    motion = change_motion(
        put(committee, member, now), Draft("To write.", notes="It closes."), by=member, at=now
    )
    assert (motion.resolves, motion.notes, motion.title) == ("To write.", "It closes.", "To write.")
    assert (motion.version, motion.form) == (2, "clauses")
    assert Event.objects.filter(name="meetings.motion_changed").count() == 1


def test_another_meeting_is_no_new_version(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    motion = put(meeting.committee, member, now)
    changed = change_motion(motion, Draft(SENTENCE, meeting=meeting), by=member, at=now)
    assert (changed.meeting, changed.version) == (meeting, 1)


def test_only_the_proposer_changes_it(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only its proposer"):
        change_motion(put(committee, member, now), Draft("To write."), by=coordinator, at=now)


def test_a_seconded_text_stays(committee: Committee, member: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="by amendments only"):
        change_motion(seconded(committee, member, now), Draft("To write."), by=member, at=now)


def test_a_composite_that_others_read_stays(
    committee: Committee, member: Membership, now: datetime
) -> None:
    composite = MotionFactory(
        committee=committee, proposer=member, status="submitted", seconded_at=None
    )
    CompositePartFactory(composite=composite)
    with pytest.raises(Refused, match="Others are asked to accept this text"):
        change_motion(composite, Draft("To write."), by=member, at=now)


def test_the_form_begins_with_what_stands(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    resolution = ResolutionFactory(committee=meeting.committee)
    motion = put(
        meeting.committee,
        member,
        now,
        meeting=meeting,
        rescinds=resolution,
        rule_changes={"motions_days": 5},
    )
    path = reverse("change-motion", args=[motion.public_id])
    form = as_(member).get(path).context["form"]
    given = {one.name: one.value() for one in form if one.value() is not None}
    assert given["meeting"] == meeting.public_id
    assert (given["rule"], given["value"]) == ("motions_days", 5)
    assert given["rescinds"] == resolution.public_id
    answer = as_(member).post(path, given | {"resolves": "To write."})
    assert answer["Location"] == reverse("motion", args=[motion.public_id])
    motion.refresh_from_db()
    assert (motion.resolves, motion.rescinds) == ("To write.", resolution)
    assert as_(member).post(path, given | {"resolves": ""}).status_code == 422
