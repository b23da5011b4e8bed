"""Whoever chairs a joint meeting calls the next of another committee, without seeing a name."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from core.decision import Refused
from meetings.models import Meeting, Speaker
from meetings.operations.hall_stack import call_speaker, end_speech, hear_committee
from tests.factories_meetings import MeetingFactory
from tests.meetings.hall import waits
from tests.meetings.joint import BEGINS, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together().accepted().open()


def wait(together: Together, number: int, member: int = 0) -> Speaker:
    committee = together.committees[number]
    return waits(together.meetings()[number], together.members[committee.pk][member])


def hear(together: Together, number: int, meeting: Meeting | None = None) -> Speaker:
    return hear_committee(
        meeting or together.meeting(together.host),
        committee=together.committees[number],
        by=together.by(together.host),
        at=BEGINS,
        seen=None,
    )


def speaking(together: Together) -> list[Speaker]:
    return list(Speaker.objects.filter(meeting__joint=together.joint, status="speaking"))


def test_one_speaks_at_a_time_of_whichever_committee(together: Together) -> None:
    own, theirs, others = wait(together, 0), wait(together, 1), wait(together, 2)
    by, host = together.by(together.host), together.meeting(together.host)
    hear(together, 1)
    assert speaking(together) == [theirs]
    hear(together, 2)
    assert speaking(together) == [others]
    call_speaker(host, speaker=own, by=by, at=BEGINS, seen=None)
    assert speaking(together) == [own]
    end_speech(host, by=by, at=BEGINS, seen=None)
    assert speaking(together) == []
    with pytest.raises(Refused, match="Nobody speaks now"):
        end_speech(host, by=by, at=BEGINS, seen=None)


def test_nothing_else_is_taken_while_a_member_of_another_speaks(together: Together) -> None:
    motion = together.motion_now()
    wait(together, 1)
    hear(together, 1)
    with pytest.raises(Refused, match="Somebody is speaking"):
        together.debate(motion)


def test_only_whoever_chairs_and_only_a_committee_that_waits(together: Together) -> None:
    with pytest.raises(Refused, match="Nobody of this committee waits"):
        hear(together, 1)
    with pytest.raises(Refused, match="does not meet with yours"):
        hear(together, 0)
    alone = MeetingFactory(committee=together.host, status="open", opened_at=BEGINS)
    with pytest.raises(Refused, match="does not meet with yours"):
        hear(together, 1, alone)
    with pytest.raises(Refused, match="Only whoever chairs"):
        hear_committee(
            together.meeting(together.host),
            committee=together.second,
            by=together.members[together.host.pk][0],
            at=BEGINS,
            seen=None,
        )


def test_the_chairs_page_shows_how_many_wait_and_no_name(together: Together, as_: As) -> None:
    place = wait(together, 1)
    place.membership.chosen_name = "Qsecond"
    place.membership.save(update_fields=["chosen_name"])
    with time_machine.travel(BEGINS, tick=False):
        host = together.meeting(together.host)
        browser, address = as_(together.by(together.host)), f"/meetings/{host.public_id}/"
        page = browser.get(f"{address}chair/").content.decode()
        assert "Call their next speaker" in page
        assert "Qsecond" not in page
        sent = {"committee": together.second.public_id, "version": host.version}
        stale = browser.post(f"{address}hear/", sent | {"version": host.version + 1})
        assert (stale.status_code, speaking(together)) == (302, [])
        assert browser.post(f"{address}hear/", sent).status_code == 302
        page = browser.get(f"{address}chair/").content.decode()
        assert "A member of this committee speaks." in page
        assert "Qsecond" not in page
        there = as_(together.by(together.second)).get(
            f"/meetings/{together.meeting(together.second).public_id}/hall/"
        )
        assert "Qsecond" in there.content.decode()
