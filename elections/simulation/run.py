"""A simulated election from its opening to its checked board, phase by phase."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from ballots.protocol.definition import Definition
from ballots.protocol.encoding import b64
from ballots.protocol.voter import Voter
from elections.simulation import checking, faults
from elections.simulation import tellers as holders
from elections.simulation.crowd import Crowd, Step, booth
from elections.simulation.plan import Conduct, Part
from elections.simulation.setting import Setting
from elections.simulation.verifying import verify
from elections.simulation.voting import Booth, Record
from elections.simulation.web import Client, Unexpected

Say = Callable[[str], None]
_STEPS = 10
_OPENING_SECONDS = 600.0


@dataclass
class Stage:
    """What an election needs besides HTTP: its clock, and a hand that loses envelopes by their h."""

    reach: Callable[[int], None]
    lose: Callable[[Sequence[bytes]], None]
    say: Say


@dataclass
class Report:
    """Counts, and the seconds of each phase."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    verified: str = ""
    result: dict[str, Any] = field(default_factory=dict)


class Simulation:
    """One election among these people; everything a voter or teller does goes over HTTP."""

    def __init__(self, setting: Setting, parts: Sequence[Part], crowd: Crowd, stage: Stage) -> None:
        self.setting, self.crowd, self.stage = setting, crowd, stage
        self.records = [
            Record(part, person) for part, person in zip(parts, setting.people, strict=True)
        ]
        self.client = Client(setting.address, crowd.patience)
        self.report = Report()
        answer = self._get("definition.json")
        self.definition = Definition.from_bytes(answer)
        self.tellers = holders.tellers(self.definition, setting.tellers, self.client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.client.close()

    def run(self, *, straight: bool = False) -> bytes:
        """All of it; the board file. With `straight` each casts as soon as they have their paper."""
        self.open()
        self.vote(self.records, straight=straight)
        self.vote_again()
        self.close()
        return self.finish()

    def open(self) -> None:
        """The tellers find their keys in the definition; the clock opens."""
        with self._phase("opening"):
            for teller in self.tellers:
                teller.sign_ready()
            if self.tellers:
                self.stage.reach(self.definition.opens_at + 120)
            holders.wait_for_state(self.client, self.setting.contest, "open", seconds=150)

    def vote(self, records: Sequence[Record], *, straight: bool) -> None:
        """Everybody comes, takes a paper and casts."""
        self._do("sign-in", records, [Step.SIGN_IN])
        records = self._of(records)
        if straight:
            self._do("papers and envelopes", records, [Step.PAPER, Step.CAST])
        else:
            self._do("papers", records, [Step.PAPER])
            self._do("envelopes", self._of(records), [Step.CAST])

    def vote_again(self) -> None:
        """Some vote again; those who cast what is invalid do so now."""
        self._do("votes again", self.records, [Step.AGAIN])
        with self._phase("invalid envelopes"):
            for record in self.records:
                if record.part.code is not None:
                    self._cast_faulty(record)

    def close(self) -> None:
        """The clock closes; who is missing on the list complains; the list is settled."""
        lost = [one for one in self.records if one.part.conduct == Conduct.LOST]
        hashes = [self._booth(one).h() for one in lost]
        self.stage.lose(hashes)
        with self._phase("close"):
            self.stage.reach(self.definition.closes_at)
            holders.wait_for_state(self.client, self.setting.contest, "complaints")
        with self._phase("complaints"):
            listed = set(self._json("list.json")["envelopes"])
            if listed & {b64(h) for h in hashes}:
                raise Unexpected("An envelope that was lost is on the list.")
            for one in lost:
                self._booth(one).complain()
            again = [one for one in self.records if len(one.cast) > 1]
            for one in again[:1]:
                self._booth(one).complain_wrongly()
        self.report.counts["complaints"] = len(lost)

    def finish(self, *, present: int = 0) -> bytes:
        """The list is settled and opened; the board is fetched and compared. `present` tellers come."""
        with self._phase("opening of the ballots"):
            self.stage.reach(self.definition.complaints_until)
            wanted = "opening" if self.tellers else "counted"
            state = (wanted, "counted")
            holders.wait_for_state(
                self.client, self.setting.contest, *state, seconds=_OPENING_SECONDS
            )
            if self.tellers:
                coming = self.tellers[-(present or self.setting.needed) :]
                false = holders.open_ballots(coming, self._json("list.json"))
                self.report.faults += [f"Teller {one} gave a false share." for one in _all(false)]
                holders.wait_for_state(self.client, self.setting.contest, "counted")
        with self._phase("board"):
            board = self._get("board.json")
            self._compare(board)
        return board

    def verify(self, board: Path, verifier: Path) -> None:
        """Have the independent verifier check the file, where it is there."""
        with self._phase("verifier"):
            self.report.verified, faults_found = verify(board, verifier)
        self.report.faults += faults_found

    def _compare(self, board: bytes) -> None:
        file = json.loads(board)
        csv = self._get("ballots.csv").decode()
        self.report.faults += checking.differences(file, csv, self.records, self.definition)
        self.report.result = file["result"]
        voters = [one for one in self.records if one.cast]
        codes = Counter(one["code"] for one in file["board"]["invalid"])
        self.report.counts |= {
            "members": len(self.records),
            "signed in by a mailed code": sum(one.by_code for one in self.records),
            "papers": sum(one.stored is not None for one in self.records),
            "papers not used": file["papers_unused"],
            "envelopes": len(voters),
            "replaced": sum(len(one.cast) - 1 for one in voters),
            "sent twice": sum(one.repeated for one in self.records),
            "refused by the box": sum(one.refused for one in self.records),
            "asked again": sum(one.again for one in self.records),
            "ballots": len(file["board"]["ballots"]),
            "invalid": len(file["board"]["invalid"]),
            **{f"invalid, {code}": number for code, number in sorted(codes.items())},
        }

    def _cast_faulty(self, record: Record) -> None:
        code, part = record.part.code, record.part
        assert code is not None and record.stored is not None  # noqa: PT018  by the plan
        one = self._booth(record)
        confederate = None
        if part.confederate >= 0:
            stored = self.records[part.confederate].stored
            confederate = Voter.from_json(stored, self.definition)
        one.cast_sealed(faults.seal(code, one.voter, part.ballots[0], confederate))

    def _booth(self, record: Record) -> Booth:
        return booth(self.setting, record, self.crowd.patience)

    def _do(self, name: str, records: Sequence[Record], steps: Sequence[Step]) -> None:
        every = max(1, len(records) // _STEPS)
        told = 0

        def tell(done: int) -> None:
            nonlocal told
            if done >= told + every:
                told = done
                self.stage.say(f"  {name}: {done}")

        with self._phase(name):
            for one in self.crowd.do(records, steps, tell):
                self.records[one.part.number] = one

    def _of(self, records: Sequence[Record]) -> list[Record]:
        """The same voters as they are now."""
        return [self.records[one.part.number] for one in records]

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        seconds = self.report.seconds.get(name, 0.0) + time.monotonic() - began
        self.report.seconds[name] = seconds
        self.stage.say(f"{name}: {seconds:.1f} s")

    def _get(self, name: str) -> bytes:
        path = f"/box/{self.setting.contest}/{name}"
        return self.client.get(path).expected(200, name).body

    def _json(self, name: str) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self._get(name))
        return read


def _all(false: Sequence[frozenset[int]]) -> list[int]:
    return sorted(frozenset[int]().union(*false))
