"""Members without a phone, counted by hand."""

import pytest
import time_machine

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting
from meetings.operations.hall_door import count_at_door
from tests.factories_meetings import STARTS_AT, MeetingOfficerFactory
from tests.meetings.hall import As, entries


def test_a_steward_counts_and_the_quorum_is_looked_at(running: Meeting, member: Membership) -> None:
    MeetingOfficerFactory(meeting=running, membership=member, duty="steward")
    counted = count_at_door(running, number=4, by=member, at=STARTS_AT)
    assert counted.hand_count == 4
    assert entries(running) == ["quorum_reached"]
    assert Event.objects.get().data == {"number": 4}
    count_at_door(running, number=4, by=member, at=STARTS_AT)
    assert Event.objects.count() == 1


def test_a_coordinator_counts_too_and_others_do_not(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership
) -> None:
    MeetingOfficerFactory(meeting=running, membership=member, duty="chair")
    count_at_door(running, number=4, by=coordinator, at=STARTS_AT)
    count_at_door(running, number=5, by=member, at=STARTS_AT)
    MeetingOfficerFactory._meta.model.objects.update(duty="teller")
    running.refresh_from_db()
    for one in (member, outsider):
        with pytest.raises(Refused, match="Only a steward, the chair or a coordinator"):
            count_at_door(running, number=6, by=one, at=STARTS_AT)


def test_before_the_doors_open_nobody_is_counted(meeting: Meeting, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="door opens"):
        count_at_door(meeting, number=1, by=coordinator, at=meeting.called_at)


def test_the_form_says_what_is_wrong(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(STARTS_AT)
    browser = as_(coordinator)
    address = f"/meetings/{running.public_id}/door/"
    assert "0 members are here by phone." in browser.get(address).content.decode()
    for given in ("", "-1", "x", "100001"):
        answer = browser.post(address, {"number": given})
        assert answer.status_code == 422, given
    done = browser.post(address, {"number": "12"}, follow=True).content.decode()
    assert "counts for the quorum" in done
    assert Meeting.objects.get(pk=running.pk).hand_count == 12
    assert as_(member).get(address).status_code == 403
    assert as_(outsider).get(address).status_code == 404
