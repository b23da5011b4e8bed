"""An amendment's change comes into the motion, whatever became of the text meanwhile."""

from datetime import datetime

import pytest

from core.decision import Refused
from core.models import Event
from meetings.operations.amendments import apply_amendment, restore_text
from tests.factories_meetings import AmendmentFactory, MotionFactory

POINTS = "To ask for longer opening hours.\nTo write to the library."
pytestmark = pytest.mark.django_db


def test_the_change_comes_into_the_text_and_the_version_rises(now: datetime) -> None:
    amendment = AmendmentFactory(was_notes="The library closes at five.")
    before = apply_amendment(amendment, at=now)
    amendment.motion.refresh_from_db()
    assert amendment.motion.resolves == "To demand longer opening hours."
    assert amendment.motion.notes == ""  # what the amendment leaves out is taken out
    assert amendment.motion.believes == "Many students work until six."
    assert amendment.motion.version == 2
    assert before["version"] == 1
    assert before["clauses"]["notes"] == "The library closes at five."
    event = Event.objects.get(name="meetings.motion_amended")
    assert (event.actor, event.data) == ("", {"version": 2})


def test_it_can_be_taken_back(now: datetime) -> None:
    amendment = AmendmentFactory()
    motion = amendment.motion
    before = apply_amendment(amendment, at=now)
    restore_text(motion, **before)
    motion.refresh_from_db()
    assert motion.resolves == "To ask for longer opening hours."
    assert motion.notes == "The library closes at five."
    assert motion.version == 1


def test_a_text_that_changed_elsewhere_takes_both_changes(now: datetime) -> None:
    motion = MotionFactory(
        notes="",
        believes="",
        version=2,
        resolves=POINTS.replace("write to", "meet"),
    )
    amendment = AmendmentFactory(
        motion=motion, was_resolves=POINTS, resolves=POINTS.replace("ask for", "demand")
    )
    apply_amendment(amendment, at=now)
    assert motion.resolves == "To demand longer opening hours.\nTo meet the library."
    assert motion.version == 3


def test_a_text_that_changed_in_the_same_lines_is_refused(now: datetime) -> None:
    motion = MotionFactory(resolves="To beg for longer opening hours.", version=2)
    amendment = AmendmentFactory(motion=motion)
    with pytest.raises(Refused, match="changed in the same lines"):
        apply_amendment(amendment, at=now)
    motion.refresh_from_db()
    assert motion.version == 2


def test_what_would_resolve_nothing_is_refused(now: datetime) -> None:
    motion = MotionFactory(notes="", believes="", resolves="To write to the library.", version=2)
    amendment = AmendmentFactory(
        motion=motion,
        was_resolves="To ask for longer opening hours.\nTo write to the library.",
        resolves="To ask for longer opening hours.",
    )
    with pytest.raises(Refused, match="resolve nothing"):
        apply_amendment(amendment, at=now)
