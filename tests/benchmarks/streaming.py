"""Streams of a meeting: from the chair's tap to every screen, by the live process alone on its core."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded import throwaway
from tests.benchmarks.figures import ROOT, Figure, figure
from tests.benchmarks.scale import Scale

KILOBYTE = 1024


def measure(scale: Scale) -> Iterator[Figure]:
    """Each number of streams with a process of its own, so that memory is that of these streams."""
    with throwaway.servers() as (_database, redis):
        env = dict(os.environ) | {"REDIS_URL": redis, "PYTHONPATH": str(ROOT)}
        for streams in scale.streams:
            with followed(env) as (url, pid):
                told = _load(url, streams, pid, env)
            of = f"{streams:,} streams"
            yield figure(f"tap to all screens, {of}, p50", told["median"], "ms")
            yield figure(
                f"tap to all screens, {of}, p99",
                told["p99"],
                "ms",
                target="≤ 500 ms",
                most=500,
            )
            yield figure(
                f"memory a stream, {of}",
                told["bytes"] / KILOBYTE,
                "kB",
                target="≤ 15 kB",
                most=15,
            )
            yield figure(f"processor a broadcast, {of}", told["cpu"], "ms")
            yield figure(f"opening {of}", told["opening"], "s")


@contextmanager
def followed(env: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The live process as it is deployed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "config.live:application", "--port", str(port)]
    options = ["--no-access-log", "--no-server-header", "--log-level", "error"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=env)
    url = f"http://127.0.0.1:{port}/live"
    try:
        deadline = time.monotonic() + 30
        while not _answers(f"{url}/healthz"):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def _load(url: str, streams: int, pid: int, env: dict[str, str]) -> dict[str, float]:
    words = ["-m", "tests.benchmarks.streams", url, str(streams), str(pid)]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, float] = json.loads(done.stdout)
    return told
