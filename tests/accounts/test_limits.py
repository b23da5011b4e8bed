"""A hall of 300 can sign in; one mailbox cannot be flooded; Redis may be away."""

import pytest
import time_machine
from django.core import mail
from django.test import Client, RequestFactory

from accounts import limits
from accounts.models import User
from tests.accounts.conftest import ADDRESS, ask, code_in

pytestmark = pytest.mark.django_db


def test_three_hundred_people_of_one_network_sign_in() -> None:
    for number in range(300):
        client = Client()
        code = ask(client, f"person{number}@mail.example")
        assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-up/"


@pytest.mark.parametrize("address", [ADDRESS, "unknown@mail.example"])
def test_one_address_gets_five_codes_and_then_a_page(user: User, address: str) -> None:
    with time_machine.travel("2026-03-04 12:01:00+00:00", tick=False) as clock:
        for _turn in range(5):
            ask(Client(), address)
        response = Client().post("/sign-in/", {"address": address.upper()})
        assert response.status_code == 429
        assert "Wait 14 minutes" in response.content.decode()
        assert response["Retry-After"] == "840"
        assert len(mail.outbox) == 5
        ask(Client(), "other@mail.example")
        clock.shift(900)
        ask(Client(), address)


def test_asking_again_counts_too(user: User) -> None:
    client = Client()
    ask(client, ADDRESS)
    statuses = [client.post("/sign-in/code/again/").status_code for _turn in range(5)]
    assert statuses == [302, 302, 302, 302, 429]
    assert Client().post("/sign-in/code/again/")["Location"] == "/sign-in/"


def test_a_whole_network_is_stopped_somewhere(monkeypatch) -> None:
    few = {**limits.LIMITS, "send_code": {"network": (limits.Limit(3, 900),)}}
    monkeypatch.setattr(limits, "LIMITS", few)
    for number in range(3):
        ask(Client(REMOTE_ADDR=f"2001:db8::{number}"), f"p{number}@mail.example")
    refused = Client(REMOTE_ADDR="2001:db8::9").post("/sign-in/", {"address": "q@mail.example"})
    assert refused.status_code == 429
    ask(Client(REMOTE_ADDR="2001:db8:1::9"), "q@mail.example")


def test_without_redis_sign_in_works_and_is_still_limited(user: User, settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    limits._own.clear()
    client = Client()
    response = client.post("/sign-in/code/", {"code": ask(client, ADDRESS)})
    assert response["Location"] == "/home/"
    statuses = [Client().post("/sign-in/", {"address": ADDRESS}).status_code for _n in range(5)]
    assert statuses == [302, 302, 302, 302, 429]
    limits._own.clear()
    assert code_in(mail.outbox[-1])


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "network"),
    [
        ("198.51.100.7", "203.0.113.9", 0, "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("10.0.0.1", "", 2, "10.0.0.1"),
        ("::ffff:198.51.100.7", "", 0, "198.51.100.7"),
        ("2001:db8:0:1:ffff::9", "", 0, "2001:db8:0:1::/64"),
        ("", "", 0, "unknown"),
        ("10.0.0.1", "<script>", 1, "unknown"),
    ],
)
def test_the_network_is_read_where_the_operator_says(
    settings, remote: str, forwarded: str, proxies: int, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert limits.network_of(request) == network


def test_a_counter_that_runs_out_between_two_steps_begins_again() -> None:
    class Forgetful:
        """A cache that lost the key between `add` and `incr`."""

        kept: object = None

        def add(self, key: str, value: int, seconds: int) -> bool:
            return False

        def incr(self, key: str) -> int:
            raise ValueError

        def set(self, key: str, value: int, seconds: int) -> None:
            self.kept = value

    store = Forgetful()
    assert limits._count_in(store, "key", 9) == 1  # type: ignore[arg-type]
    assert store.kept == 1
