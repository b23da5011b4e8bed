"""A resolution travels: it is sent to another committee, which is told and reads it."""

from datetime import datetime, timedelta

import pytest

from committees.models import Committee, Membership
from committees.operations import campus_index
from core.decision import Refused
from core.models import Event
from meetings.models import Circulation, Resolution
from meetings.operations.resolutions import send_resolution
from meetings.queries.records import travels
from notices.audiences import find
from notices.models import Message
from notices.rendering import Renderer
from tests.factories import CampusFactory, CommitteeFactory
from tests.factories_meetings import CirculationFactory, ResolutionFactory
from tests.meetings.records import As, Counter


@pytest.fixture
def resolution(committee: Committee) -> Resolution:
    made: Resolution = ResolutionFactory(committee=committee, title="Library")
    return made


def test_the_other_committees_coordinators_get_a_mail_and_a_notice(
    resolution: Resolution, coordinator: Membership, outsider: Membership, now: datetime
) -> None:
    sent = send_resolution(resolution, to=outsider.committee, by=coordinator, at=now)
    assert (sent.status, sent.sent_at, sent.committee) == ("received", now, outsider.committee)
    message = Message.objects.get()
    assert message.in_app
    assert [one.user_id for one in find(message.audience)(message.about)] == [outsider.user_id]
    event = Event.objects.get(name="meetings.resolution_sent")
    assert (event.actor, event.scope) == ("", outsider.committee.public_id)


@pytest.mark.parametrize("discretion", ["plain", "discreet"])
def test_the_mail_of_a_discreet_committee_names_nothing(
    discretion: str, resolution: Resolution, coordinator: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    outsider.committee.discretion = discretion
    sent = send_resolution(resolution, to=outsider.committee, by=coordinator, at=now)
    said = Renderer(Message.objects.get()).copy("en", outsider.committee.timezone, {})
    words = f"{said.subject} {said.text}"
    for name in ("Library", resolution.committee.name, outsider.committee.name):
        assert (name in words) is (discretion == "plain")
    assert f"/received/{sent.public_id}/" in said.text


def test_only_a_coordinator_sends_what_is_in_force(
    resolution: Resolution, coordinator: Membership, member: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    to = outsider.committee
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            send_resolution(resolution, to=to, by=somebody, at=now)
    Committee.objects.filter(pk=resolution.committee.pk).update(
        status="dissolved", dissolved_at=now
    )
    with pytest.raises(Refused, match="dissolved"):
        send_resolution(resolution, to=to, by=coordinator, at=now)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    with pytest.raises(Refused, match="was rescinded"):
        send_resolution(resolution, to=to, by=coordinator, at=now)


def test_it_goes_once_to_a_founded_committee_that_is_not_ones_own(
    resolution: Resolution, coordinator: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="your own committee"):
        send_resolution(resolution, to=resolution.committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="not founded yet"):
        send_resolution(resolution, to=CommitteeFactory(), by=coordinator, at=now)
    send_resolution(resolution, to=outsider.committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="got the resolution already"):
        send_resolution(resolution, to=outsider.committee, by=coordinator, at=now)


def test_a_committee_sends_thirty_within_a_day(
    resolution: Resolution, coordinator: Membership, outsider: Membership, now: datetime
) -> None:
    CirculationFactory.create_batch(30, resolution=resolution, sent_at=now)
    with pytest.raises(Refused, match="Go on tomorrow"):
        send_resolution(resolution, to=outsider.committee, by=coordinator, at=now)
    later = now + timedelta(days=1)
    send_resolution(resolution, to=outsider.committee, by=coordinator, at=later)


def test_committees_are_found_by_campus_or_by_name(
    resolution: Resolution, coordinator: Membership, as_: As
) -> None:
    campus = CampusFactory(name="Harbour College")
    campus_index.index([campus])
    by_campus = CommitteeFactory(campus=campus, name="Qharbour", status="founded",
                                 founded_at=resolution.carried_at)  # fmt: skip
    by_name = CommitteeFactory(name="Harbour students", status="founded",
                               founded_at=resolution.carried_at)  # fmt: skip
    CommitteeFactory(name="Harbour forming")
    got = CommitteeFactory(
        name="Harbour got it", status="founded", founded_at=resolution.carried_at
    )
    CirculationFactory(resolution=resolution, committee=got)
    browser, address = as_(coordinator), f"/resolutions/{resolution.public_id}/send/"
    page = browser.get(address, {"q": "harbour"}).content.decode()
    assert by_campus.name in page
    assert by_name.name in page
    assert "Harbour forming" not in page
    assert got.name not in page
    assert "No committee is found" in browser.get(address, {"q": "nowhere"}).content.decode()
    assert "Write at least two letters." in browser.get(address, {"q": "h"}).content.decode()
    answer = browser.post(address, {"committee": by_name.public_id}, follow=True)
    assert "Sent to 1 other committee" not in answer.content.decode()
    assert "Sent to 2 other committees." in answer.content.decode()
    assert browser.post(address, {"committee": "nothing"}).status_code == 404


def test_a_member_reads_why_not(resolution: Resolution, member: Membership, as_: As) -> None:
    assert as_(member).get(f"/resolutions/{resolution.public_id}/send/").status_code == 403


def test_the_first_committee_sees_numbers_and_only_public_answers(
    resolution: Resolution, member: Membership, as_: As, now: datetime
) -> None:
    made: dict[str, Circulation] = {}
    for status in ("received", "put", "adopted", "amended", "rejected"):
        answered = now if status in ("adopted", "amended", "rejected") else None
        made[status] = CirculationFactory(
            resolution=resolution, status=status, answered_at=answered
        )
    ResolutionFactory(committee=made["adopted"].committee, origin=resolution, published_at=now)
    ResolutionFactory(committee=made["amended"].committee, origin=resolution)
    found = travels(resolution)
    assert (found.sent, found.put, found.adopted, found.amended, found.rejected) == (5, 1, 1, 1, 1)
    page = as_(member).get(f"/resolutions/{resolution.public_id}/").content.decode()
    assert made["adopted"].committee.name in page
    for status in ("received", "put", "amended", "rejected"):
        assert made[status].committee.name not in page


def test_the_search_asks_the_same_number_of_queries(
    resolution: Resolution, coordinator: Membership, as_: As,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    for number in range(10):
        CommitteeFactory(name=f"Harbour {number}", status="founded",
                         founded_at=resolution.carried_at)  # fmt: skip
    browser = as_(coordinator)
    with django_assert_max_num_queries(10):
        browser.get(f"/resolutions/{resolution.public_id}/send/", {"q": "harbour"})
