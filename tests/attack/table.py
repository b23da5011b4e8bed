"""What the scanner found, which of it is known to be no fault, and the table of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ALLOWED = Path(__file__).with_name("allowed.txt")
KINDS = ("vulnerabilities", "anomalies")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the scanner holds for a fault."""

    module: str
    name: str
    method: str
    path: str
    info: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """A line of `allowed.txt`: `module · name · path · why it is no fault`; `*` stands for any letters."""

    module: str
    name: str
    path: str
    because: str

    def covers(self, found: Finding) -> bool:
        """Whether this finding is the one that the line speaks of."""
        return (
            found.module == self.module
            and fnmatchcase(found.name, self.name)
            and fnmatchcase(found.path, self.path)
        )


@dataclass(frozen=True, slots=True)
class Ran:
    """One module, as one role: how many requests, what it found, and whether its time was up."""

    role: str
    module: str
    requests: int
    found: tuple[Finding, ...]
    was_cut: bool = False


def findings(module: str, report: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Of a report in wapiti's JSON; what merely describes the server (`additionals`) is left out."""
    rows = [
        (name, row) for kind in KINDS for name, each in report.get(kind, {}).items() for row in each
    ]
    return tuple(
        Finding(module, name, row["method"], row["path"], " ".join(row["info"].split()))
        for name, row in rows
    )


def allowed(text: str) -> list[Allowed]:
    """The lines of an allow-list; `ValueError` for one without its reason."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(" · ")]
        if len(parts) != 4 or not all(parts):
            raise ValueError(f"line {number}: module · name · path · why it is no fault")
        found.append(Allowed(*parts))
    return found


def faults(ran: Iterable[Ran], known: Iterable[Allowed]) -> list[Finding]:
    """What was found and stands on no line."""
    known = list(known)
    return [
        one for each in ran for one in each.found if not any(line.covers(one) for line in known)
    ]


def idle(ran: Iterable[Ran], known: Iterable[Allowed]) -> list[Allowed]:
    """Lines that nothing found needs any more."""
    found = [one for each in ran for one in each.found]
    return [line for line in known if not any(line.covers(one) for one in found)]


def table(ran: Iterable[Ran], known: Iterable[Allowed]) -> str:
    """Module · requests · findings · of them known, summed over the roles."""
    known, ran = list(known), list(ran)
    lines = [f"{'module':<14} {'requests':>8} {'findings':>8} {'known':>6}"]
    for module in dict.fromkeys(one.module for one in ran):
        of = [one for one in ran if one.module == module]
        found = [one for each in of for one in each.found]
        listed = sum(any(line.covers(one) for line in known) for one in found)
        requests = sum(one.requests for one in of)
        cut = ", ".join(one.role for one in of if one.was_cut)
        note = f"  (time was up: {cut})" if cut else ""
        lines.append(f"{module:<14} {requests:>8} {len(found):>8} {listed:>6}{note}")
    total = sum(one.requests for one in ran)
    every = sum(len(one.found) for one in ran)
    lines.append(f"{'all':<14} {total:>8} {every:>8} {every - len(faults(ran, known)):>6}")
    return "\n".join(lines)
