"""Requests that nobody answers, and what is kept of all of this."""

from datetime import datetime, timedelta

from announcements.models import Announcement
from committees.models import (
    Admission,
    Committee,
    Invitation,
    InvitationBatch,
    JoinRequest,
    Membership,
)
from committees.operations.joining import lapse_request
from committees.schedule import lapse_requests
from core import retention
from tests.committees.joining import messages
from tests.factories_announcements import AnnouncementFactory
from tests.factories_joining import InvitationFactory, JoinRequestFactory


def test_after_seven_days_the_clock_lets_a_request_lapse_and_says_that_it_is_no_no(
    committee: Committee, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee, expires_at=now)
    fresh = JoinRequestFactory(committee=committee, expires_at=now + timedelta(minutes=1))
    for _ in range(2):
        lapse_requests(now)
    request.refresh_from_db()
    fresh.refresh_from_db()
    assert (request.status, fresh.status) == ("lapsed", "waiting")
    (told,) = messages("request_lapsed")
    assert told.about == {"user_id": request.user_id}


def test_what_is_answered_or_not_over_does_not_lapse(committee: Committee, now: datetime) -> None:
    early = JoinRequestFactory(committee=committee)
    assert lapse_request(early, at=now).status == "waiting"
    done = JoinRequestFactory(committee=committee, status="declined", decided_at=now)
    assert lapse_request(done, at=now + timedelta(days=9)).status == "declined"


def test_requests_and_vouching_are_forgotten_after_thirty_days(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee, status="admitted", decided_at=now)
    Admission.objects.create(request=request, by=secretary, at=now)
    retention.sweep(now + timedelta(days=29))
    assert (JoinRequest.objects.count(), Admission.objects.count()) == (1, 1)
    retention.sweep(now + timedelta(days=30))
    assert (JoinRequest.objects.count(), Admission.objects.count()) == (0, 0)


def test_invitations_and_batches_are_forgotten_after_72_hours(
    member: Membership, now: datetime
) -> None:
    batch = InvitationBatch.objects.create(
        committee=member.committee, made_by=member, made_at=now, finished_at=now
    )
    InvitationFactory(
        made_by=member, batch=batch, made_at=now, expires_at=now + timedelta(hours=73)
    )
    retention.sweep(now + timedelta(hours=71))
    assert InvitationBatch.objects.count() == 1
    retention.sweep(now + timedelta(hours=72))
    assert (InvitationBatch.objects.count(), Invitation.objects.count()) == (0, 1)
    retention.sweep(now + timedelta(hours=73))
    assert not Invitation.objects.exists()


def test_a_sent_announcement_stays_and_a_forgotten_draft_goes(
    committee: Committee, now: datetime
) -> None:
    AnnouncementFactory(committee=committee, status="sent", sent_at=now)
    AnnouncementFactory(committee=committee)
    retention.sweep(now + timedelta(days=91))
    assert Announcement.objects.get().status == "sent"
