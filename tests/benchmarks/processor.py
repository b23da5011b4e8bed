"""How long the product's processes have had the processor, by what they are."""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

PARTS = {
    "web": b"config.wsgi",
    "live": b"config.live",
    "worker": b"celery",
    "database": b"postgres",
    "broker": b"valkey",
}


def used(pids: Iterable[int]) -> dict[str, float]:
    """Seconds, by part; those that have ended meanwhile are left out."""
    found: dict[str, float] = defaultdict(float)
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            part = next((name for name, word in PARTS.items() if word in words), None)
            if part is not None:
                found[part] += seconds(pid)
        except OSError:
            continue
    return dict(found)


def seconds(pid: int) -> float:
    """Of one process."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
