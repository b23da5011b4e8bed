"""The end of a speech."""

from datetime import timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting, Speaker
from meetings.operations.hall_stack import end_speech
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import (
    As,
    entries,
    here,
    only_the_chair_presses,
    said,
    take_back,
    waits,
)


@pytest.fixture
def speech(running: Meeting, member: Membership) -> Speaker:
    return waits(running, *here(running, member), status="speaking", called_at=STARTS_AT)


def test_how_long_it_lasted_is_kept_and_it_goes_on_where_that_is_taken_back(
    running: Meeting, coordinator: Membership, speech: Speaker
) -> None:
    end_speech(running, by=coordinator, at=STARTS_AT + timedelta(seconds=61), seen=0)
    speech.refresh_from_db()
    assert (speech.status, speech.seconds) == ("spoken", 61)
    assert entries(running) == ["speech_ended"]
    assert said("speech_ended")
    take_back(running, coordinator)
    speech.refresh_from_db()
    assert (speech.status, speech.seconds, speech.called_at) == ("speaking", 0, STARTS_AT)


def test_where_nobody_speaks_nothing_ends(running: Meeting, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="Nobody speaks now"):
        end_speech(running, by=coordinator, at=STARTS_AT, seen=0)


def test_only_the_chair_ends_it(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    speech: Speaker,
    as_: As,
) -> None:
    assert speech
    only_the_chair_presses(
        running, "end-speech", as_, chair=coordinator, member=member, outsider=outsider
    )
