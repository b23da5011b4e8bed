"""The engine: hashed keys, sealed data, coarse times, limits."""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as live
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from accounts import crypto, roles, schedule, sessions
from accounts.models import Session, User
from accounts.sessions import SessionStore
from core import retention
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)


def cookie(client: Client) -> str:
    return client.cookies[live.SESSION_COOKIE_NAME].value


def test_the_row_holds_a_hash_of_the_cookie_and_sealed_data(user: User, signed_in) -> None:
    client = signed_in(user)
    row = Session.objects.get(user=user)
    assert row.pk == hashlib.sha256(cookie(client).encode()).hexdigest()
    assert "_auth_user" not in row.data
    assert "_auth_user_id" in json.loads(crypto.unseal(row.data, sessions.PURPOSE))
    thief = Client()
    thief.cookies[live.SESSION_COOKIE_NAME] = row.pk
    assert thief.get("/account/").status_code == 302


def test_signing_in_changes_the_cookie(user: User) -> None:
    from tests.accounts.conftest import ask

    client = Client()
    code = ask(client, user.email)
    before = cookie(client)
    client.post("/sign-in/code/", {"code": code})
    assert cookie(client) != before
    assert Session.objects.count() == 1


def test_a_session_moved_to_another_row_is_a_visitors_no_longer_readable(user: User) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    Session.objects.update(data="not-sealed-at-all")
    assert SessionStore(store.session_key).get("a") is None
    assert not Session.objects.exists()


def test_a_member_is_signed_out_within_seven_days(user: User, as_) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = as_(user)
        clock.move_to(START + timedelta(days=6, hours=5))
        assert client.get("/account/").status_code == 200
        clock.move_to(START + timedelta(days=7))
        assert client.get("/account/").status_code == 302


def test_using_a_session_does_not_lengthen_or_date_it(user: User, as_) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = as_(user)
        before = Session.objects.get().expires_at
        clock.shift(timedelta(days=3, hours=1, minutes=7))
        session = client.session
        session["x"] = 1
        session.save()
        client.get("/account/")
        assert Session.objects.get().expires_at == before


def test_who_holds_an_office_is_signed_out_after_a_day_without_a_visit(user: User, as_) -> None:
    other = factories.UserFactory()
    roles.office_holders(lambda: User.objects.filter(pk=user.pk).values("pk"))
    with time_machine.travel(START, tick=False) as clock:
        officer, member = as_(user), as_(other)
        schedule.limit_idle_sessions(START)
        for _visit in range(4):
            clock.shift(timedelta(hours=13))
            assert officer.get("/account/").status_code == 200
            schedule.limit_idle_sessions(START)
        clock.shift(timedelta(hours=24))
        assert officer.get("/account/").status_code == 302
        assert member.get("/account/").status_code == 200


def test_an_office_holders_row_tells_the_half_day_only(user: User, as_) -> None:
    roles.office_holders(lambda: User.objects.filter(pk=user.pk).values("pk"))
    with time_machine.travel(START, tick=False) as clock:
        client = as_(user)
        schedule.limit_idle_sessions(START)
        first = Session.objects.get().expires_at
        clock.shift(timedelta(hours=3))
        client.get("/account/")
        assert Session.objects.get().expires_at == first == datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_what_ran_out_is_deleted_by_the_clock_and_by_the_sweep(user: User, as_) -> None:
    with time_machine.travel(START, tick=False) as clock:
        as_(user)
        Client().post("/sign-in/", {"address": "x@mail.example"})
        clock.shift(timedelta(hours=2))
        schedule.end_old_sessions(START)
        assert Session.objects.count() == 1
        retention.sweep(START + timedelta(days=8))
        assert Session.objects.count() == 0


def test_a_request_whose_session_was_ended_meanwhile_does_not_bring_it_back(user: User) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    Session.objects.all().delete()
    store["b"] = 2
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_request_whose_account_was_erased_meanwhile_does_not_bring_it_back(user, as_) -> None:
    client = as_(user)
    store = client.session
    store["_auth_user_id"] = "999999"
    with pytest.raises(UpdateError):
        store.save()


def test_an_old_key_still_opens_and_the_new_one_writes(user: User, as_, settings) -> None:
    client = as_(user)
    settings.FIELD_KEYS = ["11" * 64, *settings.FIELD_KEYS]
    assert client.get("/account/").status_code == 200
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert client.get("/account/").status_code == 302


def test_the_store_says_what_exists() -> None:
    store = SessionStore()
    store.create()
    assert store.exists(store.session_key)
    assert not SessionStore().exists("other")
    store.flush()
    store.delete()
    assert not Session.objects.exists()


def test_sealing_costs_well_under_a_millisecond() -> None:
    raw = json.dumps({"k": "v" * 500}).encode()
    begun = time.perf_counter()
    for _turn in range(500):
        crypto.unseal(crypto.seal(raw, "session"), "session")
        crypto.open_lookup(crypto.seal_lookup("sam@mail.example", "email"), "email")
    assert (time.perf_counter() - begun) / 500 < 0.002


def test_the_list_shows_ones_own_sessions_and_asks_few_questions(
    user: User, as_, django_assert_max_num_queries
) -> None:
    for _browser in range(5):
        as_(user)
    as_(factories.UserFactory())
    client = as_(user)
    with django_assert_max_num_queries(4):
        response = client.get("/account/sessions/")
    listed = response.context["sessions"]
    assert len(listed) == 6
    assert listed[0].pk == sessions.row_key(client.session.session_key)
    assert client.get("/account/").status_code == 200


def test_a_visitor_has_no_sessions_to_see() -> None:
    from django.contrib.auth.models import AnonymousUser

    assert not Session.objects.visible_to(AnonymousUser()).exists()
    assert Client().get("/account/sessions/").status_code == 302


def test_two_browsers_never_share_a_key(monkeypatch) -> None:
    taken = SessionStore()
    taken.create()
    keys = iter([taken.session_key, "f" * 32])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda self: next(keys))
    fresh = SessionStore()
    fresh.create()
    assert fresh.session_key == "f" * 32
    assert Session.objects.count() == 2


def test_a_list_of_rows_names_nobody(user: User, as_) -> None:
    as_(user)
    row = Session.objects.get()
    code = user.recovery_codes.create(digest="0" * 64)
    assert str(row) == row.public_id
    assert str(user) == user.public_id
    assert user.email not in str(code)
    assert not user.is_operator
