"""Changing a draft."""

from datetime import datetime

import pytest

from announcements.models import Announcement
from announcements.operations.writing import Draft, edit_announcement
from committees.models import Membership
from core.decision import Refused
from tests.committees.joining import As

OTHER = Draft("x", "y", "en")


def test_a_draft_is_changed_on_a_form_that_holds_it(
    draft: Announcement, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/edit/"
    assert draft.title in browser.get(url).content.decode()
    response = browser.post(url, {"title": "Other", "text": "Else"}, follow=True)
    assert "Other" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.text) == ("Other", "Else")


def test_what_is_sent_is_not_changed(
    draft: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    Announcement.objects.update(status="sent", sent_at=now)
    with pytest.raises(Refused, match="is sent"):
        edit_announcement(draft, OTHER, by=coordinator, at=now)
    response = as_(coordinator).post(
        f"/announcements/{draft.public_id}/edit/", {"title": "x", "text": "y"}
    )
    assert response.status_code == 403


def test_a_draft_does_not_exist_for_members_and_cannot_be_changed_by_them(
    draft: Announcement, member: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    for other in (member, outsider):
        for tail in ("", "edit/"):
            assert as_(other).get(f"/announcements/{draft.public_id}/{tail}").status_code == 404
        with pytest.raises(Refused, match="Only coordinators"):
            edit_announcement(draft, OTHER, by=other, at=now)
