"""Coming in as a person does: an address, the code from the mail."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlencode

from elections.simulation.web import Client, Unexpected

_CODE = re.compile(r"^ +(\d{4}-\d{4})\s*$", re.M)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SECONDS = 30.0


def sign_in(client: Client, address: str, outbox: Path, session_cookie: str) -> None:
    """Sign this browser in by a code; the mail is read from the outbox."""
    before = _mails(outbox)
    page = client.get("/sign-in/").expected(200, "the sign-in page")
    _post(client, "/sign-in/", {"address": address, "csrfmiddlewaretoken": _token(page.body)})
    code = _code(outbox, address, before)
    page = client.get("/sign-in/code/").expected(200, "the page for the code")
    form = {"code": code, "csrfmiddlewaretoken": _token(page.body)}
    _post(client, "/sign-in/code/", form)
    if session_cookie not in client.cookies:
        raise Unexpected(f"{address} got no session.")


def _post(client: Client, path: str, form: dict[str, str]) -> None:
    headers = {**_FORM, "Referer": client.address + path, "Origin": client.address}
    client.post(path, urlencode(form).encode(), headers).expected(302, path)


def _token(page: bytes) -> str:
    found = _TOKEN.search(page.decode())
    if found is None:
        raise Unexpected("A form carries no token.")
    return found[1]


def _mails(outbox: Path) -> set[str]:
    return {file.name for file in outbox.glob("[0-9]*.eml")}


def _code(outbox: Path, address: str, before: set[str]) -> str:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        for name in sorted(_mails(outbox) - before):
            mail = message_from_bytes((outbox / name).read_bytes(), policy=policy.default)
            plain = mail.get_body(preferencelist=("plain",))
            found = _CODE.search(plain.get_content()) if plain and address in mail["To"] else None
            if found:
                return found[1]
            before.add(name)
        time.sleep(0.05)
    raise Unexpected(f"No code for {address} lies in {outbox}.")
