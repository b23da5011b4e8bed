"""The independent verifier, as anybody would run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ABSENT = "There is no verifier here; the board was compared with what was cast, and not verified."
_SECONDS = 600


def verify(board: Path, verifier: Path) -> tuple[str, list[str]]:
    """What it said at the end, and what it found against the file."""
    if not verifier.is_file():
        return ABSENT, []
    ran = subprocess.run(
        [sys.executable, str(verifier), str(board)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    said = (ran.stdout + ran.stderr).strip()
    return said, [] if ran.returncode == 0 else [f"The verifier: {said or ran.returncode}"]
