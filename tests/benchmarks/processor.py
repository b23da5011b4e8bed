"""How long the product's processes have had the processor, by what they are."""

import os
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PARTS = {
    "web": b"config.wsgi",
    "live": b"config.live",
    "worker": b"celery",
    "database": b"postgres",
    "broker": b"valkey",
}


def used(pids: Iterable[int]) -> dict[str, float]:
    """Seconds of these and all that they have started, by part; without those that have ended."""
    found: dict[str, float] = defaultdict(float)
    for pid in _with_children(set(pids)):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            part = next((name for name, word in PARTS.items() if word in words), None)
            if part is not None:
                found[part] += seconds(pid)
        except OSError:
            continue
    return dict(found)


def _with_children(pids: set[int]) -> set[int]:
    """A server that writes what it does over its own name is known by who started it."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = entry.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            children[int(parent)].append(int(entry.name))
    waiting = list(pids)
    while waiting:
        new = [one for one in children[waiting.pop()] if one not in pids]
        pids.update(new)
        waiting += new
    return pids


def seconds(pid: int) -> float:
    """Of one process."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
