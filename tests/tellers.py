"""Tellers in Python, through the holders' own addresses."""

from typing import Any

from django.test import Client

from ballots import definitions
from ballots.models import Contest
from ballots.operations.holders import Key
from ballots.protocol import board as boards
from ballots.protocol import bundles, lists, opening
from ballots.protocol.encoding import canonical, parse, unb64
from ballots.protocol.holders import HolderKeys
from ballots.protocol.opening import Opened
from elections.operations.tellers import PublicKeys


class Teller:
    """One key holder: their secret, their number, and what they do."""

    def __init__(self, number: int, name: str) -> None:
        self.keys, self.number, self.name = HolderKeys.draw(), number, name
        self.shares: dict[int, list[bytes | None]] = {}
        self.browser = Client()

    @property
    def key(self) -> Key:
        """What they hand in before the paper is printed."""
        described = self.keys.describe(self.number, self.name)
        return Key(self.name, described.seal, described.sign, described.lot)

    @property
    def public(self) -> PublicKeys:
        """What their browser hands in when they become a teller."""
        described = self.keys.describe(1, self.name)
        lots = b"".join(self.keys.describe(number, "").lot for number in range(1, 10))
        return PublicKeys(described.seal, described.sign, lots)

    def find(self, contest: Contest) -> int:
        """Take the number under which the paper names their key."""
        holders = definitions.of(contest.public_id).holders
        sign = self.public.sign
        self.number = next(number for number, one in enumerate(holders, 1) if one.sign == sign)
        return self.number

    def ask(
        self, contest: Contest, what: str, body: bytes | None = None, **more: str
    ) -> tuple[int, bytes]:
        """Send a signed request; its status and what came."""
        definition = definitions.of(contest.public_id)
        path = f"/box/{contest.public_id}/holders/{self.number}/{what}"
        method = "GET" if body is None else "POST"
        signed = self.keys.authorize(
            definition.fingerprint, self.number, f"{method} {path}", body or b""
        )
        answer = self.browser.generic(
            method,
            path,
            body or b"",
            content_type="application/octet-stream",
            headers={"Authorization": more.get("authorization", signed)},
        )
        return answer.status_code, b"".join(answer) if answer.streaming else answer.content

    def be_ready(self, contest: Contest) -> int:
        """Sign that their keys stand in the definition."""
        signature = self.keys.ready(definitions.of(contest.public_id).fingerprint)
        return self.ask(contest, "ready", signature)[0]

    def open_shares(self, contest: Contest, others: list[int]) -> None:
        """Take the envelopes, open one's shares, and pass them on."""
        definition = definitions.of(contest.public_id)
        status, joined = self.ask(contest, "envelopes")
        assert status == 200
        length = definition.envelope_length
        self.envelopes = [joined[at : at + length] for at in range(0, len(joined), length)]
        opened = opening.open_shares(self.keys, self.number, definition, self.envelopes)
        self.shares[self.number] = opened
        for other in others:
            bundle = bundles.seal_bundle(
                self.keys, self.number, definition, other, self.list_hash(contest), opened
            )
            assert self.ask(contest, f"bundles/{other}", bundle)[0] == 200

    def take_bundle(self, contest: Contest, other: int) -> None:
        """Take what another teller has passed on."""
        status, bundle = self.ask(contest, f"bundles/{other}")
        assert status == 200
        definition = definitions.of(contest.public_id)
        self.shares[other] = bundles.open_bundle(
            self.keys, self.number, definition, other, self.list_hash(contest), bundle
        )

    def open_envelopes(self, contest: Contest) -> Opened:
        """Open every envelope from the shares at hand."""
        return opening.open_envelopes(
            definitions.of(contest.public_id), self.envelopes, self.shares
        )

    def board(self, contest: Contest) -> dict[str, Any]:
        """The board as this teller sees it, from what the box shows to everybody."""
        definition = definitions.of(contest.public_id)
        listed = self._shown(contest, "list.json")
        lots = self.ask(contest, "lots.json")[1]
        on_paper = parse(self.ask(contest, "paper.json")[1])["paper"]
        return boards.build(
            definition,
            closing_list=[unb64(one) for one in listed["envelopes"]],
            list_signature=unb64(listed["signature"]),
            leaves=[
                (unb64(leaf), taken)
                for leaf, taken in parse(self.ask(contest, "leaves.json")[1])["leaves"]
            ],
            opened=self.open_envelopes(contest),
            lots=[unb64(one) if one else None for one in parse(lots)["lots"]],
            ready=[unb64(one) for one in self._shown(contest, "ready.json")["ready"]],
            withdrawn=listed["withdrawn"],
            paper=on_paper or None,
        )

    def sign_board(self, contest: Contest, board: dict[str, Any]) -> tuple[int, bytes]:
        """Sign a board and hand it in."""
        fingerprint = definitions.of(contest.public_id).fingerprint
        signature = self.keys.sign_board(fingerprint, boards.board_hash(board))
        return self.ask(contest, "board", canonical(board) + signature)

    def list_hash(self, contest: Contest) -> bytes:
        """H(list) of the list that the box shows."""
        listed = self._shown(contest, "list.json")
        hashes = [unb64(one) for one in listed["envelopes"]]
        fingerprint = definitions.of(contest.public_id).fingerprint
        return lists.list_hash(fingerprint, listed["withdrawn"], hashes)

    def _shown(self, contest: Contest, what: str) -> Any:
        return self.browser.get(f"/box/{contest.public_id}/{what}").json()
