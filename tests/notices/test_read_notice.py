"""What the committees told a person stands in the app, whichever mails they want."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from committees.models import Committee, Membership
from committees.operations.memberships import leave_committee
from core.decision import Refused
from meetings import emails
from notices.models import Message, Notice
from notices.operations.deliveries import expand_message
from notices.operations.messages import send_message
from notices.operations.notices import read_notice, read_notices
from tests import factories
from tests.factories import NOW, UserFactory
from tests.factories_meetings import MeetingFactory
from tests.factories_notices import NoticeFactory, RefusalFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def called(committee: Committee, member: Membership, coordinator: Membership) -> Message:
    """A meeting was called, and the worker has worked out whom to tell."""
    emails.meeting_called(MeetingFactory(committee=committee, title="Lunch"), [], at=NOW)
    message = Message.objects.get()
    expand_message(message, at=NOW)
    message.refresh_from_db()
    return message


def test_a_member_reads_it_in_the_app_who_wants_no_mail_too(
    called: Message, member: Membership, as_: As
) -> None:
    RefusalFactory(user=member.user, category="meetings", scope="")
    browser = as_(member)
    page = browser.get("/notices/").content.decode()
    assert "(1 not read)" in page
    assert ">new</span>" in page
    (notice,) = Notice.objects.filter(user=member.user)
    page = browser.get(f"/notices/of/{notice.public_id}/").content.decode()
    assert "calls a meeting of its members: Lunch." in page
    assert f'href="/meetings/{called.about["meeting"]}/"' in page
    assert "unsubscribe" not in page
    assert "Stop mails like this" not in page
    page = browser.get("/notices/").content.decode()
    assert "not read)" not in page
    assert ">new</span>" not in page


def test_links_lead_into_the_site_and_nothing_else_is_lost(as_: As, member: Membership) -> None:
    message = send_message(
        "told:1",
        category="announcements",
        audience="notices.account",
        about={"user_id": member.user_id},
        template="announcements/email/announcement",
        context={"title": "<b>News</b>", "text": "…", "html": "<p>Come <em>now</em>.</p>"}
        | {"announcement": "abcabcabcabc", "committee": "We"},
        sender="We & they",
        at=NOW,
    )
    expand_message(message, at=NOW)
    notice = Notice.objects.get()
    page = as_(member).get(f"/notices/of/{notice.public_id}/").content.decode()
    assert "&lt;b&gt;News&lt;/b&gt;" in page
    assert "<p>Come <em>now</em>.</p>" in page
    assert 'href="/announcements/abcabcabcabc/">Go there</a>' in page
    assert "We &amp; they" in page


def test_another_persons_notice_does_not_exist(as_: As, member: Membership) -> None:
    other = NoticeFactory()
    assert as_(member).get(f"/notices/of/{other.public_id}/").status_code == 404
    with pytest.raises(Refused, match="somebody else"):
        read_notice(other, by=member.user)
    assert not Notice.objects.visible_to(None).exists()
    assert str(other) == other.public_id
    assert as_(None).get("/notices/").status_code == 302


def test_it_is_read_once_and_again(member: Membership) -> None:
    notice = NoticeFactory(user=member.user)
    for _time in range(2):
        assert read_notice(notice, by=member.user).is_read
    assert read_notices(by=member.user) == 0


@pytest.mark.parametrize("category", ["security", "digest"])
def test_codes_and_digests_are_no_notices(category: str, user: User) -> None:
    message = send_message(
        "told:1",
        category=category,
        audience="notices.account",
        about={"user_id": user.pk},
        template="tests/email/plain",
        context={},
        at=NOW,
    )
    assert expand_message(message, at=NOW)
    assert message.deliveries.count() == 1
    assert not Notice.objects.exists()


def test_who_leaves_the_committee_keeps_nothing_of_what_it_said(
    called: Message, member: Membership
) -> None:
    elsewhere = NoticeFactory(user=member.user, message__scope="another")
    leave_committee(member, at=NOW)
    assert list(Notice.objects.filter(user=member.user)) == [elsewhere]
    assert Notice.objects.filter(message=called).count() == 1  # the coordinator's


def test_the_list_has_pages_and_costs_the_same_however_long_it_is(
    as_: As, member: Membership, django_assert_max_num_queries: Any
) -> None:
    browser = as_(member)
    assert "Nothing yet" in browser.get("/notices/").content.decode()
    NoticeFactory.create_batch(31, user=member.user)
    with django_assert_max_num_queries(8):
        page = browser.get("/notices/").content.decode()
    assert page.count(">new</span>") == 30
    assert 'href="?page=2"' in page
    assert browser.get("/notices/?page=2").content.decode().count(">new</span>") == 1


def test_it_is_read_in_the_readers_language(as_: As, committee: Committee) -> None:
    reader = factories.MembershipFactory(committee=committee, user=UserFactory(language="es"))
    emails.meeting_cancelled(MeetingFactory(committee=committee, title="Lunch"), at=NOW)
    expand_message(Message.objects.get(), at=NOW)
    page = as_(reader).get("/notices/").content.decode()
    assert 'lang="es"' in page
    assert "Reuniones" in page


@pytest.mark.parametrize("template", ["tests/email/gone", "tests/email/broken"])
def test_one_whose_template_is_gone_does_not_hide_the_others(
    template: str, as_: As, member: Membership
) -> None:
    gone = NoticeFactory(user=member.user, message__template=template)
    NoticeFactory(user=member.user)
    browser = as_(member)
    page = browser.get("/notices/").content.decode()
    assert "An older notice" in page
    assert page.count(">new</span>") == 2
    answer = browser.get(f"/notices/of/{gone.public_id}/")
    assert answer.status_code == 200
    assert "has no words for it any more" in answer.content.decode()
    gone.refresh_from_db()
    assert gone.is_read


@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hans"])
def test_the_navigation_counts_the_unread_in_every_language(language: str, as_: As) -> None:
    reader = factories.MembershipFactory(user=UserFactory(language=language))
    NoticeFactory.create_batch(3, user=reader.user)
    page = as_(reader).get("/account/").content.decode()
    assert '<span class="count" aria-hidden="true">3</span>' in page
