"""A client of the product's pages and of its box: one connection, kept alive, and patient."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

# Everything that is asked here may be asked again: the same question gets the same answer.
_AGAIN = frozenset({429, 500, 502, 503, 504})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_SECONDS = 60.0


class Unreachable(RuntimeError):
    """The product did not answer in all the time that it was given."""


class Unexpected(AssertionError):
    """An answer that is not the one the protocol gives here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in small letters) and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name), "")

    def json(self) -> Any:
        return json.loads(self.body)

    def expected(self, status: int, what: str) -> Answer:
        """Itself where it has this status."""
        if self.status != status:
            told = self.body[:300].decode(errors="replace")
            raise Unexpected(f"{what}: {self.status} in place of {status}: {told}")
        return self


@dataclass
class Client:
    """Asks one address. `again` counts the questions that had to be asked more than once."""

    address: str
    patience: float = 20.0
    cookies: dict[str, str] = field(default_factory=dict)
    again: int = 0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        maker = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        self._connection = maker[parts.scheme](parts.netloc, timeout=_SECONDS)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, body: bytes, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("POST", path, body, headers)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """The answer, asked for again while the server is away. Raises `Unreachable`."""
        until, pause = time.monotonic() + self.patience, _FIRST_PAUSE
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        while True:
            try:
                answer = self._asked(method, path, body, sent)
                if answer.status not in _AGAIN:
                    return answer
                told = str(answer.status)
            except (OSError, http.client.HTTPException) as fault:
                self._connection.close()
                told = repr(fault)
            if time.monotonic() > until:
                raise Unreachable(f"{method} {self.address}{path}: {told}")
            self.again += 1
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def close(self) -> None:
        self._connection.close()

    def _asked(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        told = tuple((name.lower(), value) for name, value in response.getheaders())
        for name, value in told:
            if name == "set-cookie":
                self._keep(value)
        return Answer(response.status, told, content)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)
