"""Mail to many: an announcement beside raw SMTP, reminders of many committees at once, unsubscribing."""

import base64
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.test.utils import override_settings

from core import clock
from tests.benchmarks.figures import ROOT, Figure, figure
from tests.benchmarks.scale import Scale
from tests.benchmarks.serving import served
from tests.browser.running import Running
from tests.stack.simulated import running_product

MOST_SECONDS = 600
UNSUBSCRIBING = 5_000  # people, at most: enough for a rate
POLITE = 8  # seconds without a mail, after which what went out before is out


class Sink:
    """The server of `tests.benchmarks.sink`, in a process of its own."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "tests.benchmarks.sink"]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def ask(self, what: str) -> Any:
        """`number` as it stands, or `told` and begin anew."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_for(self, number: int) -> dict[str, Any]:
        """What came, once so many have."""
        until = time.monotonic() + MOST_SECONDS
        while (came := self.ask("number")) < number:
            assert time.monotonic() < until, f"{came} of {number} mails came"
            time.sleep(0.1)
        told: dict[str, Any] = self.ask("told")
        assert told["number"] == number, f"{told['number']} mails, where {number} were due"
        return told

    def rest(self) -> None:
        """Until nothing comes any more; forget it."""
        came, since = -1, time.monotonic()
        while time.monotonic() - since < POLITE:
            if (now := self.ask("number")) != came:
                came, since = now, time.monotonic()
            time.sleep(0.2)
        self.ask("told")


@contextmanager
def _sink() -> Iterator[Sink]:
    sink = Sink()
    try:
        yield sink
    finally:
        sink.process.communicate(timeout=10)  # its input ends, and with it the server


def measure(scale: Scale) -> Iterator[Figure]:
    """One after the other, in a product whose mail server is the sink."""
    with (
        _sink() as sink,
        running_product({"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}) as product,
        tempfile.TemporaryDirectory(prefix="rank-and-file-bench-") as made,
    ):
        noon = datetime.now(UTC).replace(hour=17, minute=0, second=0, microsecond=0)
        _move(product, noon + timedelta(days=1))
        yield from _announcement(scale, product, sink, Path(made))
        yield from _reminders(scale, product, sink)


def _move(product: Running, to: datetime | timedelta) -> None:
    with override_settings(CLOCK_FILE=product.var / "clock"):
        clock.move_to(to if isinstance(to, datetime) else clock.now() + to)


def _announcement(scale: Scale, product: Running, sink: Sink, folder: Path) -> Iterator[Figure]:
    scene = _scene(product, "announcement", scale.recipients)
    sink.rest()
    _move(product, timedelta(minutes=6))
    began = time.monotonic()
    told = sink.wait_for(scale.recipients)
    ours = (told["number"] - 1) / (told["last"] - told["first"])
    file = folder / "mail.eml"
    file.write_bytes(base64.b64decode(told["mail"]))
    words = [sys.executable, "-m", "tests.benchmarks.raw_mail", str(sink.port)]
    raw = float(
        subprocess.run(
            [*words, str(scale.recipients), str(file)], cwd=ROOT, capture_output=True, check=True
        ).stdout
    )
    yield figure(
        f"an announcement to {scale.recipients:,}, to aiosmtpd",
        ours,
        "mails/s",
        reference="the same mail by raw SMTP over one connection, mails/s",
        reference_value=raw,
        target="≥ 0.7 of raw",
        least=0.7,
        of_ratio=True,
    )
    yield figure("of it until the first mail came", told["first"] - began, "s")
    yield figure("memory at the peak of a worker's process", _peak(product), "MB")
    requests = folder / "requests.bin"
    paths = scene["paths"][:UNSUBSCRIBING]
    requests.write_bytes(b"".join(_request(path) for path in paths))
    length = len(_request(paths[0]))
    assert requests.stat().st_size == length * len(paths)
    with served("config.wsgi:application", product.env) as url:
        words = ["-m", "tests.benchmarks.load", url, str(requests), str(length), "32", "--whole"]
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    yield figure("one-click unsubscribing over HTTP", json.loads(done.stdout)["a_second"], "/s")


def _request(path: str) -> bytes:
    body = b"List-Unsubscribe=One-Click"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _reminders(scale: Scale, product: Running, sink: Sink) -> Iterator[Figure]:
    scene = _scene(product, "reminders", scale.committees, 4)
    sink.rest()
    _move(product, datetime.fromisoformat(scene["due"]) + timedelta(seconds=1))
    began = time.monotonic()
    told = sink.wait_for(4 * scale.committees)
    yield figure(
        f"reminders of {scale.committees} committees, due in one minute, all out after",
        told["last"] - began,
        "s",
    )


def _scene(product: Running, *words: Any) -> dict[str, Any]:
    said = product.manage("-m", "tests.benchmarks.mail_scene", *map(str, words))
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def _peak(product: Running) -> float:
    """In MB, of the worker's processes the largest."""
    peaks = [0.0]
    for pid in product.processes():
        place = Path(f"/proc/{pid}")
        if b"\0worker\0" in place.joinpath("cmdline").read_bytes():
            status = place.joinpath("status").read_text()
            peaks.append(int(status.split("VmHWM:")[1].split()[0]) / 1024)
    return max(peaks)
