"""A committee that the host has suspended: nothing new begins, what has begun ends, nobody is held."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from announcements import permissions as announcements
from committees import permissions
from committees.models import Committee, InvitationBatch, Membership
from committees.operations import batches
from committees.operations.committees import edit_committee
from committees.operations.hosting import suspend_committee
from committees.operations.memberships import leave_committee
from core.decision import Refused
from elections import permissions as elections
from elections.models import Election
from elections.operations.clockwork import advance_election
from meetings import permissions as meetings
from notices import rendering
from notices.audiences import find
from notices.models import Message
from notices.operations.messages import send_message
from outreach import permissions as outreach
from outreach.permissions.defence import report_reprisal
from tests.committees.hosting import HOSTING, As
from tests.factories import CouncilFactory, UserFactory
from tests.factories_elections import announced, members, stand
from tests.factories_hosting import HostFactory
from tests.factories_meetings import ResolutionFactory
from tests.factories_places import AdoptedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspended(committee: Committee, now: datetime) -> Committee:
    return suspend_committee(committee, because="Qreason", by=HostFactory(), at=now)


def tell(committee: Committee, key: str, at: datetime, **more: object) -> Message:
    given = {"category": "announcements", "audience": "committees.members", "template": "x"}
    given |= {"about": {"committee": committee.public_id}, "context": {}} | more
    return send_message(key, scope=committee.public_id, at=at, **given)  # type: ignore[arg-type]


def test_its_members_are_told_and_read_why_and_the_log_names_the_host(
    member: Membership, as_: As, now: datetime
) -> None:
    host, public_id = HostFactory(), member.committee.public_id
    path = f"{HOSTING}committees/{public_id}/suspend/"
    assert as_(host).post(path, {"because": ""}).status_code == 422
    assert as_(host).post(path, {"because": "Qreason"})["Location"] == HOSTING
    page = as_(member).get(f"/committees/{public_id}/")
    assert b"Qreason" in page.content
    powers = as_(member).get(f"/committees/{public_id}/powers/").content
    assert b"suspended the committee, 1 time" in powers
    assert host.public_id.encode() not in powers
    message = Message.objects.get()
    assert [one.user_id for one in find(message.audience)(message.about)] == [member.user_id]
    assert (message.status, message.scope, message.is_formal) == ("waiting", "", True)
    text = rendering.plain(f"{message.template}.txt", message.context)
    assert "Qreason" not in text


def test_nobody_outside_sees_anything_of_it(
    suspended: Committee, member: Membership, as_: As, now: datetime
) -> None:
    statement = AdoptedFactory(committee=suspended)
    resolution = ResolutionFactory(committee=suspended, published_at=now)
    paths = [
        f"/committees/{suspended.public_id}/",
        f"/committees/{suspended.public_id}/report/",
        f"/s/{statement.public_id}/",
        f"/resolutions/{resolution.public_id}/",
    ]
    for path in paths:
        assert as_(None).get(path).status_code == 404, path
        assert as_(UserFactory()).get(path).status_code == 404, path
    assert as_(member).get(paths[0]).status_code == 200
    assert as_(member).get(paths[3]).status_code == 200
    assert suspended.campus is not None
    campus = as_(None).get(f"/campuses/{suspended.campus.public_id}/")
    assert suspended.name not in campus.content.decode()


def test_nothing_new_begins(
    suspended: Committee, coordinator: Membership, returning_officer: Membership, now: datetime
) -> None:
    coordinator.committee = returning_officer.committee = suspended
    asked = [
        permissions.make_invitation(coordinator, suspended),
        permissions.request_to_join(UserFactory(), suspended, "Zia", now),
        permissions.admit_member(UserFactory(), suspended, "Zia"),
        permissions.share_office(coordinator, "coordinator"),
        announcements.write_announcement(coordinator, suspended),
        meetings.call_meeting(coordinator, suspended),
        meetings.submit_motion(coordinator, suspended),
        meetings.propose_composite(coordinator, suspended),
        meetings.demand_meeting(coordinator, suspended),
        elections.announce_election(returning_officer, suspended),
        outreach.draft_statement(coordinator, suspended),
        outreach.plan_delegation(coordinator, suspended),
    ]
    assert {bool(one) for one in asked} == {False}
    assert {str(one.reason)[:34] for one in asked} == {"The host has suspended this commit"}


def test_what_holds_a_member_is_not_touched(
    suspended: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    coordinator.committee = suspended
    edit_committee(suspended, {"aims": "To meet, mended."}, by=coordinator, at=now)
    assert report_reprisal(member, suspended)
    assert permissions.dissolve_committee(coordinator, suspended, now)
    assert as_(member).get("/account/held/").status_code == 200
    assert leave_committee(member, at=now).status == "left"


def test_a_vote_that_is_announced_goes_on_to_its_end(
    suspended: Committee, returning_officer: Membership, now: datetime
) -> None:
    Committee.objects.update(suspended_at=None, suspended_because="")
    suspended.refresh_from_db()
    voters = members(suspended, 3)
    election = announced(suspended, returning_officer, at=now)
    for one in voters[:2]:
        stand(election, one)
    suspend_committee(suspended, because="Qreason", by=HostFactory(), at=now)
    for _step in range(12):
        election = Election.objects.get(pk=election.pk)
        if election.status == "voting" or election.due_at is None:
            break
        advance_election(election, at=election.due_at)
    assert election.status == "voting"


def test_what_waits_to_be_mailed_in_its_name_is_taken_back_and_nothing_follows(
    committee: Committee, member: Membership, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    waiting = tell(committee, "one", now, due_at=later)
    vote = tell(committee, "two", now, category="elections", due_at=later)
    formal = tell(committee, "three", now, is_formal=True, due_at=later)
    suspend_committee(committee, because="Qreason", by=HostFactory(), at=now)
    after = tell(committee, "four", now)
    assert tell(committee, "five", now, category="elections").status == "waiting"
    assert (after.status, after.cancelled_at) == ("cancelled", now)
    for message, status in ((waiting, "cancelled"), (vote, "waiting"), (formal, "waiting")):
        message.refresh_from_db()
        assert message.status == status


def test_addresses_that_wait_for_an_invitation_are_dropped(
    suspended: Committee, secretary: Membership, now: datetime
) -> None:
    batch = InvitationBatch.objects.create(
        committee=suspended, made_by=secretary, waiting="sealed", total=1, made_at=now
    )
    assert not batches.send_batch(batch.public_id, at=now, ends_at=0.0)
    batch.refresh_from_db()
    assert (batch.waiting, batch.finished_at) == ("", now)


def test_a_council_can_be_suspended_and_leaves_the_map(as_: As, now: datetime) -> None:
    council = CouncilFactory(name="Qcouncil")
    suspend_committee(council, because="Qreason", by=HostFactory(), at=now)
    assert as_(None).get(f"/committees/{council.public_id}/").status_code == 404


def test_once_and_only_while_it_is_alive(suspended: Committee, as_: As, now: datetime) -> None:
    host = HostFactory()
    path = f"{HOSTING}committees/{suspended.public_id}/suspend/"
    assert b"suspended already" in as_(host).get(path).content
    assert as_(host).post(path, {"because": "Again"}).status_code == 403
    Committee.objects.update(
        suspended_at=None, suspended_because="", status="dissolved", dissolved_at=now
    )
    assert as_(host).get(path).status_code == 404
    with pytest.raises(Refused, match="dissolved"):
        suspend_committee(suspended, because="x", by=host, at=now)


def test_it_is_found_by_the_address_of_its_page(committee: Committee, as_: As) -> None:
    host = as_(HostFactory())
    found = f"{HOSTING}committees/{committee.public_id}/suspend/"
    for typed in (f"https://x.example/committees/{committee.public_id}/powers/",
                  committee.public_id):  # fmt: skip
        assert host.get(HOSTING, {"address": typed})["Location"] == found
    for typed in ("https://x.example/elections/abc/", "nobodys", ""):
        assert host.get(HOSTING, {"address": typed}).status_code == 422


def test_no_row_is_suspended_without_a_reason(committee: Committee, now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Committee.objects.update(suspended_at=now)


def test_nobody_else_suspends(coordinator: Membership, as_: As, now: datetime) -> None:
    path = f"{HOSTING}committees/{coordinator.committee.public_id}/suspend/"
    assert as_(coordinator).get(path).status_code == 404
    with pytest.raises(Refused, match="who runs the server"):
        suspend_committee(coordinator.committee, because="x", by=coordinator.user, at=now)
