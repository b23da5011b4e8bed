"""A mail to many people takes two."""

from datetime import datetime, timedelta

import pytest

from announcements import permissions
from announcements.models import Announcement
from announcements.operations.sending import (
    confirm_announcement,
    recall_announcement,
    send_announcement,
)
from announcements.operations.writing import Draft, edit_announcement
from committees.models import Committee, Membership
from core.decision import Refused
from notices.models import Message
from tests import factories
from tests.announcements.announcing import queued, seen_on
from tests.committees.joining import As
from tests.factories_announcements import AnnouncementFactory

SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "ONE_PERSON_TELLS", 1)


def test_it_waits_and_goes_out_after_the_second_persons_yes(
    draft: Announcement,
    coordinator: Membership,
    secretary: Membership,
    member: Membership,
    as_: As,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: now)
    url = f"/announcements/{draft.public_id}/"
    asker, second = as_(coordinator), as_(secretary)
    assert second.get(url).status_code == 404
    page = asker.post(f"{url}send/", follow=True).content.decode()
    assert "It waits for a second person" in page
    assert "You asked for this yourself" in page
    (told,) = queued("second_asked")
    assert told.about["without"] == coordinator.public_id
    assert not queued()
    assert as_(member).get(url).status_code == 404
    page = second.get(url).content.decode()
    assert "Yes, send it" in page
    assert "Make it a draft again" not in page
    page = second.post(f"{url}confirm/", follow=True).content.decode()
    assert "You said yes." in page
    assert "Nobody has it yet" in page
    assert "Until then a coordinator can take it back." in page
    assert "Undo" not in page
    draft.refresh_from_db()
    assert (draft.status, draft.sent_at) == ("sent", now + SOON)
    assert (draft.proposed_at, draft.proposed_by) == (None, None)
    assert queued()[0].due_at == now + SOON


def test_the_second_person_says_yes_to_what_stood_on_the_page(
    draft: Announcement, coordinator: Membership, secretary: Membership, as_: As, now: datetime
) -> None:
    send_announcement(draft, by=coordinator, at=now)
    browser, url = as_(secretary), f"/announcements/{draft.public_id}/"
    seen = seen_on(browser.get(url))
    recall_announcement(draft, by=coordinator, at=now)
    edit_announcement(draft, Draft("Other", "Else", "en"), by=coordinator, at=now)
    send_announcement(draft, by=coordinator, at=now)
    page = browser.post(f"{url}confirm/", {"seen": seen}, follow=True)
    assert "Nothing was sent. Read it again as it is now." in page.content.decode()
    assert not queued()
    page = browser.post(f"{url}confirm/", {"seen": seen_on(page)}, follow=True)
    assert "You said yes." in page.content.decode()
    assert queued()[0].context["title"] == "Other"


def test_who_asked_a_member_and_a_stranger_are_no_second_person(
    draft: Announcement,
    coordinator: Membership,
    secretary: Membership,
    member: Membership,
    outsider: Membership,
    now: datetime,
) -> None:
    with pytest.raises(Refused, match="does not wait"):
        confirm_announcement(draft, by=secretary, at=now)
    send_announcement(draft, by=coordinator, at=now)
    for other in (member, outsider):
        with pytest.raises(Refused, match="Only those who carry an office"):
            confirm_announcement(draft, by=other, at=now)
    with pytest.raises(Refused, match="yourself"):
        confirm_announcement(draft, by=coordinator, at=now)
    Committee.objects.filter(pk=draft.committee_id).update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        confirm_announcement(draft, by=secretary, at=now)
    assert not queued()


def test_while_it_waits_it_is_not_changed_and_can_be_made_a_draft_again(
    draft: Announcement, coordinator: Membership, secretary: Membership, as_: As, now: datetime
) -> None:
    send_announcement(draft, by=coordinator, at=now)
    with pytest.raises(Refused, match="Take it back first"):
        edit_announcement(draft, Draft("x", "y", "en"), by=coordinator, at=now)
    page = as_(coordinator).post(f"/announcements/{draft.public_id}/recall/", follow=True)
    assert "Taken back. It is a draft again." in page.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.proposed_at) == ("draft", None)
    with pytest.raises(Refused, match="does not wait"):
        confirm_announcement(draft, by=secretary, at=now)


def test_those_in_office_are_asked_once_an_hour_by_each(
    draft: Announcement, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    other = factories.officer(draft.committee, "coordinator", "Cora")
    for by, minutes in ((coordinator, 0), (coordinator, 1), (other, 2), (coordinator, 61)):
        at = now + timedelta(minutes=minutes)
        send_announcement(draft, by=by, at=at)
        recall_announcement(draft, by=by, at=at)
    asked = [one.about["without"] for one in queued("second_asked")]
    assert asked == [coordinator.public_id, other.public_id, coordinator.public_id]


def test_where_nobody_else_carries_an_office_it_says_what_to_do(
    draft: Announcement, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    with pytest.raises(Refused, match="Share an office first"):
        send_announcement(draft, by=coordinator, at=now)
    page = as_(coordinator).get(f"/announcements/{draft.public_id}/").content.decode()
    assert "Share an office first" in page


def test_at_the_time_of_the_yes_the_quota_counts(
    draft: Announcement, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    send_announcement(draft, by=coordinator, at=now)
    AnnouncementFactory.create_batch(5, committee=draft.committee, status="sent", sent_at=now)
    with pytest.raises(Refused, match="Choose another day"):
        confirm_announcement(draft, by=secretary, at=now)


def test_what_was_confirmed_can_still_be_taken_back(
    draft: Announcement, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    send_announcement(draft, by=coordinator, at=now)
    confirm_announcement(draft, by=secretary, at=now)
    recall_announcement(draft, by=coordinator, at=now + timedelta(minutes=4))
    assert Message.objects.get(pk=queued()[0].pk).status == "cancelled"


def test_what_one_author_sends_within_a_day_is_counted_together(
    committee: Committee,
    coordinator: Membership,
    secretary: Membership,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(permissions, "ONE_PERSON_TELLS", 3)
    for language in ("es", "es", "ar", "ar"):
        factories.MembershipFactory(committee=committee, user__language=language)

    def sent_to(language: str, at: datetime = now, by: Membership = coordinator) -> str:
        one = AnnouncementFactory(
            committee=committee, written_by=by, audience="language", readers_language=language
        )
        return send_announcement(one, by=by, at=at).status

    assert sent_to("es") == "sent"
    assert sent_to("es") == "sent"  # the same two people
    assert sent_to("ar") == "proposed"
    assert sent_to("ar", by=factories.officer(committee, "coordinator", "Cora")) == "sent"
    assert sent_to("ar", at=now + timedelta(days=1, minutes=1)) == "sent"


def test_who_writes_a_draft_anew_answers_for_it(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    edited = edit_announcement(draft, Draft("x", "y", "en"), by=coordinator, at=now)
    assert edited.written_by == coordinator
