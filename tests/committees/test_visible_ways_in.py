"""A visitor without an account finds nothing by its identifier."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from announcements.models import Announcement
from committees.models import (
    Committee,
    Invitation,
    InvitationBatch,
    JoinRequest,
    Membership,
)
from tests.factories_announcements import AnnouncementFactory
from tests.factories_joining import InvitationFactory, JoinRequestFactory


def test_a_visitor_sees_no_invitation_batch_request_or_announcement(
    committee: Committee, member: Membership, now: datetime
) -> None:
    InvitationFactory(made_by=member)
    JoinRequestFactory(committee=committee)
    batch = InvitationBatch.objects.create(committee=committee, made_by=member, made_at=now)
    one = AnnouncementFactory(committee=committee, status="sent", sent_at=now)
    for visitor in (AnonymousUser(), None):
        assert not Invitation.objects.visible_to(visitor).exists()
        assert not InvitationBatch.objects.visible_to(visitor).exists()
        assert not JoinRequest.objects.visible_to(visitor).exists()
        assert not Announcement.objects.visible_to(visitor, now).exists()
    assert {batch.event_scope, one.event_scope} == {committee.public_id}
    assert str(one) == one.public_id


def test_an_applicant_sees_the_own_request_and_secretaries_those_of_their_committee(
    committee: Committee, secretary: Membership, member: Membership, outsider: Membership
) -> None:
    request = JoinRequestFactory(committee=committee)
    for person, sees in (
        (request.user, True),
        (secretary.user, True),
        (member.user, False),
        (outsider.user, False),
    ):
        assert JoinRequest.objects.visible_to(person).filter(pk=request.pk).exists() is sees
