"""Making an invitation: who may, what is kept, what is shown once."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from committees import permissions, tokens
from committees.models import Committee, Invitation, Membership
from committees.operations.invitations import make_invitation
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.committees.joining import As
from tests.factories_joining import InvitationFactory


def test_any_member_makes_an_invitation_of_72_hours(member: Membership, now: datetime) -> None:
    made = make_invitation(member.committee, by=member, at=now)
    assert made.invitation.expires_at == now + timedelta(hours=72)
    assert len(made.token) >= 43


def test_of_the_token_only_a_hash_is_kept_and_no_event_vouches(
    member: Membership, now: datetime
) -> None:
    made = make_invitation(member.committee, by=member, at=now)
    row = Invitation.objects.filter(pk=made.invitation.pk).values().get()
    assert made.token not in str(row)
    assert row["token_hash"] == tokens.digest(made.token)
    event = Event.objects.get(name="committees.invitation_made")
    assert event.subject == member.committee.public_id


def test_in_a_closed_committee_only_membership_secretaries_invite(
    member: Membership, secretary: Membership, now: datetime
) -> None:
    Committee.objects.update(joining="closed")
    member.committee.refresh_from_db()
    secretary.committee.refresh_from_db()
    with pytest.raises(Refused, match="only membership secretaries invite"):
        make_invitation(member.committee, by=member, at=now)
    assert make_invitation(secretary.committee, by=secretary, at=now)


def test_nobody_invites_into_a_committee_that_is_not_theirs(
    outsider: Membership, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        make_invitation(committee, by=outsider, at=now)


def test_who_left_invites_nobody(committee: Committee, now: datetime) -> None:
    gone = factories.MembershipFactory(committee=committee, status="left", ended_at=now)
    with pytest.raises(Refused, match="Only members"):
        make_invitation(committee, by=gone, at=now)


def test_a_dissolved_committee_invites_nobody(now: datetime, db: None) -> None:
    gone = factories.CommitteeFactory(status="dissolved", dissolved_at=now)
    member = factories.MembershipFactory(committee=gone)
    with pytest.raises(Refused, match="dissolved"):
        make_invitation(gone, by=member, at=now)


def test_forty_open_invitations_are_enough(member: Membership, now: datetime) -> None:
    InvitationFactory.create_batch(permissions.invitations.OPEN_AT_MOST, made_by=member)
    with pytest.raises(Refused, match="40 invitations of yours are open"):
        make_invitation(member.committee, by=member, at=now)
    Invitation.objects.update(withdrawn_at=now)
    assert make_invitation(member.committee, by=member, at=now)


def test_the_page_shows_link_and_picture_and_words_without_gaps(
    member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(member)
    url = f"/committees/{member.committee.public_id}/invite/"
    with time_machine.travel(now, tick=False) as clock:
        first = browser.post(url, follow=True)
        assert first.redirect_chain == [(url, 302)]
        page = first.content.decode()
        token = re.search(r"/i/([\w-]{43})/", page)
        assert token is not None
        assert "<svg" in page
        assert "style=" not in page
        assert first["Cache-Control"].count("no-store")
        words = page.split("<textarea")[1].split("</textarea>")[0]
        assert member.committee.campus.name in words
        assert not re.search(r"\[[a-z]+\]", words)
        assert token[1] in browser.get(url).content.decode()
        assert Invitation.objects.count() == 1  # a reload made no other
        other = factories.CommitteeFactory(status="founded", founded_at=now)
        factories.MembershipFactory(user=member.user, committee=other)
        there = browser.get(f"/committees/{other.public_id}/invite/").content.decode()
        assert token[1] not in there
        clock.move_to(now + timedelta(minutes=10), tick=False)
        assert token[1] not in browser.get(url).content.decode()


def test_a_link_that_was_withdrawn_is_shown_no_more(member: Membership, as_: As) -> None:
    browser = as_(member)
    url = f"/committees/{member.committee.public_id}/invite/"
    assert "/i/" in browser.post(url, follow=True).content.decode()
    browser.post(f"/invitations/{Invitation.objects.get().public_id}/withdraw/")
    assert "/i/" not in browser.get(url).content.decode()


def test_the_list_holds_ones_own_open_invitations_and_no_others(
    member: Membership, secretary: Membership, as_: As, now: datetime
) -> None:
    mine = InvitationFactory(made_by=member, expires_at=factories.NOW.replace(year=2999))
    InvitationFactory(made_by=member, withdrawn_at=now)
    other = InvitationFactory(made_by=secretary, expires_at=factories.NOW.replace(year=2999))
    page = as_(member).get(f"/committees/{member.committee.public_id}/invite/").content.decode()
    assert mine.public_id in page
    assert other.public_id not in page


def test_for_an_outsider_the_page_does_not_exist(
    outsider: Membership, committee: Committee, as_: As
) -> None:
    assert as_(outsider).get(f"/committees/{committee.public_id}/invite/").status_code == 404
    assert as_(None).get(f"/committees/{committee.public_id}/invite/").status_code == 302


def test_the_page_costs_the_same_however_many_invitations_there_are(
    member: Membership, as_: As, django_assert_max_num_queries: object
) -> None:
    InvitationFactory.create_batch(20, made_by=member, expires_at=factories.NOW.replace(year=2999))
    browser = as_(member)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        browser.get(f"/committees/{member.committee.public_id}/invite/")
