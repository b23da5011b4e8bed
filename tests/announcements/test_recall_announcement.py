"""Taking an announcement back within five minutes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from announcements.models import Announcement
from announcements.operations.sending import recall_announcement, send_announcement
from committees.models import Membership
from core.decision import Refused
from notices.models import Message
from tests.announcements.announcing import deliver
from tests.committees.joining import As


def test_within_five_minutes_it_is_a_draft_again_and_nobody_got_it(
    draft: Announcement, coordinator: Membership, now: datetime, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    message = send_announcement(draft, by=coordinator, at=now).message
    back = recall_announcement(draft, by=coordinator, at=now + timedelta(minutes=4, seconds=59))
    assert (back.status, back.sent_at, back.message) == ("draft", None, "")
    assert deliver(Message.objects.get(public_id=message), now + timedelta(hours=1)) == []


def test_after_five_minutes_it_is_on_its_way(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    send_announcement(draft, by=coordinator, at=now)
    with pytest.raises(Refused, match="on its way"):
        recall_announcement(draft, by=coordinator, at=now + timedelta(minutes=5))


def test_where_the_worker_was_first_it_is_on_its_way_too(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    sent = send_announcement(draft, by=coordinator, at=now)
    Message.objects.filter(public_id=sent.message).update(status="sending", expanded_at=now)
    with pytest.raises(Refused, match="on its way"):
        recall_announcement(draft, by=coordinator, at=now)
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_a_draft_and_a_strangers_announcement_are_not_taken_back(
    draft: Announcement, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="is a draft"):
        recall_announcement(draft, by=coordinator, at=now)
    send_announcement(draft, by=coordinator, at=now)
    with pytest.raises(Refused, match="Only coordinators"):
        recall_announcement(draft, by=member, at=now)


def test_one_tap_takes_it_back(draft: Announcement, coordinator: Membership, as_: As) -> None:
    browser = as_(coordinator)
    browser.post(f"/announcements/{draft.public_id}/send/")
    response = browser.post(f"/announcements/{draft.public_id}/recall/", follow=True)
    assert "Taken back" in response.content.decode()
    assert "This is a draft" in response.content.decode()
