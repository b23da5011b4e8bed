"""What the product stands on, and what to do where it gives way."""

import platform
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core.certificate import Certificate
from core.models import DeletionStop, Event
from core.schedule import SWEPT
from home.queries.machine import Disk, Machine, machine, product_version
from home.queries.operations import Deletion
from tests.factories import NOW, UserFactory

As = Callable[..., Client]
GB = 1_000_000_000
WELL = Machine(
    now=NOW,
    at=NOW,
    versions=[],
    files=Disk(50 * GB, 100 * GB),
    database=Disk(50 * GB, 100 * GB),
    database_bytes=GB,
    certificate=Certificate(NOW + timedelta(days=60)),
    deletion=Deletion(NOW, [], None),
)


def _said(**changed: Any) -> list[str]:
    faults = replace(WELL, **changed).faults
    assert all(one.advice for one in faults)
    return [one.sentence for one in faults]


def test_where_all_is_well_nothing_is_said() -> None:
    assert _said() == []
    assert _said(database=Disk(None), certificate=None) == []
    assert _said(deletion=Deletion(None, [], None)) == []


@pytest.mark.parametrize("short", [Disk(GB - 1, 10 * GB), Disk(4 * GB, 100 * GB)])
def test_a_disk_that_is_nearly_full_is_told(short: Disk) -> None:
    assert _said(files=short) == ["The disk of VAR_DIR is nearly full."]
    assert _said(database=short) == ["The disk of the database is nearly full."]


def test_a_certificate_that_ends_soon_or_is_not_trusted_is_told() -> None:
    ends = NOW + timedelta(days=13, hours=5)
    assert _said(certificate=Certificate(ends)) == [
        "The certificate at PUBLIC_URL ends in 13 days."
    ]
    assert _said(certificate=Certificate(NOW - timedelta(days=1))) == [
        "The certificate at PUBLIC_URL ends in 0 days."
    ]
    assert _said(certificate=Certificate(None, is_trusted=False)) == [
        "Browsers do not trust the certificate at PUBLIC_URL."
    ]
    assert _said(certificate=Certificate(None)) == [
        "Nobody answers at PUBLIC_URL when this server asks there."
    ]


def test_rules_that_did_not_run_are_told_unless_somebody_stopped_them() -> None:
    long_ago = NOW - timedelta(days=1, hours=2)
    assert _said(deletion=Deletion(long_ago, [], None)) == [
        "The rules of deletion have not run for more than a day."
    ]
    assert _said(deletion=Deletion(long_ago, [], NOW)) == []


@pytest.mark.django_db
def test_it_is_asked_of_the_parts_themselves(settings: Any) -> None:
    found = machine(NOW)
    versions = dict(found.versions)
    assert versions["Rank & File"] == product_version() == "0.1.0"
    assert versions["Python"] == platform.python_version()
    assert versions["PostgreSQL"][0].isdigit()
    assert versions.get("Valkey", versions.get("Redis", "-"))[0].isdigit()
    assert found.database_bytes > 0
    assert found.certificate is None
    for disk in (found.files, found.database):
        assert disk.free is not None
        assert disk.size is not None
        assert disk.free <= disk.size
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.VAR_DIR = settings.VAR_DIR / "not there"
    away = machine(NOW)
    assert ("Redis", "") in away.versions
    assert away.files == Disk(None)
    assert away.files.is_short is False


@pytest.mark.django_db
def test_the_operator_reads_it_with_what_to_do(as_: As, settings: Any) -> None:
    settings.PUBLIC_URL = "https://127.0.0.1:1"
    Event.objects.create(
        name=SWEPT, at=NOW - timedelta(days=2), subject_type="core.retention", data={}
    )
    browser = as_(UserFactory(operator_since=NOW))
    text = browser.get("/operator/").content.decode()
    assert "The rules of deletion have not run for more than a day." in text
    assert "Nobody answers at PUBLIC_URL" in text
    assert "See whether the proxy runs." in text
    assert "<dt>Certificate</dt><dd>could not be read</dd>" in text
    assert f'<dt>Python</dt><dd><bdi dir="ltr">{platform.python_version()}</bdi></dd>' in text
    DeletionStop.objects.create(begun_at=NOW)
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    text = browser.get("/operator/").content.decode()
    assert "have not run for more than a day" not in text
    assert "none: PUBLIC_URL is not https" in text
