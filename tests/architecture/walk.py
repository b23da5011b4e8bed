"""One walk of every role through every row of the role matrix; nothing it does stays."""

import base64
import binascii
import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import deactivate

from accounts.demo import _SOURCES as PEOPLE
from core.logs import WithoutAddresses
from tests.accounts.dump import everything
from tests.architecture.role_matrix import ROLES, ROWS, Row
from tests.architecture.urls import every_address
from tests.world import World, standing

TAKES = {one.name: one.pattern.count("<") for one in every_address()}
_WORD = {200: "see", 401: "key", 403: "no", 404: "–", 405: "way", 410: "gone", 422: "form"}


@dataclass(frozen=True)
class Answer:
    """What one role got for one row."""

    role: str
    row: Row
    status: int
    word: str
    headers: dict[str, str]
    cookies: tuple[str, ...]
    body: str

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


@dataclass(frozen=True)
class Walk:
    """Every answer; and what the walk left in the database, the cache and the log.

    What a request writes is taken back after it: `written` is what it gave to the database.
    """

    answers: list[Answer]
    left: str
    written: str
    log: str

    def cell(self, row: Row) -> list[str]:
        return [one.word for one in self.answers if one.row == row]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walk(folder: Path) -> Walk:
    """All roles, all rows. The database must be open to the caller."""
    answers, left, written = [], [], set[str]()
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(WithoutAddresses())
    logging.getLogger().addHandler(handler)
    people = list(PEOPLE)
    try:
        with standing(folder), undone():
            cache.clear()
            world = World()
            PEOPLE[:] = [lambda: [(world.things["demo person"], "Somebody")]]
            # The planted names and addresses stand in the world itself: what counts comes after.
            for role in ROLES:
                browser = world.browser(role)
                for row in ROWS:
                    with connection.execute_wrapper(_noting(written)):
                        answers.append(_asked(world, role, browser, row))
                left.append(cached())
                cache.clear()  # nobody is refused because the one before tried as often
            left.append(everything())
    finally:
        PEOPLE[:] = people
        logging.getLogger().removeHandler(handler)
        cache.clear()
        deactivate()
    return Walk(answers, "\n".join(left), "\n".join(sorted(written)), log.getvalue())


def _noting(written: set[str]) -> Callable[..., Any]:
    """Keep the values of every row that is written."""

    def note(execute: Callable[..., Any], sql: object, values: Any, *rest: Any) -> Any:
        # What is composed stands in the ballot box, which the seizure test looks through.
        if isinstance(sql, str) and sql.lstrip()[:6].upper() in ("INSERT", "UPDATE"):
            written.update(map(_plain, values or ()))
        return execute(sql, values, *rest)

    return note


def _plain(value: Any) -> str:
    """A value as text; the driver shortens JSON where it is asked for its own."""
    if isinstance(value, list | tuple):
        return " ".join(map(_plain, value))
    return repr(getattr(value, "obj", value))


def cached() -> str:
    """Every key and value of the cache, the broker and the live topics, as they lie in Valkey."""
    client = cache._cache.get_client()
    read = {
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    found = []
    for key in client.keys("*"):
        value = repr(read[client.type(key)](key))
        found.append(f"{key!r} {value} {_decoded(value)}")
    return "\n".join(found)


def _decoded(text: str) -> str:
    """What base64 in it says: Celery wraps its arguments so."""
    parts = []
    for word in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text):
        with suppress(binascii.Error):
            parts.append(base64.b64decode(word + "=" * (-len(word) % 4)).decode("latin-1"))
    return " ".join(parts)


def _asked(world: World, role: str, browser: Client, row: Row) -> Answer:
    path = address_of(world, role, row)
    before = dict(browser.cookies)
    browser.raise_request_exception = False
    with override_settings(DEMO=row.demo), undone():
        response = (
            browser.get(path) if row.data is None else browser.post(path, _sent(world, role, row))
        )
        answer = _answer(role, row, response)
    browser.cookies.clear()
    browser.cookies.update(before)
    connection.queries_log.clear()
    return answer


def _sent(world: World, role: str, row: Row) -> dict[str, str]:
    """What the form sends; `@thing` stands for the thing of the world."""
    return {
        name: world.of(role, value[1:]) if value.startswith("@") else value
        for name, value in (row.data or {}).items()
    }


def address_of(world: World, role: str, row: Row) -> str:
    """The address that this role asks for: an identifier, and for a key holder a number or two."""
    takes = TAKES[row.name]
    given = [*world.of(role, row.thing).split(), 1, 2] if takes else []
    return reverse(row.name, args=given[:takes])


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


# What a visitor wrote comes back on a page that leads to the sign-in.
_GIVEN_BACK = 'id="written-1"'


def _answer(role: str, row: Row, response: HttpResponse) -> Answer:
    status = response.status_code
    word = _WORD.get(status, str(status))
    body = _body(response).decode(response.charset or "utf-8", "replace")
    if status in (301, 302):
        word = "door" if response["Location"].startswith("/sign-in/?next=") else "do"
    elif status == 403 and _GIVEN_BACK in body:
        word = "door"
    return Answer(
        role,
        row,
        status,
        word,
        dict(response.headers),
        tuple(response.cookies),
        body,
    )
