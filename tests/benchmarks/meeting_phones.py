"""Members with phones in an open vote: `python -m tests.benchmarks.meeting_phones PAGES LIVE SECONDS FILE`.

FILE is what `meeting_scene` told, PAGES and LIVE the addresses of the web and the live process. Everybody
follows the meeting as `static/js/live.js` does. The chair puts a question; each phone fetches the part
of its page that changed, and at a moment of its own within SECONDS sends the form that stands there. One
in ten has no script, and opens the page that follows; one in twenty changes their mind later. Then the
chair closes the vote and declares it. Every request has a connection of its own.

Prints JSON: milliseconds at the median and at p99, and how many were cast. What is refused, and a wrong
result, is a fault, and ends it.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

CHOICES = ("for", "against", "abstain")
AT_ONCE = 100  # streams that are being opened at the same time
READS = 3.0  # seconds in which the chair reads the numbers before declaring them
PATIENCE = 120.0
MINUTES = "3"  # for which the question is put: the chair closes it before
FORM = re.compile(
    r'action="([^"]+/cast/)">\s*<input type="hidden" name="csrfmiddlewaretoken" value="([^"]+)"'
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
PLACE = "the-token-of-whoever-reads-it"  # as the page's script puts its own token in
chance = random.Random(7)


@dataclass
class Answer:
    """What a page answered, and after how long."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    text: str
    took: float


@dataclass
class Run:
    """The meeting, the addresses, and what has been measured."""

    told: dict[str, Any]
    pages: Any
    live: Any
    seconds: float
    took: dict[str, list[float]] = field(default_factory=dict)
    cast: dict[int, str] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    changed: int = 0
    arrived: dict[str, list[float]] = field(default_factory=dict)
    parts: Counter[int] = field(default_factory=Counter)
    loading: int = 0

    @property
    def hall(self) -> str:
        return f"/meetings/{self.told['meeting']}/hall/"

    @property
    def chairs(self) -> str:
        return f"/meetings/{self.told['meeting']}/chair/"

    def note(self, what: str, answer: Answer, *expected: int) -> Answer:
        self.took.setdefault(what, []).append(answer.took)
        if answer.status not in expected:
            self.refused[answer.status] += 1
        return answer


class Browser:
    """One person's cookies."""

    def __init__(self, run: Run, session: str) -> None:
        self.run, self.cookies = run, {run.told["cookies"][0]: session}

    async def ask(
        self, path: str, form: dict[str, str] | None = None, *, at: Any = None, **headers: str
    ) -> Answer:
        """The answer, whole; no redirect is followed. `at` is the live process, where it is asked."""
        at = at or self.run.pages
        body = urlencode(form).encode() if form is not None else b""
        lines = {
            "Host": at.netloc,
            "Connection": "close",
            "Accept-Language": "en",
            "Accept-Encoding": "identity",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **headers,
        }
        if form is not None:
            lines |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        writer.write(head.encode() + b"\r\n" + body)
        answer = _parsed(await reader.read(-1))
        answer.took = time.perf_counter() - began
        writer.close()
        self.cookies |= answer.cookies
        return answer


