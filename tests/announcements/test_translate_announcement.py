"""The same text in other languages, made by hand, and read by whom it is for."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from announcements.models import Announcement
from announcements.operations.sending import send_announcement
from announcements.operations.writing import Draft, edit_announcement, translate_announcement
from committees.models import Membership
from core.decision import Refused
from notices.models import Message
from tests.announcements.announcing import deliver, seen_on
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementTranslationFactory

SPANISH = {"title": "Volantes", "text": "En la **puerta**."}


def test_a_translation_is_written_beside_the_text_and_taken_away_again(
    draft: Announcement, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/translate/es/"
    page = browser.get(url).content.decode()
    assert "At the **main gate** from eight." in page
    page = browser.post(url, SPANISH, follow=True).content.decode()
    assert 'href="?in=es"' in page
    assert "Volantes" in browser.get(f"/announcements/{draft.public_id}/?in=es").content.decode()
    assert "Volantes" in browser.get(url).content.decode()
    browser.post(url, SPANISH | {"title": "Otros"})
    assert [one.title for one in draft.translations.all()] == ["Otros"]
    browser.post(url, {"title": "", "text": ""})
    assert not draft.translations.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "Volantes", "text": ""}, "Write the text, too."),
        ({"title": "", "text": "En la puerta."}, "Write a title, too."),
        ({"title": "x" * 151, "text": "y"}, "at most 150"),
    ],
)
def test_half_a_translation_is_answered_with_422(
    typed: dict[str, str],
    sentence: str,
    draft: Announcement,
    coordinator: Membership,
    as_: As,
) -> None:
    answer = as_(coordinator).post(f"/announcements/{draft.public_id}/translate/es/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not draft.translations.exists()


def test_who_translates_hears_of_a_text_that_changed_meanwhile(
    draft: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/translate/es/"
    typed = SPANISH | {"seen": seen_on(browser.get(url))}
    edit_announcement(draft, Draft("At nine", "From nine.", "en"), by=coordinator, at=now)
    answer = browser.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody has changed the text or this translation meanwhile." in page
    assert "From nine." in page
    assert "En la **puerta**.</textarea>" in page
    assert "What stands there now" not in page
    translate_announcement(
        draft, language="es", title="Otros", text="Otro.", by=coordinator, at=now
    )
    answer = browser.post(url, typed)
    assert '<p class="as-typed">Otro.</p>' in answer.content.decode()
    assert browser.post(url, typed | {"seen": seen_on(answer)}).status_code == 302
    assert [one.title for one in draft.translations.all()] == ["Volantes"]


def test_everybody_gets_the_mail_in_the_own_language_and_the_rest_as_it_was_written(
    draft: Announcement, coordinator: Membership, member: Membership, now: datetime, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    AnnouncementTranslationFactory(announcement=draft)
    for one, language in ((member, "es"), (coordinator, "ar")):
        one.user.language = language
        one.user.save()
    sent = send_announcement(draft, by=coordinator, at=now)
    mails = deliver(Message.objects.get(public_id=sent.message), now + timedelta(hours=1))
    found = {one.to[0]: one for one in mails}
    spanish, arabic = found[member.user.email], found[coordinator.user.email]
    assert spanish.subject == "Volantes el jueves"
    assert "En la **puerta principal**" in spanish.body
    html = spanish.alternatives[0][0]
    assert '<h1 lang="es" dir="auto">Volantes el jueves</h1>' in html
    assert arabic.subject == draft.title
    assert 'lang="en"' in arabic.alternatives[0][0]


def test_what_is_not_there_or_its_own_language_is_no_translation(
    draft: Announcement, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(coordinator)
    for language, status in (("en", 403), ("xx", 404)):
        url = f"/announcements/{draft.public_id}/translate/{language}/"
        assert browser.get(url).status_code == status
    with pytest.raises(Refused, match="Only coordinators"):
        translate_announcement(draft, language="es", **SPANISH, by=member, at=now)
    Announcement.objects.update(status="sent", sent_at=now)
    with pytest.raises(Refused, match="is sent"):
        translate_announcement(draft, language="es", **SPANISH, by=coordinator, at=now)


def test_a_draft_that_changes_its_language_loses_the_translation_into_it(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    kept = AnnouncementTranslationFactory(announcement=draft, language="ar")
    AnnouncementTranslationFactory(announcement=draft)
    edit_announcement(draft, Draft("Volantes", "…", "es"), by=coordinator, at=now)
    assert [str(one) for one in draft.translations.all()] == [str(kept)] == ["ar"]
