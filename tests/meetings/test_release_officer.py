"""A duty ends: laid down, or where a chair cannot go on."""

import pytest

from committees.models import Membership, Office
from core.decision import Refused
from meetings.models import Meeting, MeetingOfficer
from meetings.operations.hall_officers import release_officer
from meetings.roles import chairs
from tests.factories import MembershipFactory, officer
from tests.factories_meetings import STARTS_AT, MeetingOfficerFactory
from tests.meetings.hall import As, newest, said, take_back


@pytest.fixture
def chair(running: Meeting) -> MeetingOfficer:
    chosen = MembershipFactory(committee=running.committee, chosen_name="Chandra")
    return MeetingOfficerFactory(meeting=running, membership=chosen)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("committee").get(pk=meeting.pk)


def test_where_the_chairs_phone_dies_whoever_coordinates_chairs_again(
    running: Meeting, chair: MeetingOfficer, coordinator: Membership
) -> None:
    release_officer(chair, by=coordinator, at=STARTS_AT)
    assert chairs(coordinator, fresh(running))
    assert newest(running).facts == {"duty": "chair"}
    assert said("officer_released")
    take_back(running, coordinator)
    assert chairs(chair.membership, fresh(running))


def test_a_chair_who_has_left_the_committee_leaves_the_chair(
    running: Meeting, chair: MeetingOfficer, coordinator: Membership
) -> None:
    Membership.objects.filter(pk=chair.membership_id).update(status="left", ended_at=STARTS_AT)
    assert chairs(coordinator, fresh(running))
    second = officer(running.committee, Office.COORDINATOR, "Cora")
    assert chairs(second, fresh(running))


def test_officers_lay_it_down_themselves_and_the_chair_ends_any(
    running: Meeting, chair: MeetingOfficer, member: Membership
) -> None:
    first, second = (
        MeetingOfficerFactory(meeting=running, membership=one, duty="teller")
        for one in (member, MembershipFactory(committee=running.committee))
    )
    release_officer(first, by=member, at=STARTS_AT)
    release_officer(second, by=chair.membership, at=STARTS_AT)
    with pytest.raises(Refused, match="ended already"):
        release_officer(second, by=chair.membership, at=STARTS_AT)


def test_nobody_else_ends_it(
    running: Meeting, chair: MeetingOfficer, coordinator: Membership, member: Membership
) -> None:
    teller = MeetingOfficerFactory(meeting=running, membership=chair.membership, duty="teller")
    with pytest.raises(Refused, match="Only the chair"):
        release_officer(chair, by=member, at=STARTS_AT)
    with pytest.raises(Refused, match="Only the chair"):
        release_officer(teller, by=coordinator, at=STARTS_AT)
    Meeting.objects.filter(pk=running.pk).update(status="closed", closed_at=STARTS_AT)
    with pytest.raises(Refused, match="is closed"):
        release_officer(chair, by=chair.membership, at=STARTS_AT)


def test_the_buttons_stand_where_they_can_be_pressed(
    running: Meeting,
    chair: MeetingOfficer,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    hall = f"/meetings/{running.public_id}/hall/"
    address = f"/meetings/{running.public_id}/release-officer/"
    assert "Release" in as_(coordinator).get(hall).content.decode()
    assert "Lay it down" in as_(chair.membership).get(hall).content.decode()
    assert address not in as_(member).get(hall).content.decode()
    sent = {"officer": str(chair.pk)}
    assert as_(outsider).post(address, sent).status_code == 404
    assert as_(member).post(address, sent).status_code == 403
    for wrong in ("x", "0"):
        assert as_(coordinator).post(address, {"officer": wrong}).status_code == 404
    teller = MeetingOfficerFactory(meeting=running, membership=member, duty="teller")
    answer = as_(chair.membership).post(address, {"officer": str(teller.pk)})
    assert answer["Location"] == f"/meetings/{running.public_id}/chair/"
    own = as_(chair.membership).post(address, sent, follow=True).content.decode()
    assert "You have laid this down." in own
