"""Forms that a script sends: where to go, and once only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import RedisError

from announcements.models import Announcement
from committees.models import Committee, Membership
from tests.architecture.walk import cached

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
KEY = "0123456789abcdef0123456789abcdef"
OTHER = "f" * 32


@pytest.fixture(autouse=True)
def _clean() -> None:
    cache.clear()


@pytest.fixture
def send(as_: As, coordinator: Membership, committee: Committee) -> Callable[..., Any]:
    """Write an announcement as the script does; `send(key=…, text=…)`."""
    browser = as_(coordinator)

    def post(*, key: str = "", text: str = "Come.", script: bool = True, **more: str) -> Any:
        headers = {"X-Sent-By-Script": "1"} if script else {}
        headers |= {"X-Send-Key": key} if key else {}
        path = f"/committees/{committee.public_id}/announcements/write/"
        return browser.post(path, {"title": "News", "text": text, **more}, headers=headers)

    return post


def test_a_redirect_becomes_a_word_where_to_go(send: Callable[..., Any]) -> None:
    answer = send()
    written = Announcement.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["X-Goes-To"] == f"/announcements/{written.public_id}/"
    assert "Location" not in answer
    assert "X-Not-Done" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_without_the_script_a_redirect_is_one(send: Callable[..., Any]) -> None:
    assert send(script=False).status_code == 302


def test_what_is_refused_comes_as_the_page_it_is(send: Callable[..., Any]) -> None:
    assert send(key=KEY, title="").status_code == 422
    assert not Announcement.objects.exists()


def test_the_same_form_sent_twice_is_done_once(send: Callable[..., Any]) -> None:
    first = send(key=KEY)
    again = send(key=KEY, csrfmiddlewaretoken="of another page")
    assert again.status_code == 204
    assert again["X-Goes-To"] == first["X-Goes-To"]
    assert Announcement.objects.count() == 1


def test_another_form_other_words_or_no_key_are_done_anew(send: Callable[..., Any]) -> None:
    send(key=KEY)
    send(key=OTHER)
    send(key=KEY, text="Come at six.")
    send(key="no key of ours")
    send()
    assert Announcement.objects.count() == 5


def test_what_was_refused_can_be_sent_again_under_the_same_key(send: Callable[..., Any]) -> None:
    for _try in range(2):
        assert send(key=KEY, text="").status_code == 422


def test_while_the_first_try_is_at_work_the_second_is_told_to_wait(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(*_args: object) -> None:
        """The process was ended before it could remember."""

    with monkeypatch.context() as during:
        during.setattr("core.sending._finish", forget)
        send(key=KEY)
    assert send(key=KEY).status_code == 409
    assert Announcement.objects.count() == 1


def test_somebody_elses_key_says_nothing(
    send: Callable[..., Any], as_: As, outsider: Membership, committee: Committee
) -> None:
    send(key=KEY)
    path = f"/committees/{committee.public_id}/announcements/write/"
    headers = {"X-Sent-By-Script": "1", "X-Send-Key": KEY}
    answer = as_(outsider).post(path, {"title": "News", "text": "Come."}, headers=headers)
    assert answer.status_code == 404
    assert "X-Goes-To" not in answer


def test_whoever_was_signed_out_meanwhile_is_sent_to_sign_in_and_nothing_is_done() -> None:
    headers = {"X-Sent-By-Script": "1", "X-Send-Key": KEY}
    answer = Client().post("/account/erase/", headers=headers)
    assert answer.status_code == 204
    assert answer["X-Goes-To"] == "/sign-in/?next=/account/erase/"
    assert answer["X-Not-Done"] == "1"


def test_the_cache_remembers_neither_who_nor_what(
    send: Callable[..., Any], coordinator: Membership
) -> None:
    send(key=KEY, text="Planted words")
    left = cached()
    assert "sent:" in left
    for word in ("Planted", KEY, coordinator.user.public_id, coordinator.public_id):
        assert word not in left


def test_while_the_cache_is_away_forms_are_done_all_the_same(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_options: object) -> None:
        raise RedisError

    monkeypatch.setattr(cache, "add", away)
    assert send(key=KEY).status_code == 204
    monkeypatch.undo()
    monkeypatch.setattr(cache, "set", away)
    assert send(key=OTHER).status_code == 204
    assert Announcement.objects.count() == 2
