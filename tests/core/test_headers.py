"""What every response carries, on every class of response; and the cookies of an https site."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
CLASSES = {
    "a public page": ("get", "/sign-in/", 200),
    "a form with faults": ("post", "/sign-in/", 422),
    "a redirect": ("get", "/account/", 302),
    "a page that is not there": ("get", "/no-such-page/", 404),
    "a method that is not allowed": ("get", "/exit/", 405),
}


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_of_response_carries_the_headers(kind: str) -> None:
    method, path, status = CLASSES[kind]
    response = getattr(Client(), method)(path)
    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_signed_in_page_is_stored_nowhere(as_) -> None:
    client = as_(factories.UserFactory())
    for path in ("/account/", "/account/sessions/", "/no-such-page/"):
        assert "no-store" in client.get(path)["Cache-Control"], path


def test_a_request_whose_token_is_missing_is_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"address": "a@mail.example"})
    assert response.status_code == 403
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "open too long" in response.content.decode()


_ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
page = Client().get("/sign-in/", secure=True, headers={"host": "rank.example"})
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in dir(settings) if "COOKIE" in name},
    "headers": dict(page.headers),
    "cookies": page.cookies.output(),
    "redirect": Client().get("/", headers={"host": "rank.example"}).status_code,
}, default=str))
"""


def test_on_https_cookies_are_host_only_and_the_browser_is_told_to_stay() -> None:
    environment = {**os.environ, "PUBLIC_URL": "https://rank.example", "DEMO": "0"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "STATIC_COLLECTED": "false"}
    run = subprocess.run(
        [sys.executable, "-c", _ASK],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found = json.loads(run.stdout.strip().splitlines()[-1])
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert found["settings"][f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert found["settings"][f"{kind}_COOKIE_SECURE"] is True
        assert found["settings"][f"{kind}_COOKIE_HTTPONLY"] is True
        assert found["settings"][f"{kind}_COOKIE_SAMESITE"] == "Lax"
        assert found["settings"][f"{kind}_COOKIE_PATH"] == "/"
        assert found["settings"][f"{kind}_COOKIE_DOMAIN"] is None
    assert found["headers"]["Strict-Transport-Security"].startswith("max-age=31536000")
    assert found["cookies"].startswith("Set-Cookie: __Host-csrf=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in found["cookies"]
    assert found["redirect"] == 301


def test_a_static_file_carries_the_headers_and_may_be_kept(as_) -> None:
    response = as_(factories.UserFactory()).get("/static/css/parts.css")
    assert b"".join(response.streaming_content)
    response.close()
    assert response.status_code == 200
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "no-store" not in response.get("Cache-Control", "")
    assert "HX-Request" not in response.get("Vary", "")


def test_a_page_varies_by_who_asks_and_how() -> None:
    vary = Client().get("/sign-in/")["Vary"]
    assert "Cookie" in vary
    assert "HX-Request" in vary
