"""Every row of a committee goes when its time is over, and not before."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps

from announcements.models import Announcement
from committees.models import (
    Admission,
    Invitation,
    InvitationBatch,
    JoinRequest,
    Membership,
)
from committees.operations.memberships import leave_committee
from core import retention
from tests import factories


def test_every_model_of_committees_has_a_rule() -> None:
    rules = retention.rules()
    assert [one for one in apps.get_app_config("committees").get_models() if one not in rules] == []


def test_an_invitation_goes_after_72_hours(member: Membership, now: datetime) -> None:
    batch = InvitationBatch.objects.create(
        committee=member.committee, made_by=member, waiting="sealed", total=1, made_at=now
    )
    Invitation.objects.create(
        committee=member.committee,
        made_by=member,
        batch=batch,
        token_hash="x",
        made_at=now,
        expires_at=now + timedelta(hours=72),
    )
    retention.sweep(now + timedelta(hours=71))
    assert (Invitation.objects.count(), InvitationBatch.objects.count()) == (1, 1)
    retention.sweep(now + timedelta(hours=72))
    assert (Invitation.objects.count(), InvitationBatch.objects.count()) == (0, 0)


@pytest.mark.parametrize(("status", "days"), [("waiting", 7), ("admitted", 30), ("declined", 30)])
def test_a_request_goes_after_seven_days_unanswered_and_thirty_answered(
    member: Membership, now: datetime, status: str, days: int
) -> None:
    request = JoinRequest.objects.create(
        committee=member.committee,
        user=factories.UserFactory(),
        chosen_name="Nia",
        status=status,
        made_at=now,
        expires_at=now + timedelta(days=7),
        decided_at=None if status == "waiting" else now,
    )
    Admission.objects.create(request=request, by=member, at=now)
    retention.sweep(now + timedelta(days=days) - timedelta(minutes=1))
    assert JoinRequest.objects.exists()
    retention.sweep(now + timedelta(days=days))
    assert not JoinRequest.objects.exists()
    assert not Admission.objects.exists()


def test_who_vouched_is_forgotten_after_thirty_days(member: Membership, now: datetime) -> None:
    request = JoinRequest.objects.create(
        committee=member.committee,
        user=factories.UserFactory(),
        chosen_name="Nia",
        status="admitted",
        made_at=now,
        expires_at=now + timedelta(days=7),
        decided_at=now + timedelta(days=5),
    )
    Admission.objects.create(request=request, by=member, at=now)
    retention.sweep(now + timedelta(days=30))
    assert JoinRequest.objects.exists()
    assert not Admission.objects.exists()


def test_thirty_days_after_leaving_nothing_links_the_row_to_the_account(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    leave_committee(member, at=now)
    retention.sweep(now + timedelta(days=29))
    member.refresh_from_db()
    assert member.user_id is not None
    retention.sweep(now + timedelta(days=30))
    member.refresh_from_db()
    coordinator.refresh_from_db()
    assert member.user_id is None
    assert coordinator.user_id is not None


def test_a_draft_is_forgotten_and_a_sent_announcement_is_kept(
    coordinator: Membership, now: datetime
) -> None:
    for status, sent_at in (("draft", None), ("sent", now)):
        Announcement.objects.create(
            committee=coordinator.committee,
            written_by=coordinator,
            title="News",
            text="…",
            status=status,
            written_at=now,
            sent_at=sent_at,
        )
    retention.sweep(now + timedelta(days=90))
    assert [one.status for one in Announcement.objects.all()] == ["sent"]
