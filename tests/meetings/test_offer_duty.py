"""I would do it."""

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import states
from meetings.models import Meeting, Offer
from meetings.operations.hall_officers import offer_duty
from tests.factories_meetings import STARTS_AT, MeetingOfficerFactory
from tests.meetings.hall import As, entries, here, mark_now, version


def test_an_offer_leaves_no_event_and_no_line(running: Meeting, member: Membership) -> None:
    here(running, member)
    for _time in range(2):
        offer_duty(running, duty="teller", by=member)
    assert Offer.objects.get().membership == member
    assert not Event.objects.exists()
    assert entries(running) == []


def test_open_pages_have_something_new_and_no_ruling_is_refused_for_it(
    running: Meeting, member: Membership
) -> None:
    here(running, member)
    before = mark_now(running)
    offer_duty(running, duty="teller", by=member)
    assert mark_now(running) != before
    assert states.public(running)["stack"] == int(mark_now(running).partition(".")[2])
    assert version(running) == 0


def test_whoever_is_here_and_does_not_do_it_can_offer(
    running: Meeting, meeting: Meeting, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Only members"):
        offer_duty(running, duty="chair", by=outsider)
    with pytest.raises(Refused, match="not open yet"):
        offer_duty(meeting, duty="chair", by=member)
    with pytest.raises(Refused, match="Say first that you are here"):
        offer_duty(running, duty="chair", by=member)
    here(running, member)
    MeetingOfficerFactory(meeting=running, membership=member, since=STARTS_AT)
    with pytest.raises(Refused, match="do this already"):
        offer_duty(running, duty="chair", by=member)


def test_only_the_chair_reads_who_offers(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    here(running, member, coordinator)
    address = f"/meetings/{running.public_id}/offer/"
    assert as_(outsider).post(address, {"duty": "chair"}).status_code == 404
    assert as_(member).post(address, {"duty": "king"}).status_code == 400
    own = as_(member).post(address, {"duty": "teller"}, follow=True).content.decode()
    assert "Offered: Teller" in own
    hall = as_(coordinator).get(f"/meetings/{running.public_id}/hall/").content.decode()
    assert "Marek" not in hall
    chair = as_(coordinator).get(f"/meetings/{running.public_id}/chair/").content.decode()
    assert "Marek" in chair
