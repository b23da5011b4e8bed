"""The last line of `make test`: what was skipped, and why."""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree


def last_line(results: Path, left_out: Path) -> str:
    """One sentence from pytest's results and the kinds of test that were left out before."""
    whole = left_out.read_text().split("\n") if left_out.exists() else []
    reasons = [kind for kind in whole if kind]
    if results.exists():
        skips = ElementTree.parse(results).iter("skipped")  # noqa: S314 written by pytest just now
        counted = Counter(skip.get("message", "") for skip in skips)
        reasons += [f"{number} × {reason}" for reason, number in sorted(counted.items())]
    return f"Skipped: {'; '.join(reasons)}." if reasons else "Skipped: nothing."


if __name__ == "__main__":
    sys.stdout.write(last_line(Path(sys.argv[1]), Path(sys.argv[2])) + "\n")
