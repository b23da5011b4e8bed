"""The pages for what went wrong, and the first page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from committees.models import Membership
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as ours
from core import context
from core.decision import Refused
from core.middleware import public
from home.views.errors import forbidden as forbidden_page
from home.views.errors import server_error

As = Callable[..., Client]
SECRET = "ana@mail.example"


@public
def refused(_request: HttpRequest) -> HttpResponse:
    raise Refused("Only <coordinators> may do this.")


@public
def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Not yours.")


@public
def suspicious(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


@public
def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(SECRET)


def private(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("for members")


urlpatterns = [
    path("tests/refused/", refused),
    path("tests/forbidden/", forbidden),
    path("tests/suspicious/", suspicious),
    path("tests/broken/", broken),
    path("tests/private/", private),
    *ours,
]
__all__ = ["handler400", "handler403", "handler404", "handler500"]


@pytest.mark.django_db
@pytest.mark.urls("tests.home.test_errors")
@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        ("refused", 403, "Only &lt;coordinators&gt; may do this."),
        ("forbidden", 403, "Not yours."),
        ("suspicious", 400, "<h1>"),
        ("broken", 500, "<h1>"),
        ("nowhere", 404, "<h1>"),
    ],
)
def test_each_fault_is_a_page_that_holds_nothing_of_it(page: str, status: int, said: str) -> None:
    response = Client(raise_request_exception=False).get(f"/tests/{page}/")
    assert response.status_code == status
    assert said in response.content.decode()
    assert SECRET not in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.urls("tests.home.test_errors")
def test_a_page_that_is_not_marked_public_asks_for_sign_in_and_leads_back(
    as_: As, member: Membership
) -> None:
    response = as_(None).get("/tests/private/?a=1")
    assert response["Location"] == "/sign-in/?next=/tests/private/%3Fa%3D1"
    assert as_(member).get("/tests/private/").content == b"for members"


@pytest.mark.django_db
def test_the_first_page_is_for_everybody(as_: As, member: Membership) -> None:
    assert "Sign in or sign up" in as_(None).get("/").content.decode()
    assert "To my committees" in as_(member).get("/").content.decode()


@pytest.mark.django_db
def test_the_first_page_promises_nothing_that_is_not_there(as_: As) -> None:
    text = as_(None).get("/").content.decode()
    assert "recall" not in text
    assert "Everybody can check the count." in text
    assert "no member sees a list of members." in text


@pytest.mark.django_db
def test_an_address_that_only_takes_what_is_sent_says_so_and_leads_on(
    as_: As, member: Membership
) -> None:
    for person, way_on in ((member, "/home/"), (None, "/")):
        response = as_(person).get("/exit/")
        assert (response.status_code, response["Allow"]) == (405, "POST")
        text = response.content.decode()
        assert "press the button" in text
        assert f'class="button button-main" href="{way_on}"' in text
        assert int(response.get("Content-Length", len(response.content))) == len(response.content)
    assert as_(member).put("/exit/").content == b""


@pytest.mark.django_db
@pytest.mark.urls("tests.home.test_errors")
def test_who_may_not_is_told_that_nothing_changed_even_without_a_reason(as_: As) -> None:
    assert "Nothing was changed." in as_(None).get("/tests/refused/").content.decode()
    request = RequestFactory().get("/")
    assert "You may not do this here." in forbidden_page(request, None).content.decode()


@pytest.mark.django_db
def test_a_visitor_is_offered_to_sign_in_where_nothing_is_and_a_member_is_not(
    as_: As, member: Membership
) -> None:
    assert "Sign in first." in as_(None).get("/nowhere/").content.decode()
    assert "Only its own members see it." in as_(member).get("/nowhere/").content.decode()


@pytest.mark.urls("tests.home.test_errors")
def test_without_a_database_there_is_a_page_that_says_what_to_do() -> None:
    # No fixture opens the database here, so that whatever asks it breaks.
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get("/tests/private/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side" in text
    assert "Wait a minute." in text
    assert "css/base." in text
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store, private"


def test_it_speaks_the_language_that_was_found_before_it_broke() -> None:
    request = RequestFactory().get("/")
    assert 'lang="en" dir="ltr"' in server_error(request).content.decode()
    request.LANGUAGE_CODE = "ar"
    assert 'lang="ar" dir="rtl"' in server_error(request).content.decode()


@pytest.mark.parametrize("built", [True, False])
def test_it_has_the_face_of_the_other_pages_where_that_was_built(
    built: bool, settings: Any, tmp_path: Path
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    if built:
        (tmp_path / "built").mkdir()
        (tmp_path / "built/fonts.css").touch()
    _forget_files()
    try:
        text = server_error(RequestFactory().get("/")).content.decode()
    finally:
        _forget_files()
    assert ("anton.woff2" in text) is built
    assert "css/parts.css" in text


def _forget_files() -> None:
    context.has_fonts.cache_clear()
    finders.get_finder.cache_clear()


def test_it_needs_no_files_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for '{name}'")

    monkeypatch.setattr(staticfiles_storage, "url", nowhere)
    response = server_error(RequestFactory().get("/"))
    text = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side" in text
    assert "stylesheet" not in text
