"""No line of a log holds an address, of mail or of a network."""

import io
import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.logs import Json, WithoutAddresses, blotted

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


def test_a_line_in_json_is_one_object_without_addresses() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Json())
    log = logging.Logger("tests.ana@mail.example")
    log.addHandler(handler)
    try:
        int("no mailbox ana@mail.example at 203.0.113.7")
    except ValueError:
        log.exception("delivery to %s failed,\nthen “again”", "ben@mail.example", stack_info=True)
    log.warning("from 2001:db8::7")
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["level"], first["logger"]) == ("ERROR", "[address]")
    assert first["message"] == "delivery to [address] failed,\nthen “again”"
    assert first["fault"].endswith("builtins.ValueError")
    assert set(second) == {"at", "level", "logger", "message"}
    assert second["message"] == "from [ip]"
    for left in ("ana", "ben", "203.0", "2001"):
        assert left not in out.getvalue()


@pytest.mark.parametrize(
    "beginning",
    [
        pytest.param("import django; django.setup()", id="web, worker, beat, commands"),
        pytest.param("import config.live", id="live"),
    ],
)
def test_every_process_writes_json_where_it_is_asked_for(beginning: str) -> None:
    script = (
        "import os, logging, logging.config;"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings');"
        "from uvicorn.config import LOGGING_CONFIG; logging.config.dictConfig(LOGGING_CONFIG);"
        f"{beginning};"
        "logging.getLogger('rankandfile.x').info('ana@mail.example');"
        "logging.getLogger('uvicorn.error').info('203.0.113.7 went away')"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env={**os.environ, "LOG_FORMAT": "json"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    first, second = (json.loads(line) for line in run.stderr.strip().splitlines())
    assert first["message"] == "[address]"
    assert second["message"] == "[ip] went away"


def test_gunicorn_writes_its_own_lines_that_way_too() -> None:
    command = ["-m", "gunicorn", "tests.benchmarks.empty:application", "--bind", "127.0.0.1:0"]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", *command, "--log-level", "info"],
        env={**os.environ, "LOG_FORMAT": "json"},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(2)
    server.terminate()
    said, lines = server.communicate(timeout=30)
    assert said == ""
    messages = [json.loads(line)["message"] for line in lines.splitlines()]
    assert any(one.startswith("Starting gunicorn") for one in messages)
    assert "Listening at: http://[ip] " in " ".join(messages)


def test_another_format_is_refused_with_a_reason() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env={**os.environ, "LOG_FORMAT": "xml"},
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 1
    assert "LOG_FORMAT" in run.stderr
