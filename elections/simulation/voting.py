"""One voter over HTTP: the paper, the envelope, the receipt (protocol, sections 4 to 8)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ballots.protocol import ed25519, receipts
from ballots.protocol import outer as outers
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64, canonical, unb64
from ballots.protocol.outer import Outer
from ballots.protocol.voter import Voter
from elections.simulation.entry import sign_in
from elections.simulation.plan import Conduct, Part
from elections.simulation.setting import Person, Setting
from elections.simulation.web import Answer, Client, Unexpected

JSON = {"Content-Type": "application/json"}
BYTES = {"Content-Type": "application/octet-stream"}


@dataclass(slots=True)
class Record:
    """What one voter knows, and took part in; travels between processes."""

    part: Part
    person: Person
    cookies: dict[str, str] = field(default_factory=dict)
    by_code: bool = False
    stored: dict[str, Any] | None = None
    cast: list[bytes] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    paper_at: float = 0.0
    cast_at: float = 0.0
    repeated: int = 0
    refused: int = 0
    again: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)


class Booth:
    """A voter's browser: what knows the member (`pages`) and what does not (`box`) never mix."""

    def __init__(self, setting: Setting, record: Record, pages: Client, box: Client) -> None:
        self.setting, self.record, self.pages, self.box = setting, record, pages, box
        self.path = f"/box/{setting.contest}"
        self.definition = _definition(self._box_get("definition.json").body)
        stored = record.stored
        self.voter = (
            Voter.from_json(stored, self.definition) if stored else Voter.draw(self.definition)
        )

    def sign_in(self) -> None:
        """By a code from the mail, for whom no session was made beforehand."""
        pages, person, setting = self.pages, self.record.person, self.setting
        if person.session:
            pages.cookies[setting.session_cookie] = person.session
        else:
            sign_in(pages, person.address, Path(setting.outbox), setting.session_cookie)
            self.record.by_code = True
        self.record.cookies = dict(pages.cookies)

    def take_paper(self) -> None:
        """Open the ballot page, blind both keys, ask, unblind and verify (section 4)."""
        self.pages.cookies = dict(self.record.cookies)
        address = f"/elections/{self.setting.election}"
        self.pages.get(f"{address}/vote/").expected(200, "the ballot page")
        blinded = self.voter.blind()
        asked = {
            "ballot": b64(blinded.ballot),
            "envelope": b64(blinded.envelope),
            "fingerprint": b64(self.definition.fingerprint),
        }
        # Where the page carries no form, a browser's script makes the double-submit pair itself.
        token = self.pages.cookies.setdefault(self.setting.csrf_cookie, secrets.token_hex(16))
        headers = {**JSON, "X-CSRFToken": token, "Referer": self.setting.address + address}
        answer = self._timed(
            "paper", lambda: self.pages.post(f"{address}/paper/", canonical(asked), headers)
        )
        signed = answer.expected(200, "a paper").json()
        self.voter.unblind(blinded, (unb64(signed["envelope"]), unb64(signed["ballot"])))
        self.record.paper_at = time.monotonic()
        self.record.stored = self.voter.to_json()
        self.record.cookies = dict(self.pages.cookies)

    def cast(self, which: int = 0) -> None:
        """Cast the ballots of this voter's part from `which` on: the first, or the later ones."""
        if self.record.part.conduct == Conduct.REFUSED and not which:
            self._try_refused()
        ballots = self.record.part.ballots
        for place in range(which, len(ballots)) if which else range(1):
            self._cast(self.voter.outer(ballots[place], place + 1))

    def cast_again(self) -> None:
        """The later ballots; or the same envelope once more, for the same receipt."""
        if self.record.part.conduct == Conduct.REPEATS:
            last = self.record.cast[-1]
            if self._post("envelopes", last) != self.record.receipts[-1]:
                raise Unexpected("A repeated envelope got another receipt.")
            self.record.repeated += 1
        self.cast(1)

    def cast_sealed(self, sealed: bytes) -> None:
        """Cast an envelope that somebody sealed in another way than the protocol asks."""
        self._cast(self.voter.wrap(sealed, 1))

    def complain(self) -> None:
        """Send the last envelope with its receipt, as one whose envelope is not listed (section 8)."""
        receipt = self._post("complaints", self.record.cast[-1] + self.record.receipts[-1])
        if receipt != self.record.receipts[-1]:
            raise Unexpected("A complaint was answered with another receipt.")

    def complain_wrongly(self) -> None:
        """An old envelope with its old receipt, and a receipt that nobody gave: both are refused."""
        cast, given = self.record.cast, self.record.receipts
        answer = self._answer("complaints", cast[0] + given[0]).expected(409, "an old envelope")
        if answer.json() != {"counter": len(cast), "fault": "counter"}:
            raise Unexpected(f"An old receipt was answered {answer.json()}.")
        forged = bytes([given[-1][0] ^ 1]) + given[-1][1:]
        self._answer("complaints", cast[-1] + forged).expected(422, "a forged receipt")

    def h(self) -> bytes:
        """The hash of the last envelope."""
        return outers.parse(self.record.cast[-1], self.definition).h

    def _cast(self, data: bytes) -> None:
        receipt = self._timed("envelope", lambda: self._answer("envelopes", data))
        self._keep(data, _receipt(receipt))
        self.record.cast_at = time.monotonic()

    def _post(self, door: str, data: bytes) -> bytes:
        return _receipt(self._answer(door, data))

    def _answer(self, door: str, data: bytes) -> Answer:
        return _without_cookie(self.box.post(f"{self.path}/{door}", data, BYTES))

    def _keep(self, data: bytes, receipt: bytes) -> None:
        outer = outers.parse(data, self.definition)
        if not receipts.verify(
            self.definition, self.voter.envelope_key, outer.counter, outer.h, receipt
        ):
            raise Unexpected("A receipt is not good.")
        self.record.cast.append(data)
        self.record.receipts.append(receipt)

    def _try_refused(self) -> None:
        """Each fault of section 7 that an outer can have, and that the box names it."""
        good = outers.parse(self.voter.outer((), 1), self.definition)
        for fault, data in _refused(good, self.definition):
            answer = self._answer("envelopes", data).expected(422, fault)
            if answer.json() != {"fault": fault}:
                raise Unexpected(f"{fault} was answered {answer.json()}.")
            self.record.refused += 1

    def _timed(self, what: str, ask: Callable[[], Answer]) -> Answer:
        began = time.monotonic()
        answer = ask()
        self.record.seconds.setdefault(what, []).append(time.monotonic() - began)
        return answer

    def _box_get(self, name: str) -> Answer:
        return _without_cookie(self.box.get(f"{self.path}/{name}")).expected(200, name)


