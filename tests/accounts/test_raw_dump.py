"""What a thief of the database, or a reader of the cache, finds."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client

from accounts import crypto
from accounts.models import SecondFactor, Session, User
from tests import factories
from tests.accounts.conftest import ADDRESS, ask
from tests.accounts.dump import everything

pytestmark = pytest.mark.django_db
CLIENT_ADDRESS = "203.0.113.77"


def test_no_address_no_code_and_no_session_content_is_in_a_raw_dump(user: User, signed_in) -> None:
    client = signed_in(user)
    session = client.session
    session["planted"] = "planted-content"
    session.save()
    Session.objects.filter(user=user).update(label="planted-label")
    code = ask(
        Client(REMOTE_ADDR=CLIENT_ADDRESS, HTTP_USER_AGENT="planted-agent"), "new@mail.example"
    )
    text = everything().lower()
    for planted in ("sam@mail", "mail.example", "new@", code, code.replace("-", ""), "planted"):
        assert planted not in text, planted
    assert CLIENT_ADDRESS not in text
    assert session.session_key not in text


def test_no_seed_and_no_passkey_is_in_a_raw_dump(user: User) -> None:
    seed, raw = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", b"12345678901234567890"
    for kind in ("authenticator", "passkey"):
        SecondFactor.objects.create(user=user, kind=kind, secret=seed, label="planted-name")
    text = everything()
    assert user.public_id in text
    for planted in (seed, seed.lower(), raw.decode(), raw.hex(), "planted-name"):
        assert planted not in text, planted
    with connection.cursor() as cursor:
        cursor.execute("update accounts_secondfactor set secret = %s", [seed])
    assert seed in everything()


def test_a_row_in_the_dump_does_show_when_it_is_not_sealed(user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update accounts_user set language = 'sam@mail'")
    assert "sam@mail" in everything()


def test_no_address_of_person_or_network_is_a_key_of_the_cache(user: User) -> None:
    ask(Client(REMOTE_ADDR=CLIENT_ADDRESS), ADDRESS)
    client = cache._cache.get_client()  # the driver itself, to see the keys as they are
    keys = b"\n".join(client.keys("*")).decode()
    assert "limit:" in keys
    assert ADDRESS not in keys
    assert CLIENT_ADDRESS not in keys


def test_the_address_is_found_again_in_both_columns_and_is_unique(user: User) -> None:
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    assert User.objects.get(email__iexact="SAM@mail.example") == user
    assert User.objects.filter(email__in=[ADDRESS, "x@mail.example"]).count() == 1
    assert EmailAddress.objects.lookup(["SAM@MAIL.example"]).get().user == user
    assert EmailAddress.objects.get_for_user(user, ADDRESS).email == ADDRESS
    assert EmailAddress.objects.is_verified(ADDRESS)
    assert EmailAddress.objects.filter(user__email=ADDRESS).exists()
    assert EmailAddress.objects.order_by("email").count() == 1
    assert not User.objects.filter(email__isnull=True).exists()
    assert User.objects.filter(email__in=User.objects.values("email")).count() == 1
    assert User.objects.filter(email=F("email")).get() == user
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.UserFactory(email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmailAddress.objects.create(user=factories.UserFactory(), email=ADDRESS, verified=True)


@pytest.mark.parametrize("lookup", ["contains", "startswith", "icontains", "gt", "regex"])
def test_no_other_search_of_a_sealed_column_is_possible(lookup: str) -> None:
    with pytest.raises(FieldError):
        User.objects.filter(**{f"email__{lookup}": "sam"}).exists()
    with pytest.raises(FieldError):
        Session.objects.filter(**{f"label__{lookup}": "x"}).exists()
    assert not Session.objects.filter(label__isnull=True).exists()


def test_after_a_new_key_the_old_rows_are_found_and_new_ones_are_written_under_it(
    user: User, settings
) -> None:
    old = list(settings.FIELD_KEYS)
    settings.FIELD_KEYS = ["22" * 64, *old]
    assert User.objects.get(email=ADDRESS) == user
    assert User.objects.filter(email__in=[ADDRESS]).exists()
    found = User.objects.get(email=ADDRESS)
    found.save(update_fields=["email"])
    settings.FIELD_KEYS = ["22" * 64]
    assert User.objects.get(email=ADDRESS) == user
    settings.FIELD_KEYS = old
    with pytest.raises(crypto.Unreadable):
        User.objects.get(pk=user.pk)


def test_a_sealed_text_of_one_column_is_not_readable_as_another() -> None:
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(crypto.seal(b"x", "session"), "accounts.session.label")
    with pytest.raises(crypto.Unreadable):
        crypto.open_lookup(crypto.seal_lookup("x", "email"), "other")
    assert crypto.seal(b"x", "session") != crypto.seal(b"x", "session")


def test_no_model_has_a_field_for_what_we_do_not_hold() -> None:
    from django.apps import apps

    forbidden = (
        "ip",
        "user_agent",
        "agent",
        "phone",
        "birth",
        "last_login",
        "last_seen",
        "last_used_at",
        "created_at",
    )
    forbidden += ("first_name", "last_name", "photo", "student")
    for model in apps.get_app_config("accounts").get_models():
        names = {field.name for field in model._meta.get_fields()}
        assert not names & set(forbidden), model
