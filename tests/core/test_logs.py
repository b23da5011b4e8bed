"""No line of a log holds an address, of mail or of a network."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.logs import WithoutAddresses, blotted

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("mail to ana@mail.example failed", "mail to [address] failed"),
        ("<ana.b+c@mail.example>", "<[address]>"),
        ("José@correo.example, x", "[address] x"),
        ("from 203.0.113.7 and 10.0.0.1:5432", "from [ip] and [ip]"),
        ("peer 2001:db8::8a2e:370:7334 left", "peer [ip] left"),
        ("[::1]:8000 and fe80::1%eth0", "[[ip]]:8000 and [ip]%eth0"),
        ("2001:0db8:0000:0000:0000:8a2e:0370:7334.", "[ip]."),
        ("mapped ::ffff:192.0.2.128", "mapped [ip]"),
        ("client=2001:db8::1, x", "client=[ip], x"),
        ("at 2001:db8::1: refused", "at [ip]: refused"),
        ("2026-03-04 12:34:56,789 tick", "2026-03-04 12:34:56,789 tick"),
        ("tests/test_x.py::test_y 1:2:3 ::", "tests/test_x.py::test_y 1:2:3 ::"),
        ("version 1.2.3 of django", "version 1.2.3 of django"),
    ],
)
def test_addresses_are_blotted_and_nothing_else(line: str, kept: str) -> None:
    assert blotted(line) == kept


def test_a_traceback_is_blotted_too() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(WithoutAddresses("{levelname} {message}", style="{"))
    log = logging.Logger("tests")
    log.addHandler(handler)
    try:
        int("no mailbox ana@mail.example at 203.0.113.7 or 2001:db8::7")
    except ValueError:
        log.exception("delivery to %s failed", "ben@mail.example")
    text = out.getvalue()
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert "delivery to [address] failed" in text
    for left in ("ana", "ben", "203.0", "2001"):
        assert left not in text


def test_the_product_logs_that_way_from_the_start() -> None:
    script = (
        "import django, logging; django.setup();"
        "logging.getLogger('rankandfile.x').info('ana@mail.example');"
        "logging.getLogger('some.library').warning('203.0.113.7');"
        "logging.getLogger('some.library').info('silent')"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    first, second = run.stderr.strip().splitlines()
    assert first.endswith("INFO rankandfile.x [address]")
    assert second.endswith("WARNING some.library [ip]")
