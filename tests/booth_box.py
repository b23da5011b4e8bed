"""A small box on 127.0.0.1, made of `ballots.protocol`, for tests of the booth without the product."""

import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ballots.protocol import ballot as ballots
from ballots.protocol import ed25519, envelope, lists, outer, receipts, roll, shamir
from ballots.protocol.definition import Definition, padding_for
from ballots.protocol.encoding import b64, canonical, digest, tag, u8, unb64
from ballots.protocol.holders import HolderKeys
from ballots.protocol.issuer import IssuerKey
from ballots.protocol.sealing import open_sealed

CONTEST = "0123456789ab"


@cache
def issuers() -> tuple[IssuerKey, IssuerKey]:
    """Drawn once in a run: two primes of 1536 bits take their time."""
    return IssuerKey.generate(), IssuerKey.generate()


def definition_of(
    holders: list[HolderKeys], receipt_key: bytes, needed: int, **changed: Any
) -> Definition:
    """An open contest of six candidates under these keys."""
    candidates = changed.pop("candidates", ("Ana", "Bo", "Çem", "Dilek", "Re", "RON"))
    most = changed.pop("most_ranks", len(candidates))
    ballot, envelopes = issuers()
    given: dict[str, Any] = {
        "id": CONTEST,
        "kind": "ranked",
        "question": "Delegates",
        "ron": len(candidates),
        "seats": 2,
        "rule": "scottish-stv-ron",
        "opens_at": 1_700_000_000,
        "papers_until": 4_000_000_000,
        "closes_at": 4_000_000_000,
        "complaints_until": 4_000_003_600,
    }
    return Definition(
        **(given | changed),
        candidates=candidates,
        most_ranks=most,
        padding=padding_for(len(candidates), most),
        roll_hash=roll.roll_hash([secrets.token_bytes(32) for _ in range(12)]),
        roll_size=12,
        needed=needed,
        holders=tuple(one.describe(i, f"Holder {i}") for i, one in enumerate(holders, 1)),
        ballot_issuer=ballot.modulus,
        envelope_issuer=envelopes.modulus,
        receipt_key=ed25519.public_key(receipt_key),
    )


