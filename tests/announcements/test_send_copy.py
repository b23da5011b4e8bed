"""A copy to oneself before all others."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from announcements.operations.sending import send_copy
from committees.models import Committee, Membership
from core.decision import Refused
from notices.models import Notice
from tests.announcements.announcing import deliver, queued
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementFactory


def test_the_copy_is_the_mail_that_members_would_get_and_comes_to_one_alone(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: As,
    settings: Any,
    now: datetime,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    draft = AnnouncementFactory(committee=committee)
    response = as_(coordinator).post(f"/announcements/{draft.public_id}/copy/", follow=True)
    assert "A copy is on its way" in response.content.decode()
    (message,) = queued()
    (one,) = deliver(message, message.due_at)
    assert one.to == [coordinator.user.email]
    assert one.subject == draft.title
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert not Notice.objects.exists()


def test_copies_come_once_a_minute_at_most(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    draft = AnnouncementFactory(committee=committee)
    for seconds in (0, 10, 70):
        send_copy(draft, by=coordinator, at=now + timedelta(seconds=seconds))
    assert len(queued()) == 2


def test_only_coordinators_and_only_drafts(
    committee: Committee, coordinator: Membership, member: Membership, now: datetime
) -> None:
    draft = AnnouncementFactory(committee=committee)
    with pytest.raises(Refused, match="Only coordinators"):
        send_copy(draft, by=member, at=now)
    sent = AnnouncementFactory(committee=committee, status="sent", sent_at=now)
    with pytest.raises(Refused, match="is sent"):
        send_copy(sent, by=coordinator, at=now)
