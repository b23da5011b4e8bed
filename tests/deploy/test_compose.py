"""`docker-compose.yml` is read, and its commands are run as written on the embedded servers."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis
import yaml
from celery import Celery

from config.embedded import child, ports, postgres, throwaway, valkey

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("migrate", "web", "live", "worker", "beat")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_all_processes_of_the_architecture_stand_in_it(services: dict[str, Any]) -> None:
    assert set(services) == {*PRODUCT, "postgres", "valkey", "caddy", "mailpit"}


def test_its_postgresql_is_of_the_embedded_ones_major_version(services: dict[str, Any]) -> None:
    assert services["postgres"]["image"] == f"postgres:{postgres.MAJOR}"


def test_its_postgresql_logs_as_little_as_the_embedded_one(services: dict[str, Any]) -> None:
    given = {word for word in services["postgres"]["command"] if "=" in word}
    for name in ("log_min_error_statement", "log_error_verbosity", "jit"):
        assert f"{name}={postgres.SETTINGS[name]}" in given


def test_every_setting_stands_in_the_example() -> None:
    code = "".join(path.read_text() for path in (ROOT / "config").rglob("*.py"))
    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', code))
    read |= set(re.findall(r'os\.environ(?:\.get\(|\[)\s*"([A-Z_]+)"', code))
    compose = (ROOT / "docker-compose.yml").read_text()
    read |= set(re.findall(r"\$\{([A-Z_]+)", compose))
    shown = set(re.findall(r"(?m)^#?([A-Z_]+)=", (ROOT / ".env.example").read_text()))
    assert "SECRET_KEY" in read
    assert read - shown == {"DJANGO_SETTINGS_MODULE"} & read
    assert shown - read <= {"PORT", "DEMO_WORLD"}


def test_the_image_is_built_from_the_hashed_lock_and_runs_without_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert any("npm ci --omit=dev --ignore-scripts" in line for line in lines)
    assert any("--require-hashes -r requirements/run.txt" in line for line in lines)
    assert "USER product" in lines


def test_the_proxy_knows_both_web_processes(services: dict[str, Any]) -> None:
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    live_port, web_port = (
        services["live"]["environment"]["UVICORN_PORT"],
        services["web"]["environment"]["PORT"],
    )
    assert f"reverse_proxy live:{live_port}" in caddyfile
    assert f"reverse_proxy web:{web_port}" in caddyfile


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path) -> Iterator[None]:
    """The command as a child, found where the image would find it."""
    found = str(Path(sys.prefix, "bin", command[0]))
    with log.open("wb") as output:
        process = child.start([found, *command[1:]], env=env, cwd=ROOT, output=output)
    try:
        yield
        assert process.poll() is None, log.read_text()
    finally:
        valkey.stop(process, seconds=5)


def eventually(true: Callable[[], object], log: Path, *, seconds: float = 30) -> None:
    """Wait until `true()` is; its exceptions count as no."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"It did not come true.\n{log.read_text()}")


def status(address: str, **headers: str) -> int:
    """The status of a page, without following redirects."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_arguments: object) -> None:
            return None

    asked = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.build_opener(Stay).open(asked, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.stack
def test_every_command_of_the_product_runs_as_written(
    services: dict[str, Any], tmp_path: Path
) -> None:
    with throwaway.servers() as (database_url, redis_url):
        env = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(tmp_path / "var"),
            "PUBLIC_URL": "https://committees.example",
            "SECRET_KEY": "only-for-this-test-" + "k" * 50,
            "FIELD_KEYS": "11" * 64,
            "TICK_SECONDS": "1",
            "STATIC_COLLECTED": "false",
        }
        (tmp_path / "var").mkdir()
        migrate = services["migrate"]["command"]
        subprocess.run([sys.executable, *migrate[1:]], env=env, cwd=ROOT, check=True)

        port, log = ports.private_port(), tmp_path / "web.log"
        with running(services["web"]["command"], env | {"PORT": str(port)}, log):
            eventually(lambda: status(f"http://127.0.0.1:{port}/", Host="unknown.example"), log)
            page = f"http://127.0.0.1:{port}/"
            assert status(page, Host="unknown.example") == 400
            assert status(page, Host="committees.example") == 301

        port, log = ports.private_port(), tmp_path / "live.log"
        address = {"UVICORN_HOST": "127.0.0.1", "UVICORN_PORT": str(port)}
        with running(services["live"]["command"], env | address, log):
            eventually(lambda: status(f"http://127.0.0.1:{port}/live/healthz") == 200, log)

        queue = redis.Redis.from_url(redis_url)
        log = tmp_path / "beat.log"
        with running(services["beat"]["command"], env, log):
            eventually(lambda: queue.llen("celery"), log)
        log = tmp_path / "worker.log"
        with (
            running(services["worker"]["command"], env, log),
            Celery(broker=redis_url, set_as_current=False) as app,
        ):
            eventually(lambda: app.control.ping(timeout=1), log)
            eventually(lambda: queue.llen("celery") == 0, log)
        queue.close()


@pytest.mark.stack
def test_the_brokers_command_runs_as_written(services: dict[str, Any], tmp_path: Path) -> None:
    port, log = ports.private_port(), tmp_path / "valkey.log"
    command = [valkey.binary(), *services["valkey"]["command"][1:], "--port", str(port)]
    with log.open("wb") as output:
        process = child.start(command, cwd=tmp_path, output=output)
    try:
        assert valkey.wait_until_ready(f"redis://127.0.0.1:{port}/0", process), log.read_text()
    finally:
        valkey.stop(process)
