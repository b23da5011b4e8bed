"""Sending to all members, five minutes later."""

import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.db import connection

from announcements.models import Announcement
from announcements.operations.sending import recall_announcement, send_announcement
from announcements.operations.writing import Draft, edit_announcement
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from notices.models import Delivery, Message, Refusal
from notices.operations.deliveries import expand_message
from notices.rendering import PLACE_OF_LINK
from tests import factories
from tests.announcements.announcing import deliver, seen_on
from tests.committees.joining import NAUGHTY, As
from tests.factories_announcements import AnnouncementFactory, AnnouncementTranslationFactory

SOON = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _locmem(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_it_goes_to_every_member_after_five_minutes_and_to_nobody_before(
    draft: Announcement,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    now: datetime,
) -> None:
    sent = send_announcement(draft, by=coordinator, at=now)
    assert (sent.status, sent.sent_at) == ("sent", now + SOON)
    message = Message.objects.get(public_id=sent.message)
    assert deliver(message, now + timedelta(minutes=4)) == []
    mails = deliver(message, now + SOON)
    assert {one.to[0] for one in mails} == {coordinator.user.email, member.user.email}
    assert Event.objects.get(name="announcements.announcement_sent").actor == coordinator.public_id


def test_the_mail_is_complete_as_text_with_an_html_twin_and_one_click_to_stop(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    sent = send_announcement(draft, by=coordinator, at=now)
    (one,) = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    assert one.subject == "Leaflets on Thursday"
    assert "At the **main gate** from eight." in one.body
    assert f"/announcements/{draft.public_id}/" in one.body
    html = one.alternatives[0][0]
    assert "<strong>main gate</strong>" in html
    assert one.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ana" not in one.body + html + str(one.message())


def test_who_stopped_announcements_gets_none(
    draft: Announcement, coordinator: Membership, member: Membership, now: datetime
) -> None:
    Refusal.objects.create(
        user=member.user, category="announcements", scope=draft.committee.public_id
    )
    sent = send_announcement(draft, by=coordinator, at=now)
    mails = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    assert [one.to[0] for one in mails] == [coordinator.user.email]


def test_a_discreet_committee_names_nothing_in_subject_and_sender(
    coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(discretion="discreet")
    draft = AnnouncementFactory(committee=coordinator.committee)
    draft.committee.refresh_from_db()
    sent = send_announcement(draft, by=coordinator, at=now)
    (one,) = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    assert one.subject == "A new announcement"
    assert draft.committee.name not in str(one.message()["From"])


@pytest.mark.parametrize("text", NAUGHTY)
def test_nothing_written_breaks_a_header_or_runs(
    text: str, coordinator: Membership, as_: As, now: datetime
) -> None:
    draft = AnnouncementFactory(committee=coordinator.committee, title=text, text=text)
    sent = send_announcement(draft, by=coordinator, at=now)
    (one,) = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    headers = one.message()
    assert headers["Bcc"] is None
    assert "\n" not in one.subject
    html = one.alternatives[0][0]
    page = as_(coordinator).get(f"/announcements/{draft.public_id}/").content.decode()
    for shown in (html, page):
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert ">14" not in shown


@pytest.mark.parametrize("name", NAUGHTY)
def test_no_committees_name_reaches_another_header(
    name: str, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(name=name[:100], discretion="plain")
    draft = AnnouncementFactory(committee=Committee.objects.get())
    sent = send_announcement(draft, by=coordinator, at=now)
    (one,) = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    mail = message_from_bytes(one.message().as_bytes(), policy=policy.default)
    assert mail["Bcc"] is None
    (sender,) = mail["From"].addresses
    assert sender.addr_spec == "notices@rankandfile.example"
    assert not set(str(mail["From"])) & set("\r\n\0\u2028\u202e")
    assert [to.addr_spec for to in mail["To"].addresses] == [coordinator.user.email]


def test_links_that_run_something_are_taken_out(coordinator: Membership, as_: As) -> None:
    text = "[a](javascript:alert(1)) ![b](https://x.example/pixel.png) <b onclick=x>c</b>"
    draft = AnnouncementFactory(committee=coordinator.committee, text=text)
    page = as_(coordinator).get(f"/announcements/{draft.public_id}/").content.decode()
    assert 'href="javascript' not in page
    assert 'src="https://x.example' not in page
    assert "<b onclick" not in page


def test_no_text_gets_the_link_that_is_each_readers_own(
    coordinator: Membership, as_: As, now: datetime
) -> None:
    text = "[here](https://x.example/?unsubscribe-link-of-this-copy)"
    draft = AnnouncementFactory(committee=coordinator.committee, text=text)
    page = as_(coordinator).get(f"/announcements/{draft.public_id}/").content.decode()
    assert "(each reader’s own link)" in page
    assert PLACE_OF_LINK not in page
    sent = send_announcement(draft, by=coordinator, at=now)
    (one,) = deliver(Message.objects.get(public_id=sent.message), now + SOON)
    for body in (one.body, one.alternatives[0][0]):
        assert "https://x.example/?unsubscribe-link-of-this-copy" in body
        assert body.count("/u/") == 1
        assert "Stop mails like this one" in body


def test_only_coordinators_of_the_committee_send(
    draft: Announcement,
    member: Membership,
    secretary: Membership,
    outsider: Membership,
    now: datetime,
) -> None:
    for other in (member, secretary, outsider):
        with pytest.raises(Refused, match="Only coordinators"):
            send_announcement(draft, by=other, at=now)


def test_it_is_sent_once(draft: Announcement, coordinator: Membership, now: datetime) -> None:
    send_announcement(draft, by=coordinator, at=now)
    with pytest.raises(Refused, match="sent already"):
        send_announcement(draft, by=coordinator, at=now)
    assert Message.objects.count() == 1


def test_five_a_day_are_enough(coordinator: Membership, now: datetime) -> None:
    AnnouncementFactory.create_batch(
        5, committee=coordinator.committee, status="sent", sent_at=now - timedelta(hours=1)
    )
    draft = AnnouncementFactory(committee=coordinator.committee)
    with pytest.raises(Refused, match="5 announcements go out within a day"):
        send_announcement(draft, by=coordinator, at=now)
    assert send_announcement(draft, by=coordinator, at=now + timedelta(days=1))


def test_a_dissolved_committee_announces_nothing(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        send_announcement(draft, by=coordinator, at=now)


def test_what_was_taken_back_and_changed_can_be_sent_again(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    first = send_announcement(draft, by=coordinator, at=now)
    first_message = first.message
    recall_announcement(draft, by=coordinator, at=now)
    edit_announcement(draft, Draft("New", "New text", "en"), by=coordinator, at=now)
    again = send_announcement(draft, by=coordinator, at=now + timedelta(seconds=1))
    assert again.message != first_message
    mails = deliver(Message.objects.get(public_id=first_message), now + SOON * 2)
    assert mails == []
    (one,) = deliver(Message.objects.get(public_id=again.message), now + SOON * 2)
    assert "New text" in one.body


def test_a_coordinator_reads_how_many_went_out_and_nobody_else_does(
    draft: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    plain = factories.MembershipFactory(committee=draft.committee)
    sent = send_announcement(draft, by=coordinator, at=now - timedelta(hours=1))
    url = f"/announcements/{draft.public_id}/"
    assert "about to go out" in as_(coordinator).get(url).content.decode()
    deliver(Message.objects.get(public_id=sent.message), now)
    page = as_(coordinator).get(url).content.decode()
    assert '<dt>Sent</dt><dd data-live-field="sent">2</dd>' in page
    assert "By mail" not in as_(plain).get(url).content.decode()


def test_one_tap_sends(draft: Announcement, coordinator: Membership, as_: As) -> None:
    response = as_(coordinator).post(f"/announcements/{draft.public_id}/send/", follow=True)
    page = response.content.decode()
    assert "Nobody has it yet" in page
    assert "Until then you can take it back." in page
    assert "Undo: take it back" in page
    assert f'action="/announcements/{draft.public_id}/recall/"' in page


def test_what_its_sender_has_not_read_is_not_sent(
    draft: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/"
    seen = seen_on(browser.get(url))
    edit_announcement(draft, Draft("Other", "Else", "en"), by=coordinator, at=now)
    page = browser.post(f"{url}send/", {"seen": seen}, follow=True)
    assert "Nothing was sent. Read it again as it is now." in page.content.decode()
    seen = seen_on(page)
    AnnouncementTranslationFactory(announcement=draft)
    page = browser.post(f"{url}send/", {"seen": seen}, follow=True)
    assert "Nothing was sent." in page.content.decode()
    assert not Message.objects.exists()
    page = browser.post(f"{url}send/", {"seen": seen_on(page)}, follow=True)
    assert "Nobody has it yet" in page.content.decode()


def test_pressed_twice_or_in_a_second_window_it_is_sent_and_taken_back_once(
    draft: Announcement, coordinator: Membership, as_: As
) -> None:
    browser, url = as_(coordinator), f"/announcements/{draft.public_id}/"
    seen = {"seen": seen_on(browser.get(url))}
    browser.post(f"{url}send/", seen)
    page = browser.post(f"{url}send/", seen, follow=True).content.decode()
    assert "You need do nothing: it was sent before." in page
    assert "Undo: take it back" in page
    assert Message.objects.count() == 1
    for _time in range(2):
        page = browser.post(f"{url}recall/", follow=True).content.decode()
        assert "This is a draft." in page


@pytest.mark.django_db(transaction=True)
def test_of_two_sent_at_one_moment_the_second_counts_the_first(now: datetime) -> None:
    committee = factories.CommitteeFactory()
    both = [factories.officer(committee, "coordinator", name) for name in ("Cora", "Coe")]
    AnnouncementFactory.create_batch(4, committee=committee, status="sent", sent_at=now)
    drafts = AnnouncementFactory.create_batch(2, committee=committee)
    barrier, answers = threading.Barrier(2), list[str]()

    def send(one: Announcement, by: Membership) -> None:
        barrier.wait(timeout=20)
        try:
            answers.append(send_announcement(one, by=by, at=now).status)
        except Refused as fault:
            answers.append(str(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=both) for both in zip(drafts, both, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers)[1] == "sent"
    assert "Choose another day" in sorted(answers)[0]


def test_it_goes_out_when_its_writer_asked_and_never_at_night(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    evening = now.replace(hour=22)  # 17:00 on the campus
    asked = AnnouncementFactory(committee=committee, send_at=evening)
    assert send_announcement(asked, by=coordinator, at=now).sent_at == evening
    night = now + timedelta(hours=13)  # 22:00 on the campus
    late = AnnouncementFactory(committee=committee)
    morning = datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
    assert send_announcement(late, by=coordinator, at=night).sent_at == morning


def test_a_high_school_hears_nothing_during_lessons(
    draft: Announcement, coordinator: Membership, now: datetime
) -> None:
    draft.committee.campus.kind = "high_school"
    draft.committee.campus.save()
    school_ends = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    assert send_announcement(draft, by=coordinator, at=now).sent_at == school_ends


def test_delayed_and_refused_are_told_as_numbers(
    draft: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    members = factories.MembershipFactory.create_batch(5, committee=draft.committee)
    sent = send_announcement(draft, by=coordinator, at=now - timedelta(hours=1))
    message = Message.objects.get(public_id=sent.message)
    expand_message(message, at=now)
    rows = Delivery.objects.filter(message=message)
    rows.filter(user=members[0].user).update(status="refused", finished_at=now)
    rows.filter(user__in=[members[1].user, members[2].user]).update(attempts=1)
    rows.filter(user=members[3].user).update(status="sent", finished_at=now)
    page = as_(coordinator).get(f"/announcements/{draft.public_id}/").content.decode()
    for field, number in (("sent", 1), ("waiting", 2), ("delayed", 2), ("refused", 1)):
        assert f'data-live-field="{field}">{number}</dd>' in page


def test_open_pages_of_its_sender_are_told_while_it_goes_out(
    draft: Announcement, coordinator: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, dict[str, int]]] = []
    monkeypatch.setattr("core.live.publish", lambda *said: told.append(said))
    sent = send_announcement(draft, by=coordinator, at=now)
    message = Message.objects.get(public_id=sent.message)
    deliver(message, now + SOON)
    numbers = {"sent": 1, "waiting": 0, "delayed": 0, "refused": 0}
    assert told == [(f"message:{message.public_id}", numbers)]


def test_ten_megabytes_are_answered_with_a_sentence(coordinator: Membership, as_: As) -> None:
    url = f"/committees/{coordinator.committee.public_id}/announcements/write/"
    answer = as_(coordinator).post(url, {"title": "News", "text": "ü" * 5_000_000})
    assert answer.status_code in (400, 413, 422)
    assert "<h1>" in answer.content.decode()
    assert not Announcement.objects.exists()
