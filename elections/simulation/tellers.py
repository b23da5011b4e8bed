"""Scripted tellers over the holders' endpoints: as their browsers do it (protocol, section 9)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ballots.protocol import board, lists, opening
from ballots.protocol import envelope as envelopes
from ballots.protocol.bundles import open_bundle, seal_bundle
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import canonical, unb64
from ballots.protocol.holders import HolderKeys
from elections.simulation.web import Answer, Client, Unexpected

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Teller:
    """One holder of a key, and how they ask."""

    number: int
    keys: HolderKeys
    definition: Definition
    client: Client

    def sign_ready(self) -> None:
        """Find one's keys in the definition, and say so (section 3)."""
        own = self.definition.holders[self.number - 1]
        if own != self.keys.describe(self.number, own.name):
            raise Unexpected(f"Teller {self.number} does not stand in the definition.")
        self.post("ready", self.keys.ready(self.definition.fingerprint))

    def post(self, door: str, body: bytes) -> Answer:
        return self._ask("POST", door, body).expected(200, f"teller {self.number}: {door}")

    def get(self, door: str) -> Answer:
        return self._ask("GET", door, b"")

    def _ask(self, method: str, door: str, body: bytes) -> Answer:
        path = f"/box/{self.definition.id}/holders/{self.number}/{door}"
        signed = self.keys.authorize(
            self.definition.fingerprint, self.number, f"{method} {path}", body
        )
        return self.client.ask(method, path, body or None, {"Authorization": signed})


def tellers(definition: Definition, secrets: Sequence[str], client: Client) -> tuple[Teller, ...]:
    """All the tellers of a contest, in their order."""
    return tuple(
        Teller(number, HolderKeys(bytes.fromhex(secret)), definition, client)
        for number, secret in enumerate(secrets, 1)
    )


def open_ballots(present: Sequence[Teller], listed: dict[str, Any]) -> list[frozenset[int]]:
    """Those present open the ballots, each on their own; the holders of false shares, by teller."""
    definition = present[0].definition
    hashes = [unb64(one) for one in listed["envelopes"]]
    hashed = lists.list_hash(definition.fingerprint, listed["withdrawn"], hashes)
    key, signature = definition.receipt_key, unb64(listed["signature"])
    if not lists.verify_final(key, signature, definition.fingerprint, hashed):
        raise Unexpected("The final list is not signed.")
    for one in present:
        one.post("lot", one.keys.r)
    own = {one.number: _own_shares(one, hashes, hashed, present) for one in present}
    return [_sign(one, own[one.number], present, listed, hashed) for one in present]


@dataclass(frozen=True, slots=True)
class _Opened:
    envelopes: list[bytes]
    shares: list[bytes | None]


def _own_shares(
    one: Teller, hashes: list[bytes], hashed: bytes, present: Sequence[Teller]
) -> _Opened:
    """Fetch the envelopes, check every h, open one's shares, and seal them to each other."""
    body = one.get("envelopes").expected(200, "the envelopes").body
    length = one.definition.envelope_length
    got = [body[at : at + length] for at in range(0, len(body), length)]
    if [envelopes.fingerprint_of(one.definition, each) for each in got] != hashes:
        raise Unexpected("The envelopes are not those of the list.")
    shares = opening.open_shares(one.keys, one.number, one.definition, got)
    for other in present:
        if other.number != one.number:
            sealed = seal_bundle(one.keys, one.number, one.definition, other.number, hashed, shares)
            one.post(f"bundles/{other.number}", sealed)
    return _Opened(got, shares)


def _sign(
    one: Teller,
    own: _Opened,
    present: Sequence[Teller],
    listed: dict[str, Any],
    hashed: bytes,
) -> frozenset[int]:
    """Join own shares and those received, open, build the board, sign and post it."""
    definition, shares = one.definition, {one.number: own.shares}
    for other in present:
        if other.number != one.number:
            bundle = one.get(f"bundles/{other.number}").expected(200, "a bundle").body
            shares[other.number] = open_bundle(
                one.keys, one.number, definition, other.number, hashed, bundle
            )
    opened = opening.open_envelopes(definition, own.envelopes, shares)
    lots = one.get("lots.json").expected(200, "the lots").json()["lots"]
    leaves = one.get("leaves.json").expected(200, "the leaves").json()["leaves"]
    ready = ready_of(one.client, definition.id)
    built = board.build(
        definition,
        closing_list=map(unb64, listed["envelopes"]),
        list_signature=unb64(listed["signature"]),
        leaves=[(unb64(leaf), issued) for leaf, issued in leaves],
        opened=opened,
        lots=[unb64(r) if r else None for r in lots],
        ready=[unb64(signature) for signature in ready],
        withdrawn=listed["withdrawn"],
    )
    body = canonical(built)
    signature = one.keys.sign_board(definition.fingerprint, board.board_hash(built))
    one.post("board", body + signature)
    return opened.false_holders


def wait_for_state(client: Client, contest: str, *states: str, seconds: float = _SECONDS) -> str:
    """Ask where the vote stands until it stands at one of these."""
    until = time.monotonic() + seconds
    for state in _states(client, contest):
        if state in states:
            return state
        if time.monotonic() > until:
            raise Unexpected(f"The vote is “{state}”, not {' or '.join(states)}.")
        time.sleep(0.2)
    raise AssertionError


def _states(client: Client, contest: str) -> Iterator[str]:
    while True:
        answer = client.get(f"/box/{contest}/state.json")
        yield answer.json()["state"] if answer.status == 200 else "unknown"


def ready_of(client: Client, contest: str) -> list[str]:
    """The holders' signatures so far, as the box shows them."""
    shown: list[str] = (
        client.get(f"/box/{contest}/ready.json").expected(200, "ready").json()["ready"]
    )
    return shown