class FakeBox:
    """One contest and its box; `before` may spoil an answer, `asked` says what came."""

    def __init__(self, holders: int = 3, needed: int = 2, **changed: Any) -> None:
        self.holders = [HolderKeys.draw() for _ in range(holders)]
        self.receipt_key = secrets.token_bytes(32)
        self.definition = definition_of(self.holders, self.receipt_key, needed, **changed)
        self.state = "open"
        self.envelopes: dict[bytes, outer.Outer] = {}
        self.papers: dict[str, tuple[str, dict[str, str]]] = {}
        self.left_out: set[bytes] = set()
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.before: Callable[[str], tuple[int, bytes] | None] = lambda _path: None
        self.after: Callable[[str], bool] = lambda _path: True

    # What stands at the addresses ---------------------------------------------------------------
    def answer(self, method: str, path: str, body: bytes, member: str = "") -> tuple[int, bytes]:
        last = path.rstrip("/").rpartition("/")[2]
        answers = {
            "definition.json": lambda: (200, self.definition.canonical),
            "ready.json": lambda: (200, canonical(self.ready())),
            "state.json": lambda: (200, canonical({"state": self.state, "now": 1_800_000_000})),
            "list.json": lambda: (200, canonical(self.list())),
            "ballots.csv": lambda: self.csv() if self.state == "counted" else (404, b"{}"),
            "board.json": lambda: (200, self.board()) if self.state == "counted" else (404, b"{}"),
            "paper": lambda: self.sign(body, member),
            "envelopes": lambda: self.take(body),
            "complaints": lambda: self.hear(body),
        }
        return answers[last]() if last in answers else (404, canonical({"fault": "missing"}))

    def ready(self) -> dict[str, Any]:
        signatures = [b64(one.ready(self.definition.fingerprint)) for one in self.holders]
        return {"definition": b64(self.definition.fingerprint), "ready": signatures}

    def sign(self, body: bytes, member: str) -> tuple[int, bytes]:
        asked = json.loads(body)
        if asked["fingerprint"] != b64(self.definition.fingerprint):
            return 422, canonical({"fault": "fingerprint"})
        given = self.papers.get(member)
        if given and given[0] != body.decode():
            return 409, canonical({"fault": "other-paper"})
        if not given:
            ballot, envelopes = issuers()
            made = {
                "ballot": b64(ballot.sign_blinded(unb64(asked["ballot"]))),
                "envelope": b64(envelopes.sign_blinded(unb64(asked["envelope"]))),
            }
            given = self.papers[member] = body.decode(), made
        return 200, canonical(given[1])

    def take(self, body: bytes) -> tuple[int, bytes]:
        if self.state != "open":
            return 403, canonical({"fault": "closed"})
        try:
            found = outer.parse(body, self.definition)
            outer.verify(found, self.definition)
        except outer.Refused as refused:
            return 422, canonical({"fault": refused.fault})
        stored = self.envelopes.get(found.paper.key)
        is_new = not stored or (stored.counter, stored.h) != (found.counter, found.h)
        if stored and is_new and stored.counter >= found.counter:
            return 409, canonical({"counter": stored.counter, "fault": "counter"})
        self.envelopes[found.paper.key] = found
        return 200, self.receipt(found)

    def receipt(self, found: outer.Outer) -> bytes:
        signed = receipts.sign(
            self.receipt_key, self.definition, found.paper.key, found.counter, found.h
        )
        return canonical({"receipt": b64(signed)})

    def hear(self, body: bytes) -> tuple[int, bytes]:
        if self.state != "complaints":
            return 403, canonical({"fault": "no-complaints"})
        found = outer.parse(body[:-64], self.definition)
        assert receipts.verify(self.definition, found.paper.key, found.counter, found.h, body[-64:])
        stored = self.envelopes.get(found.paper.key)
        if stored and stored.counter > found.counter:
            return 409, canonical({"counter": stored.counter, "fault": "counter"})
        self.left_out.discard(found.h)
        self.envelopes[found.paper.key] = found
        return 200, self.receipt(found)

    def list(self) -> dict[str, Any]:
        hashes = sorted(one.h for one in self.envelopes.values() if one.h not in self.left_out)
        fingerprint = self.definition.fingerprint
        hashed = lists.list_hash(fingerprint, [], hashes)
        first = self.state == "complaints"
        signed = (lists.sign_first if first else lists.sign_final)(
            self.receipt_key, fingerprint, hashed
        )
        return {
            "envelopes": [b64(h) for h in hashes],
            "kind": "first" if first else "final",
            "signature": b64(signed),
            "withdrawn": [],
        }

    # What the holders find ----------------------------------------------------------------------
    def opened(self, cast: outer.Outer) -> ballots.Ballot:
        """The ballot, by the first k holders' shares, and everything in it verified."""
        definition = self.definition
        parts = envelope.parse(definition, cast.envelope)
        shares = []
        for number in range(1, definition.needed + 1):
            info = envelope.share_info(definition, number, parts.locked, parts.commitments)
            share = open_sealed(self.holders[number - 1].seal, info, parts.sealed[number - 1])
            assert share is not None
            assert digest(tag("share"), u8(number), share) == parts.share_commitment(number)
            shares.append((number, share))
        key = shamir.combine(shares)
        assert digest(tag("key"), key) == parts.commitments[:32]
        every = shamir.split(key, definition.needed, len(definition.holders))
        assert envelope.commit(key, every) == parts.commitments
        inner = envelope.unlock(definition, key, parts)
        assert inner is not None
        paper, signature, body = ballots.parse_inner(inner)
        read = ballots.Body.from_bytes(body)
        found = ballots.Ballot(paper, read.choices, read.counter, signature)
        assert read.fingerprint == definition.fingerprint
        assert ballots.check_choices(definition, read.choices)
        assert ballots.verify(found, definition)
        return found

    def csv(self) -> tuple[int, bytes]:
        lines = ["tracker,key,choices"]
        for one in self.envelopes.values():
            found = self.opened(one)
            choices = " ".join(map(str, found.choices))
            lines.append(f"{'A' * 10},{b64(found.paper.key)},{choices}")
        return 200, ("\r\n".join(lines) + "\r\n").encode()

    def board(self) -> bytes:
        made = []
        for one in self.envelopes.values():
            found = self.opened(one)
            made.append(
                {
                    "choices": list(found.choices),
                    "counter": found.counter,
                    "credential": b64(found.paper.signature),
                    "key": b64(found.paper.key),
                    "prefix": b64(found.paper.prefix),
                    "signature": b64(found.signature),
                }
            )
        return canonical({"board": {"ballots": made}})

    # On the wire --------------------------------------------------------------------------------
    @contextmanager
    def serving(self) -> Iterator[str]:
        """Its address while it serves."""
        box = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                box.asked.append(f"{self.command} {self.path}")
                box.headers.append({name.lower(): value for name, value in self.headers.items()})
                member = self.headers.get("X-Member", "a member")
                status, content = box.before(self.path) or box.answer(
                    self.command, self.path, body, member
                )
                if not box.after(self.path):
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = handle_any  # noqa: N815  by the library's names

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
