"""Emergency suspension: two officers, seven days, the word and no vote."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from committees.models import Committee, Membership
from committees.operations.memberships import leave_committee
from committees.operations.suspensions import (
    confirm_suspension,
    lift_suspension,
    suspend_member,
)
from committees.schedule import end_suspensions
from core.decision import Refused
from core.models import Event
from elections import permissions as elections_may
from elections.operations.clockwork import advance_election
from home.queries.powers import powers
from meetings import permissions as meetings_may
from meetings.removal import removing
from notices.models import Message
from tests.factories import CouncilFactory, MembershipFactory, officer
from tests.factories_elections import announced, stand
from tests.factories_meetings import MeetingFactory, MotionFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
WHY = "Hit somebody at the door."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def suspended(
    member: Membership, coordinator: Membership, secretary: Membership, now: datetime
) -> Membership:
    suspend_member(member, because=WHY, by=coordinator, at=now)
    return confirm_suspension(member, by=secretary, at=now)


def test_it_takes_two_officers(
    member: Membership, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    asked = suspend_member(member, because=WHY, by=coordinator, at=now)
    assert not asked.is_suspended
    with pytest.raises(Refused, match="A second person must confirm"):
        confirm_suspension(member, by=coordinator, at=now)
    with pytest.raises(Refused, match="asked for already"):
        suspend_member(member, because=WHY, by=secretary, at=now)
    held = confirm_suspension(member, by=secretary, at=now)
    assert held.suspended_until == now + timedelta(days=7)
    assert Message.objects.get(template="committees/email/member_suspended").about == {
        "user_id": member.user_id
    }


def test_no_member_suspends_and_nobody_outside(
    member: Membership, coordinator: Membership, outsider: Membership, now: datetime
) -> None:
    other = MembershipFactory(committee=member.committee)
    with pytest.raises(Refused, match="Only an officer"):
        suspend_member(other, because=WHY, by=member, at=now)
    with pytest.raises(Refused, match="is called so"):
        suspend_member(member, because=WHY, by=outsider, at=now)
    suspend_member(member, because=WHY, by=coordinator, at=now)
    with pytest.raises(Refused, match="Nobody has asked"):
        confirm_suspension(member, by=outsider, at=now)
    with pytest.raises(Refused, match="Only an officer"):
        confirm_suspension(member, by=other, at=now)
    with pytest.raises(Refused, match="Only another officer"):
        lift_suspension(member, by=outsider, at=now)


def test_an_officer_decides_nothing_about_themselves(
    coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="You cannot suspend yourself"):
        suspend_member(coordinator, because=WHY, by=coordinator, at=now)
    suspend_member(secretary, because=WHY, by=coordinator, at=now)
    with pytest.raises(Refused, match="it is about you"):
        confirm_suspension(secretary, by=secretary, at=now)
    with pytest.raises(Refused, match="Only another officer"):
        lift_suspension(secretary, by=secretary, at=now)


def test_a_suspended_officer_decides_on_nobody(
    coordinator: Membership,
    secretary: Membership,
    returning_officer: Membership,
    member: Membership,
    now: datetime,
) -> None:
    suspend_member(secretary, because=WHY, by=coordinator, at=now)
    held = confirm_suspension(secretary, by=returning_officer, at=now)
    with pytest.raises(Refused, match="You are suspended"):
        suspend_member(member, because=WHY, by=held, at=now)
    suspend_member(member, because=WHY, by=coordinator, at=now)
    with pytest.raises(Refused, match="You are suspended"):
        confirm_suspension(member, by=held, at=now)


def test_in_a_council_nobody_is_suspended(now: datetime) -> None:
    council = CouncilFactory(status="founded")
    seated = MembershipFactory(committee=council)
    with pytest.raises(Refused, match="recall them"):
        suspend_member(seated, because=WHY, by=officer(council, "coordinator", "Cleo"), at=now)


def test_it_lapses_after_seven_days_and_nothing_of_it_stays(
    suspended: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="until its time is over"):
        lift_suspension(suspended, by=None, at=now + timedelta(days=6))
    end_suspensions(now + timedelta(days=7) - timedelta(seconds=1))
    suspended.refresh_from_db()
    assert suspended.is_suspended
    end_suspensions(now + timedelta(days=7))
    suspended.refresh_from_db()
    assert (suspended.suspended_until, suspended.suspension_because) == (None, "")
    assert (suspended.suspension_asked_at, suspended.suspension_asked_by) == (None, None)
    with pytest.raises(Refused, match="not suspended"):
        lift_suspension(suspended, by=None, at=now + timedelta(days=8))


def test_what_nobody_confirms_in_a_day_lapses(
    member: Membership, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    suspend_member(member, because=WHY, by=coordinator, at=now)
    with pytest.raises(Refused, match="in the last 24 hours"):
        confirm_suspension(member, by=secretary, at=now + 24 * HOUR)
    end_suspensions(now + 24 * HOUR)
    member.refresh_from_db()
    assert member.suspension_asked_at is None


def test_any_other_officer_ends_it_before(
    suspended: Membership, returning_officer: Membership, now: datetime
) -> None:
    assert not lift_suspension(suspended, by=returning_officer, at=now).is_suspended


def test_whoever_leaves_takes_nothing_of_it_along(suspended: Membership, now: datetime) -> None:
    assert leave_committee(suspended, at=now).suspension_because == ""


def test_the_suspended_take_no_part_in_debate_and_keep_every_vote(
    suspended: Membership, returning_officer: Membership, now: datetime
) -> None:
    committee = suspended.committee
    meeting = MeetingFactory(committee=committee, status="open", opened_at=now)
    motion = MotionFactory(committee=committee, meeting=meeting)
    for decision in (
        meetings_may.raise_hand(suspended, meeting, "for"),
        meetings_may.submit_motion(suspended, committee),
        meetings_may.second_motion(suspended, motion),
        meetings_may.ask_question(suspended, motion),
        meetings_may.propose_amendment(suspended, motion, now),
    ):
        assert "You are suspended" in str(decision.reason)
    assert meetings_may.attend_meeting(suspended, meeting, now)
    election = announced(committee, returning_officer)
    stand(election, suspended)
    election = advance_election(election, at=election.voting_opens_at)
    entry = election.contest.roll.get(voter=suspended.public_id)
    assert elections_may.cast_vote(suspended, election, entry, election.voting_opens_at)


def test_it_keeps_nobody_from_replying(suspended: Membership) -> None:
    motion = MotionFactory(committee=suspended.committee, effect=removing(suspended))
    assert meetings_may.reply_to_removal(suspended, motion)


def test_the_member_reads_why_and_the_others_a_count(
    suspended: Membership, coordinator: Membership, now: datetime, as_: As
) -> None:
    home = f"/committees/{suspended.committee.public_id}/"
    assert WHY in as_(suspended).get(home).content.decode()
    other = MembershipFactory(committee=suspended.committee)
    assert WHY not in as_(other).get(home).content.decode()
    said = [use.sentence for day in powers(suspended.committee, now) for use in day.uses]
    assert "suspended 1 member for seven days, as the second officer" in said
    assert not Event.objects.filter(subject=suspended.public_id, name__contains="suspen").exists()


def test_officers_do_it_on_a_page(
    committee: Committee,
    member: Membership,
    coordinator: Membership,
    secretary: Membership,
    as_: As,
) -> None:
    where = f"/committees/{committee.public_id}/suspensions/"
    assert as_(member).get(where).status_code == 403
    browser = as_(coordinator)
    for faulty in (
        {"chosen_name": "Nobody", "because": WHY},
        {"chosen_name": "Ana", "because": WHY},
    ):
        assert browser.post(where, faulty).status_code == 422
    assert browser.post(where, {"chosen_name": "", "because": ""}).status_code == 422
    assert browser.post(where, {"chosen_name": "marek", "because": WHY}).status_code == 302
    page = browser.get(where).content.decode()
    assert "A second person must confirm what you have asked for." in page
    assert as_(secretary).post(f"{where}{member.public_id}/confirm/").status_code == 302
    assert "Suspended until" in browser.get(where).content.decode()
    assert browser.post(f"{where}{member.public_id}/lift/").status_code == 302
    assert browser.post(f"{where}{member.public_id}/lift/").status_code == 404
