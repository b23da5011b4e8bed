"""The pages for what went wrong, and the first page."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from committees.models import Membership
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as ours
from core.decision import Refused
from core.middleware import public

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
    assert "Every member sees the count" in text
    assert "No member sees a list of members." in text


@pytest.mark.django_db
def test_an_address_that_only_takes_what_is_sent_says_so_and_leads_on(
    as_: As, member: Membership
) -> None:
    for person, way_on in ((member, "/home/"), (None, "/")):
        response = as_(person).get("/exit/")
        assert (response.status_code, response["Allow"]) == (405, "POST")
        text = response.content.decode()
        assert "press the button" in text
        assert f'class="button" href="{way_on}"' in text
        assert int(response.get("Content-Length", len(response.content))) == len(response.content)
    assert as_(member).put("/exit/").content == b""
