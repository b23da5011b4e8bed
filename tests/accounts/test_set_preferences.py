"""Language and time zone, of a member and of a visitor."""

from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as live
from django.test import Client

from accounts.models import User
from accounts.operations import people
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/account/preferences/"


def test_both_are_kept_and_followed(user: User, as_) -> None:
    client = as_(user)
    response = client.post(PAGE, {"language": "ar", "timezone": "america/new york"})
    assert response["Location"] == PAGE
    user.refresh_from_db()
    assert (user.language, user.timezone) == ("ar", ZoneInfo("America/New_York"))
    page = client.get(PAGE)
    assert 'lang="ar" dir="rtl"' in page.content.decode()
    assert page.context["form"].initial["timezone"] == "America/New_York"


def test_blank_means_the_browsers_language_and_campus_time(user: User, as_) -> None:
    as_(user).post(PAGE, {"language": "", "timezone": ""})
    user.refresh_from_db()
    assert (user.language, user.timezone or "") == ("", "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("timezone", "x" * 5000),
        ("timezone", "\u202e"),
        ("language", "tlh"),
    ],
)
def test_what_we_do_not_know_gets_a_sentence(user: User, as_, field: str, value: str) -> None:
    response = as_(user).post(PAGE, {"language": "", "timezone": "", field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field]


def test_the_list_of_zones_can_be_searched_without_a_script(user: User, as_) -> None:
    page = as_(user).get(PAGE).content.decode()
    assert 'list="timezone-suggestions"' in page
    assert '<option value="Europe/Istanbul">' in page
    assert "Etc/GMT" not in page


def test_each_language_stands_there_in_its_own_words_and_says_if_it_is_a_draft(
    user: User, as_, settings
) -> None:
    settings.LANGUAGES_READ = {"es": "a teacher from Valencia, May 2027"}
    page = as_(user).get(PAGE).content.decode()
    assert '<bdi lang="ar">العربية</bdi> <span class="help">(a draft)</span>' in page
    assert '<bdi lang="es">Español</bdi></span>' in page
    assert '<bdi lang="en">English</bdi></span>' in page
    assert "<span>The language of my browser</span>" in page


def test_only_the_owner_sets_them(user: User, now) -> None:
    with pytest.raises(Refused):
        people.set_preferences(user, language="es", timezone="", by=factories.UserFactory(), at=now)


def test_one_persons_zone_does_not_stay_for_the_next(user: User, as_) -> None:
    from django.utils import timezone

    user.timezone = "Asia/Tokyo"
    user.save(update_fields=["timezone"])
    as_(user).get(PAGE)
    Client().get("/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_visitor_chooses_a_language_and_nothing_else_is_kept() -> None:
    client = Client()
    response = client.post("/language/", {"language": "es", "next": "/sign-in/"})
    assert response["Location"] == "/sign-in/"
    assert list(response.cookies) == [live.LANGUAGE_COOKIE_NAME]
    assert 'lang="es"' in client.get("/").content.decode()


def test_a_member_chooses_a_language_for_good(user: User, as_) -> None:
    as_(user).post("/language/", {"language": "es", "next": "https://evil.example/"})
    user.refresh_from_db()
    assert user.language == "es"


def test_another_site_or_an_unknown_language_changes_nothing(user: User, as_) -> None:
    client = as_(user)
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/language/", {"language": "es"}, headers=headers).status_code == 403
    assert client.post("/language/", {"language": "tlh"})["Location"] == "/"
    user.refresh_from_db()
    assert user.language == ""