class Phone(asyncio.Protocol):
    """A member who follows the hall, and votes."""

    def __init__(self, run: Run, number: int) -> None:
        self.run, self.number = run, number
        self.browser = Browser(run, run.told["sessions"][number])
        self.mark = self.tag = self.ticket = self.token = ""
        self.state: dict[str, Any] = {}
        self.soon: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self.form: asyncio.Future[tuple[str, str]] = loop.create_future()
        self.is_open: asyncio.Future[bool] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        path = f"{self.run.live.path}/stream?ticket={self.run.told['ticket']}"
        transport.write(f"GET {path} HTTP/1.1\r\nHost: {self.run.live.netloc}\r\n\r\n".encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """A state: one event is one packet here."""
        if not self.is_open.done():
            self.is_open.set_result(data.startswith(b"HTTP/1.1 200"))
        at = data.rfind(b"data: ")
        if at < 0:
            return
        state = json.loads(data[at + 6 : data.index(b"\n", at)])
        self.run.arrived.setdefault(state.get("voting", ""), []).append(time.perf_counter())
        self.told(state)

    def told(self, state: dict[str, Any]) -> None:
        """As the script of the page decides whether and when to fetch anew."""
        self.state = state
        if self.soon or f"{state['version']}.{state['stack']}" == self.mark:
            return
        each, most = (0.001, 10.0) if self.ticket else (0.008, 20.0)
        spread = min(most, max(2.0, each * state["present"]))
        self.soon = asyncio.ensure_future(self.load(chance.random() * spread))
        self.run.loading += 1

    async def load(self, wait: float) -> None:
        """Fetch what has changed."""
        await asyncio.sleep(wait)
        has_own = self.state["voting"] == "open" and self.number in self.run.cast
        is_new = self.mark.split(".")[0] not in ("", f"{self.state['version']}")
        if is_new and self.ticket and not has_own and await self.alike():
            return
        given = {"If-None-Match": self.tag} if self.tag else {}
        answer = await self.browser.ask(f"{self.run.hall}now/", **given)
        self.run.loading -= 1
        self.soon = None
        self.run.note("fragment", answer, 200, 304)
        self.mark, self.tag = answer.headers.get("x-mark", ""), answer.headers.get("etag", "")
        if answer.status == 200:
            self.ticket = answer.headers.get("x-part", "")
            self.token = next(iter(TOKEN.findall(answer.text)), self.token)
        self.shows(answer.text)

    async def alike(self) -> bool:
        """What is the same for many, from the live process, where that has it."""
        mark = f"{self.state['version']}.{self.state['stack']}"
        query = urlencode({"ticket": self.ticket, "mark": mark})
        path = f"{self.run.live.path}/part?{query}"
        answer = await self.browser.ask(path, at=self.run.live)
        self.run.parts[answer.status] += 1
        if answer.status != 200:
            return False
        self.run.loading -= 1
        self.soon, self.mark, self.tag = None, mark, ""
        self.run.note("fragment", answer, 200)
        self.shows(answer.text.replace(PLACE, self.token))
        return True

    def shows(self, text: str) -> None:
        if (found := FORM.search(text)) and not self.form.done():
            self.form.set_result((found[1], found[2]))

    async def vote(self, at: float) -> None:
        """At this moment, or once the vote stands on the page."""
        action, token = await asyncio.wait_for(self.form, PATIENCE)
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        await self.tap(action, token, chance.choice(CHOICES))
        if self.number % 20 == 0:
            await asyncio.sleep(chance.random() * 2)
            await self.tap(action, token, chance.choice(CHOICES))
            self.run.changed += 1

    async def tap(self, action: str, token: str, choice: str) -> None:
        form = {"csrfmiddlewaretoken": token, "to": f"{self.run.hall}now/", "choice": choice}
        by_script = {"X-Sent-By-Script": "1"} if self.number % 10 else {}
        answer = await self.browser.ask(action, form, **by_script)
        self.run.note("cast", answer, 204 if by_script else 302)
        if answer.status in (204, 302):
            self.run.cast[self.number] = choice
        if answer.status == 302:
            follows = await self.browser.ask(answer.headers["location"])
            self.run.note("page", follows, 200)


async def main(pages: str, live: str, seconds: float, file: Path) -> None:
    told = json.loads(file.read_text())
    run = Run(told, urlsplit(pages), urlsplit(live), seconds)
    members = range(len(told["sessions"]) - 1)
    phones = await _opened(run, len(members))
    chair = Browser(run, told["sessions"][-1])
    await _quiet(run)
    run.took.clear()
    print("open", flush=True)  # from here the processor's time is counted
    began = time.perf_counter()
    vote = await _put(run, chair)
    await asyncio.gather(*(one.vote(began + chance.random() * seconds) for one in phones))
    took = time.perf_counter() - began
    print("cast", flush=True)
    fragments = run.took.pop("fragment")
    await _ruled(run, chair, vote, "close")
    await asyncio.sleep(READS)
    declared = time.perf_counter()
    await _ruled(run, chair, vote, "declare")
    while len(run.arrived.get("declared", ())) < len(phones):
        assert time.perf_counter() - declared < PATIENCE
        await asyncio.sleep(0.01)
    shown = [one - declared for one in run.arrived["declared"]]
    await asyncio.sleep(1)
    await _quiet(run)
    assert not run.refused, run.refused
    result = await chair.ask(f"/meetings/{told['meeting']}/votes/{vote}/")
    counted = [int(one.replace(",", "")) for one in re.findall(r"<dd>([\d,]+)</dd>", result.text)]
    expected = Counter(run.cast.values())
    assert counted == [expected[one] for one in CHOICES], (counted, expected)
    for one in phones:
        one.transport.abort()  # type: ignore[attr-defined]
    told_now = {
        "number": len(run.took["cast"]),
        "members": sum(counted),
        "seconds": took,
        "cast": _spread(run.took["cast"]),
        "page": _spread(run.took["page"]),
        "put": _spread(fragments),
        "declared": _spread(run.took["fragment"]),
        "shown": _spread(shown),
        "parts": run.parts,
    }
    print(json.dumps(told_now))


async def _opened(run: Run, number: int) -> list[Phone]:
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Phone:
        async with gate:
            _transport, phone = await loop.create_connection(
                lambda: Phone(run, number), run.live.hostname, run.live.port
            )
            assert await asyncio.wait_for(phone.is_open, PATIENCE), "a stream was refused"
            return phone

    return await asyncio.gather(*map(one, range(number)))


async def _quiet(run: Run) -> None:
    """Until no phone is about to fetch anything."""
    since = time.perf_counter()
    while time.perf_counter() - since < 1:
        if run.loading:
            since = time.perf_counter()
        await asyncio.sleep(0.05)


async def _put(run: Run, chair: Browser) -> str:
    """The chair's form, as the page has it; the vote's identifier."""
    page = await chair.ask(f"/meetings/{run.told['meeting']}/put/")
    form = {
        "csrfmiddlewaretoken": TOKEN.findall(page.text)[0],
        "version": VERSION.findall(page.text)[0],
        "question": "other:",
        "text": "That we walk out on Friday at noon.",
        "method": "open",
        "minutes": MINUTES,
    }
    answer = await chair.ask(f"/meetings/{run.told['meeting']}/put/", form)
    assert answer.status == 302, answer.text
    return answer.headers["location"].rstrip("/").rpartition("/")[2]


async def _ruled(run: Run, chair: Browser, vote: str, word: str) -> None:
    page = await chair.ask(run.chairs)
    form = {
        "csrfmiddlewaretoken": TOKEN.findall(page.text)[0],
        "version": VERSION.findall(page.text)[0],
    }
    answer = await chair.ask(f"/meetings/{run.told['meeting']}/votes/{vote}/{word}/", form)
    assert answer.status == 302, answer.text


def _parsed(content: bytes) -> Answer:
    head, _, body = content.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers, cookies = {}, {}
    for line in lines:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.split(";")[0]
    if headers.get("transfer-encoding") == "chunked":
        body = _unchunked(body)
    return Answer(int(first.split()[1]), headers, cookies, body.decode(), 0.0)


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while True:
        size, _, body = body.partition(b"\r\n")
        if not (length := int(size or b"0", 16)):
            return whole
        whole, body = whole + body[:length], body[length + 2 :]


def _spread(took: list[float]) -> dict[str, float]:
    took = sorted(took)
    return {
        "median": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(len(took) * 0.99)],
        "most": 1000 * took[-1],
    }


if __name__ == "__main__":
    pages, live, seconds, file = sys.argv[1:]
    asyncio.run(main(pages.rstrip("/"), live, float(seconds), Path(file)))
