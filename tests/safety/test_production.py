"""What a server in production is checked for, and what is not installed on it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
SECRET = "production-only-" + "".join(chr(ord("a") + number % 26) for number in range(60))
# What would show or write rows past our permissions, or keep addresses and browsers of clients.
NOT_INSTALLED = (
    "django.contrib.admin", "django.contrib.admindocs", "django.contrib.sites", "debug_toolbar",
    "allauth.usersessions", "allauth.socialaccount", "rest_framework",
)  # fmt: skip


def _manage(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DEBUG", "DEMO")
    }
    environment |= {"PUBLIC_URL": "https://check.example", "SECRET_KEY": SECRET} | settings
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_frameworks_check_of_a_deployment_has_nothing_to_say() -> None:
    said = _manage("check", "--deploy", "--fail-level", "WARNING", DEMO="false")
    assert said.returncode == 0, said.stderr
    assert "no issues" in said.stdout


def test_that_check_does_speak_where_something_is_wrong() -> None:
    said = _manage("check", "--deploy", "--fail-level", "WARNING", DEMO="false", DEBUG="true")
    assert said.returncode == 1
    assert "security.W018" in said.stderr


@pytest.mark.parametrize("app", NOT_INSTALLED)
def test_nothing_is_installed_that_goes_past_our_permissions(app: str) -> None:
    assert not apps.is_installed(app)


def test_no_address_leads_to_an_admin() -> None:
    patterns = [str(one.pattern) for one in get_resolver().url_patterns]
    assert patterns
    assert not [one for one in patterns if "admin" in one]


def test_without_keys_of_its_own_a_server_does_not_start() -> None:
    said = _manage("check", INSECURE_TEST_KEYS="false", SECRET_KEY="", FIELD_KEYS="")
    assert said.returncode == 1
    assert "SECRET_KEY and FIELD_KEYS are not set" in said.stderr
