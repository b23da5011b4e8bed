"""An authenticator app: its seed is shown, proved by a code, and kept sealed."""

import base64
import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core import mail
from django.db import IntegrityError, transaction

from accounts import authenticator
from accounts.models import SecondFactor, User
from accounts.operations import second_factors
from core.decision import Refused
from tests import factories
from tests.accounts.dump import everything

pytestmark = pytest.mark.django_db
PATH = "/account/factors/app/"


def code_of(seed: str, *, later: int = 0) -> str:
    """What an app shows now, or `later` seconds from now."""
    at = int(time.time()) + later
    return TOTP(base64.b32decode(seed), 6, SHA1(), 30).generate(at).decode()  # noqa: S303


def test_the_seed_is_kept_once_the_code_proves_it(
    user: User, signed_in, django_capture_on_commit_callbacks
) -> None:
    client = signed_in(user)
    page = client.get(PATH)
    seed = page.context["seed"].replace(" ", "")
    assert client.get(PATH).context["seed"].replace(" ", "") == seed
    assert user.email not in page.context["address"]
    assert page.context["address"].startswith("otpauth://totp/127.0.0.1?secret=")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(PATH, {"code": code_of(seed)})
    assert response["Location"] == "/account/recovery-codes/"
    factor = SecondFactor.objects.get()
    assert (factor.kind, factor.secret) == ("authenticator", seed)
    assert mail.outbox[-1].subject == "An authenticator app was added at Rank & File"
    assert client.get(PATH).context["seed"].replace(" ", "") != seed


def test_the_seed_is_in_no_dump_before_and_after(user: User, signed_in) -> None:
    client = signed_in(user)
    seed = client.get(PATH).context["seed"].replace(" ", "")
    raw = base64.b32decode(seed)
    assert seed not in everything()
    client.post(PATH, {"code": code_of(seed)})
    text = everything()
    assert SecondFactor.objects.exists()
    assert seed not in text
    assert raw.hex() not in text
    assert raw.decode("latin-1") not in text


def test_a_wrong_code_gets_a_sentence_and_keeps_the_seed(user: User, signed_in) -> None:
    client = signed_in(user)
    seed = client.get(PATH).context["seed"]
    wrong = code_of(seed.replace(" ", ""), later=3_000)
    response = client.post(PATH, {"code": wrong})
    assert response.status_code == 422
    assert "not the code of now" in response.content.decode()
    assert response.context["seed"] == seed


def test_a_new_app_replaces_the_old_one(user: User, signed_in) -> None:
    client = signed_in(user)
    for _app in range(2):
        seed = client.get(PATH).context["seed"].replace(" ", "")
        assert client.post(PATH, {"code": code_of(seed)}).status_code == 302
    assert SecondFactor.objects.get().secret == seed
    assert "replaces it" in client.get(PATH).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactor.objects.create(user=user, kind="authenticator", secret=seed)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactor.objects.create(user=user, kind="other", secret=seed)


@pytest.mark.parametrize(
    ("later", "is_right"), [(-30, True), (0, True), (30, True), (-90, False), (90, False)]
)
def test_a_clock_may_be_half_a_minute_off(later: int, is_right: bool) -> None:
    seed = base64.b32encode(b"s" * 20).decode()
    assert authenticator.matches(seed, code_of(seed, later=later)) is is_right


def test_a_code_works_once() -> None:
    seed = base64.b32encode(b"t" * 20).decode()
    code = code_of(seed)
    assert authenticator.matches(seed, code)
    assert not authenticator.matches(seed, code)


def test_the_codes_are_those_of_the_standard(monkeypatch) -> None:
    # RFC 6238, appendix B: the last six digits at 59 seconds.
    monkeypatch.setattr(time, "time", lambda: 59.0)
    seed = base64.b32encode(b"12345678901234567890").decode()
    assert not authenticator.matches(seed, "287 083")
    assert authenticator.matches(seed, "٢٨٧ ٠٨٢")


def test_eleven_guesses_in_a_quarter_of_an_hour_are_stopped(user: User, signed_in) -> None:
    client = signed_in(user)
    seed = client.get(PATH).context["seed"].replace(" ", "")
    wrong = code_of(seed, later=3_000)
    statuses = [client.post(PATH, {"code": wrong}).status_code for _guess in range(11)]
    assert statuses[:10] == [422] * 10
    assert statuses[10] == 429


def test_only_the_owner_adds_one_and_the_page_asks_for_a_fresh_sign_in(user, as_, now) -> None:
    other = factories.UserFactory()
    with pytest.raises(Refused):
        second_factors.add_authenticator(user, seed="x", cookie=None, by=other, at=now)
    assert as_(user).get(PATH)["Location"].startswith("/account/confirm/")
