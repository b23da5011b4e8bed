"""Two processes of each kind behind one proxy, as several machines would run them.

The product that `manage.py up` started gets a second pages', streams' and worker's process beside
it, by the command lines of `deploy/systemd/`.
"""

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.request import urlopen

import pytest
from django.test.utils import override_settings

from core import clock, live
from elections.simulation.plan import Scale
from tests.browser.running import ROOT, Running
from tests.factories_notices import MailServer
from tests.ports import free_port
from tests.stack.proxy import Proxy
from tests.stack.simulated import address_of, running_product, simulated

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("two of each")]

PEOPLE = 300
UNITS = ROOT / "deploy" / "systemd"


@dataclass
class Doubled:
    """The product, what stands before it, its mail server, and the second process of each kind."""

    product: Running
    proxy: Proxy
    mail: MailServer
    second: dict[str, subprocess.Popen[bytes]]
    ports: dict[str, int]

    def said(self, name: str) -> str:
        """What the second process of this kind has printed."""
        return (self.product.var / f"second-{name}.log").read_text(errors="replace")


def _command_of(name: str, port: int) -> list[str]:
    """As the unit starts it, on a port of ours."""
    line = re.search(
        r"^ExecStart=\S+/bin/(.+)$", (UNITS / f"rank-and-file-{name}.service").read_text(), re.M
    )
    assert line
    words = re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{port}", line[1])
    return [sys.executable, "-m", *re.sub(r"--port \d+", f"--port {port}", words).split()]


@contextmanager
def _started(product: Running, name: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    with (product.var / f"second-{name}.log").open("wb") as output:
        process = subprocess.Popen(
            _command_of(name, port), cwd=ROOT, env=product.env, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:  # not up yet, or slow at first
            assert time.monotonic() < deadline, address
            time.sleep(0.1)


@pytest.fixture(scope="module")
def doubled() -> Iterator[Doubled]:
    with ExitStack() as ended:
        mail = MailServer()
        ended.callback(mail.stop)
        proxy = Proxy(free_port())
        ended.callback(proxy.end)
        settings = {"PUBLIC_URL": proxy.url, "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}"}
        product = ended.enter_context(running_product(settings))
        ports = {"web": free_port(), "live": free_port(), "worker": 0}
        second = {
            name: ended.enter_context(_started(product, name, port)) for name, port in ports.items()
        }
        _wait_for(f"http://127.0.0.1:{ports['web']}/healthz")
        _wait_for(f"http://127.0.0.1:{ports['live']}/live/healthz")
        proxy.pages += [product.port, ports["web"]]
        proxy.streams += [product.port, ports["live"]]
        yield Doubled(product, proxy, mail, second, ports)


def test_each_member_gets_each_mail_once_from_two_workers(doubled: Doubled) -> None:
    product = doubled.product
    with override_settings(CLOCK_FILE=product.var / "clock"):
        noon = clock.now().replace(hour=17, minute=0, second=0) + timedelta(days=1)
        clock.move_to(noon)
    told = json.loads(product.manage("-m", "tests.chaos.scene", str(PEOPLE)).splitlines()[-1])
    with override_settings(CLOCK_FILE=product.var / "clock"):
        clock.move_to(noon + timedelta(minutes=6))
    # Whoever was given an office hears of that, too.
    wanted = {one for one in told["people"].values() if one.startswith("crowd-")}
    deadline = time.monotonic() + 120
    while len(_got(doubled, wanted)) < 2 * len(wanted) and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(2)  # in which one that comes twice would come
    got = _got(doubled, wanted)
    assert Counter(address for address, _name in got) == dict.fromkeys(wanted, 2)
    assert len(set(got)) == len(got)
    first, second = product.said.read_text(), doubled.said("worker")
    assert "deliver" in first + (product.var / "log" / "worker.log").read_text()
    assert "deliver" in second


def _got(doubled: Doubled, wanted: set[str]) -> list[tuple[str, str]]:
    """Whose mail it was, and its identifier."""
    found = []
    for mail in list(doubled.mail.mails):
        (address,) = mail.rcpt_tos
        name = re.search(rb"^Message-ID:\s*(\S+)", mail.content, re.M | re.I)
        assert name
        if address in wanted:
            found.append((address, name[1].decode()))
    return found


def test_a_change_reaches_the_streams_of_both(doubled: Doubled) -> None:
    broker = address_of(doubled.product, "REDIS_URL")
    told = doubled.product.manage("-c", _TICKET)
    with ExitStack() as open_:
        streams = [
            open_.enter_context(
                urlopen(f"{doubled.proxy.url}/live/stream?ticket={told.strip()}", timeout=20)
            )
            for _one in range(2)
        ]
        before = [
            doubled.proxy.served[doubled.ports["live"]],
            doubled.proxy.served[doubled.product.port],
        ]
        assert all(before)
        with override_settings(REDIS_URL=broker):
            live.publish("meeting:two-of-each", {"news": 7})
        for stream in streams:
            assert any(b'"news":7' in line for line in iter(stream.readline, b""))


_TICKET = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from core import live
print(live.ticket("meeting:two-of-each"))
"""


def test_an_election_goes_on_while_one_of_the_two_is_replaced(doubled: Doubled) -> None:
    with simulated(
        doubled.product, Scale(24, 4, 2, seed=3), concurrent=4, patience=60
    ) as simulation:
        simulation.open()
        half = len(simulation.records) // 2
        before = doubled.proxy.served.copy()
        simulation.vote(simulation.records[:half], straight=True)
        pages = (doubled.product.port, doubled.ports["web"])
        assert all(doubled.proxy.served[port] > before[port] for port in pages)
        doubled.second["web"].terminate()  # as an upgrade of one machine does
        doubled.second["web"].wait(20)
        simulation.vote(simulation.records[half:], straight=True)
        simulation.vote_again()
        simulation.close()
        simulation.finish()
        assert simulation.report.faults == []
        assert simulation.report.counts["papers"] > 20
