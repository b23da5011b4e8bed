"""Somebody in the meeting of `tests.benchmarks.meeting_scene`, by the pages and forms alone."""

import re
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from elections.simulation.web import Client
from tests.browser.running import Running

PATIENCE = 90.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
FORM = "application/x-www-form-urlencoded"


class Person:
    """A browser that asks again where nobody answers."""

    def __init__(
        self, product: Running, told: dict[str, Any], number: int, *, of: str = "sessions"
    ) -> None:
        self.client = Client(product.url, PATIENCE)
        self.client.cookies[told["cookies"][0]] = told[of][number]
        self.meeting = f"/meetings/{told['meeting']}"

    def close(self) -> None:
        self.client.close()

    def page(self, path: str) -> str:
        return self.client.get(path).expected(200, path).body.decode()

    def send(self, page: str, path: str, **form: str) -> str:
        """Where it leads, or the sentence of a refusal."""
        token = TOKEN.findall(self.page(page))[0]
        body = urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        answer = self.client.post(path, body, {"Content-Type": FORM})
        return answer.header("location") or answer.body.decode()

    def send_once(self, page: str, path: str, **form: str) -> str:
        """As the page's script sends it, which asks again and is answered once."""
        token = TOKEN.findall(self.page(page))[0]
        body = urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        script = {"X-Sent-By-Script": "1", "X-Send-Key": secrets.token_hex(16)}
        answer = self.client.post(path, body, {"Content-Type": FORM, **script})
        return answer.header("x-goes-to") or answer.body.decode()

    def rule(self, path: str, **form: str) -> str:
        """As the chair, with the version that stands; one that moved on is looked at again."""
        until = time.monotonic() + PATIENCE
        while True:
            page = (
                self.page(f"{self.meeting}/put/")
                if path.endswith("/put/")
                else self.page(f"{self.meeting}/chair/")
            )
            version = VERSION.findall(page)[0]
            said = self.send(f"{self.meeting}/hall/", path, version=version, **form)
            if "moved on meanwhile" not in said:
                return said
            assert time.monotonic() < until

    def put(self, words: str) -> str:
        """Put this to an open vote of five minutes, as the chair; the address of the vote."""
        form = {"question": "other:", "text": words, "method": "open", "minutes": "5"}
        return self.rule(f"{self.meeting}/put/", **form)