def _without_cookie(answer: Answer) -> Answer:
    if answer.header("set-cookie"):
        raise Unexpected("The box has set a cookie.")
    return answer


def _receipt(answer: Answer) -> bytes:
    return unb64(answer.expected(200, "a receipt").json()["receipt"], ed25519.SIGNATURE)


@lru_cache(maxsize=4)
def _definition(data: bytes) -> Definition:
    return Definition.from_bytes(data)


def _refused(good: Outer, definition: Definition) -> list[tuple[str, bytes]]:
    data, other = good.to_bytes(), bytes([good.signature[0] ^ 1]) + good.signature[1:]
    unsigned = replace(good.paper, signature=bytes([1]) * len(good.paper.signature))
    weak = replace(good.paper, key=bytes([1]) + bytes(31))  # the neutral point
    foreign = bytes([good.fingerprint[0] ^ 1]) + good.fingerprint[1:]
    assert len(good.envelope) == definition.envelope_length
    return [
        ("length", data[:-1]),
        ("fingerprint", replace(good, fingerprint=foreign).to_bytes()),
        ("counter", replace(good, counter=0).to_bytes()),
        ("key", replace(good, paper=weak).to_bytes()),
        ("credential", replace(good, paper=unsigned).to_bytes()),
        ("signature", replace(good, signature=other).to_bytes()),
    ]
