"""Mail that came back: its reader is told, and has it tried again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.operations import people as accounts
from core.decision import Refused
from notices import permissions
from notices.models import Bounce, MailStop, Message
from notices.operations import bounces
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import BounceFactory, MailServer, MailStopFactory

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
CAME_BACK = "Mail to your address came back. We have stopped sending to it."


@pytest.fixture
def stopped(user: User) -> User:
    """Three mails came back from this account's address."""
    for _number in range(3):
        BounceFactory(user=user)
    MailStopFactory(user=user)
    return user


def test_the_page_of_choices_says_it_and_a_button_tries_again(as_: As, stopped: User) -> None:
    other = MailStopFactory()
    browser = as_(stopped)
    assert CAME_BACK in browser.get("/notices/preferences/").content.decode()
    answer = browser.post("/notices/resume/")
    assert (answer.status_code, answer["Location"]) == (302, "/notices/preferences/")
    page = browser.get("/notices/preferences/").content.decode()
    assert "We send to your address again" in page
    assert CAME_BACK not in page
    assert list(MailStop.objects.all()) == [other]
    assert not Bounce.objects.exists()


def test_who_gets_mail_reads_nothing_of_it(as_: As, user: User, stopped: User) -> None:
    browser = as_(UserFactory())
    for address in ("/notices/preferences/", "/home/"):
        assert CAME_BACK not in browser.get(address).content.decode()


def test_the_first_page_says_it_quietly_and_leads_there(as_: As, stopped: User) -> None:
    page = as_(stopped).get("/home/").content.decode()
    assert CAME_BACK in page
    assert 'href="/notices/preferences/"' in page


def test_the_link_of_a_mail_does_not_tell_whoever_reads_the_mailbox(
    strict: Client, stopped: User, link: str
) -> None:
    assert CAME_BACK not in strict.get(f"{link}choices/").content.decode()


def test_trying_again_twice_is_harmless(as_: As, stopped: User) -> None:
    browser = as_(stopped)
    for _again in range(2):
        assert browser.post("/notices/resume/").status_code == 302
    assert bounces.resume_mail(stopped, by=stopped) is False


def test_it_is_a_button_and_no_link(as_: As, stopped: User) -> None:
    assert as_(stopped).get("/notices/resume/").status_code == 405
    assert as_(None).post("/notices/resume/").status_code == 302
    assert MailStop.objects.exists()


def test_nobody_else_resumes_it(stopped: User) -> None:
    other = UserFactory()
    assert not permissions.resume_mail(other, stopped)
    with pytest.raises(Refused, match="Only the owner"):
        bounces.resume_mail(stopped, by=other)
    assert MailStop.objects.exists()


def test_one_sees_ones_own_stop_alone(stopped: User) -> None:
    assert MailStop.objects.visible_to(stopped).get().user == stopped
    assert not MailStop.objects.visible_to(UserFactory()).exists()


def test_another_address_begins_anew(stopped: User) -> None:
    accounts.change_address(stopped, stopped.email, by=stopped, at=NOW)
    assert MailStop.objects.exists()
    accounts.change_address(stopped, "new@mail.example", by=stopped, at=NOW)
    assert not MailStop.objects.exists()
    assert not Bounce.objects.exists()


def test_erasing_the_account_leaves_nothing_of_it(stopped: User) -> None:
    accounts.erase_account(stopped, by=stopped, at=NOW)
    assert not MailStop.objects.exists()
    assert not Bounce.objects.exists()


def test_from_the_next_mail_on_it_goes_out_again(
    mail_server: MailServer,
    stopped: User,
    message_to: Callable[..., Message],
    deliver: Callable[..., Message],
) -> None:
    deliver(message_to([stopped]))
    assert mail_server.mails == []
    bounces.resume_mail(stopped, by=stopped)
    deliver(message_to([stopped]))
    assert mail_server.recipients == [stopped.email]
