"""A suspension and a motion to end a membership, on the first pages of those concerned."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership, Office
from committees.operations.suspensions import confirm_suspension, suspend_member
from meetings.models import Motion
from meetings.operations.motions import reply_to_removal
from meetings.removal import removing
from tests.factories import NOW, MembershipFactory, officer
from tests.factories_meetings import MeetingFactory, MotionFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def first(committee: Committee) -> Membership:
    return officer(committee, Office.COORDINATOR, "Cleo")


@pytest.fixture
def second(committee: Committee) -> Membership:
    return officer(committee, Office.MEMBERSHIP_SECRETARY, "Sefa")


@pytest.fixture
def target(committee: Committee) -> Membership:
    made: Membership = MembershipFactory(committee=committee, chosen_name="Tamar")
    return made


@pytest.fixture
def pages(as_: As, monkeypatch: pytest.MonkeyPatch) -> Callable[[Membership], list[str]]:
    """The dashboard and the committee's home, as somebody sees them."""
    monkeypatch.setattr("core.clock.now", lambda: NOW)

    def seen(member: Membership) -> list[str]:
        paths = ("/home/", f"/committees/{member.committee.public_id}/")
        return [as_(member).get(path).content.decode() for path in paths]

    return seen


def test_a_suspension_asks_the_other_officers_and_names_nobody(
    first: Membership,
    second: Membership,
    target: Membership,
    member: Membership,
    pages: Callable[[Membership], list[str]],
) -> None:
    suspend_member(target, because="Shouting.", by=first, at=NOW - timedelta(hours=1))
    for page in pages(second):
        assert "A suspension waits for a second officer" in page
        assert f"/committees/{target.committee.public_id}/suspensions/" in page
        assert "Tamar" not in page
    for nobody in (first, target, member):
        assert "second officer" not in "".join(pages(nobody))


def test_what_lapsed_or_is_confirmed_asks_nobody(
    first: Membership,
    second: Membership,
    target: Membership,
    pages: Callable[[Membership], list[str]],
) -> None:
    suspend_member(target, because="Shouting.", by=first, at=NOW - timedelta(hours=24))
    assert "second officer" not in pages(second)[0]
    target.refresh_from_db()
    suspend_member(target, because="Shouting.", by=first, at=NOW)
    confirm_suspension(target, by=second, at=NOW)
    assert "second officer" not in pages(second)[0]


def test_an_officer_who_is_suspended_is_asked_nothing_of_it(
    first: Membership,
    second: Membership,
    target: Membership,
    pages: Callable[[Membership], list[str]],
) -> None:
    third = officer(target.committee, Office.RETURNING_OFFICER, "Rosa")
    suspend_member(third, because="Shouting.", by=first, at=NOW)
    confirm_suspension(third, by=second, at=NOW)
    suspend_member(target, because="Shouting.", by=first, at=NOW)
    third.refresh_from_db()
    assert "waits for a second officer" not in pages(third)[0]


def test_who_is_suspended_reads_it_on_both_pages_and_the_way_to_the_reason(
    first: Membership,
    second: Membership,
    target: Membership,
    pages: Callable[[Membership], list[str]],
) -> None:
    suspend_member(target, because="Shouting.", by=first, at=NOW)
    confirm_suspension(target, by=second, at=NOW)
    dashboard, home = pages(target)
    for page in (dashboard, home):
        assert "Two officers have suspended you until" in page
    assert "Read why" in dashboard
    assert "Shouting." in home
    assert "suspended you" not in pages(first)[0]


def test_a_removal_stands_before_whom_it_is_about_until_it_is_decided(
    committee: Committee,
    target: Membership,
    member: Membership,
    pages: Callable[[Membership], list[str]],
) -> None:
    motion: Motion = MotionFactory(
        committee=committee, about_person=True, effect=removing(target), title="To end a membership"
    )
    reply = f"/motions/{motion.public_id}/reply/"
    for page in pages(target):
        assert "A motion would end your membership" in page
        assert reply in page
    assert "would end your membership" not in "".join(pages(member))
    motion.meeting = MeetingFactory(committee=committee, starts_at=NOW + timedelta(days=8))
    motion.save(update_fields=["meeting"])
    assert "You can reply, and speak and vote at the meeting:" in pages(target)[0]
    reply_to_removal(motion, "I was ill.", by=target, at=NOW)
    for page in pages(target):
        assert "A motion would end your membership" in page
        assert reply not in page
    Motion.objects.update(status="withdrawn", decided_at=NOW)
    assert "would end your membership" not in pages(target)[0]
