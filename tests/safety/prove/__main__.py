"""`python -m tests.safety.prove [WORD…]`: all removals, or those in which a word stands."""

import sys
import time
from contextlib import ExitStack
from pathlib import Path

from config.embedded import throwaway
from tests.safety.prove.proving import Prover, Shown
from tests.safety.prove.removals import EVERY, NARROWING

ROOT = Path(__file__).resolve().parents[3]


def main(words: list[str]) -> int:
    """Print a line for each; 1 where a test did not notice, or nothing could be taken out."""
    chosen = [one for one in EVERY if not words or any(word in repr(one) for word in words)]
    begun = time.monotonic()
    with ExitStack() as servers:

        def opened() -> dict[str, str]:
            database, redis = servers.enter_context(throwaway.servers())
            return {"DATABASE_URL": database, "REDIS_URL": redis}

        print("| protection | taken out by | test | noticed |\n|---|---|---|---|", flush=True)
        shown = Prover(ROOT, opened, NARROWING, said=_print).prove(chosen)
    faults = [one for one in shown if one.fault]
    seconds = round(time.monotonic() - begun)
    print(f"\n{len(shown)} protections taken out, {len(shown) - len(faults)} noticed, {seconds} s.")
    for one in faults:
        print(f"NOT SHOWN: {one.removal.protection}: {one.fault}")
    return 1 if faults or not shown else 0


def _print(shown: Shown) -> None:
    tests = ", ".join(f"`{test}`" for test in shown.removal.tests)
    word = "NO: " + shown.fault if shown.fault else "yes: " + shown.noticed
    cells = (shown.removal.protection, shown.removal.how, tests, word[:160])
    print("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
