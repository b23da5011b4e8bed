"""Changing a draft."""

from datetime import datetime

import pytest

from announcements.models import Announcement
from announcements.operations.writing import Draft, edit_announcement
from committees.models import Membership
from core.decision import Refused
from tests.announcements.announcing import seen_on
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementTranslationFactory

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


def test_in_two_windows_neither_text_is_lost(
    draft: Announcement, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/edit/"
    mine = {"title": "Mine", "text": "My text", "seen": seen_on(browser.get(url))}
    browser.post(url, {"title": "Theirs", "text": "Their text", "seen": mine["seen"]})
    answer = browser.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody has changed it meanwhile." in page
    assert "My text</textarea>" in page
    assert '<p class="as-typed">Their text</p>' in page
    draft.refresh_from_db()
    assert draft.title == "Theirs"
    answer = browser.post(url, mine | {"seen": seen_on(answer)})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.text) == ("Mine", "My text")


def test_a_new_translation_is_no_change_of_the_text(
    draft: Announcement, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/edit/"
    mine = {"title": "Mine", "text": "My text", "seen": seen_on(browser.get(url))}
    AnnouncementTranslationFactory(announcement=draft)
    page = browser.post(url, mine, follow=True).content.decode()
    assert "Look at the translations, too" in page
    mine["seen"] = seen_on(browser.get(url))
    page = browser.post(url, mine | {"audience": "delegates"}, follow=True).content.decode()
    assert "Look at the translations, too" not in page


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
