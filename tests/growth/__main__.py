"""`make growth`: the demonstration, ten and a hundred times it; what a page and the clock cost then.

Prints a table and writes `docs/growth.md`. Ends with 1 where a page asks more questions of the
database because there is more in it, or where a statement reads a large table from end to end.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.embedded import throwaway
from tests.growth.report import faults, page

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1, 10, 100)
SMALL = (1, 3)


def looked_at(sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """What `tests.growth.look` finds at each size."""
    found = []
    with throwaway.servers() as (database, broker), tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "DATABASE_URL": database,
            "REDIS_URL": broker,
            "VAR_DIR": folder,
            "PUBLIC_URL": "http://127.0.0.1:8000",
            "INSECURE_TEST_KEYS": "true",
            "STATIC_COLLECTED": "false",
            "DEMO": "true",
        }

        def run(*command: str) -> str:
            done = subprocess.run(
                [sys.executable, "-W", "ignore", *command],
                cwd=ROOT,
                env=env,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            return done.stdout

        run("manage.py", "migrate", "--verbosity", "0")
        run("manage.py", "populate_demo")
        stands = 1
        for size in sizes:
            if size > stands:
                run("manage.py", "populate", "--times", str(size // stands - 1))
                stands = size // stands * stands
            found.append(json.loads(run("-m", "tests.growth.look").splitlines()[-1]))
            print(f"{found[-1]['committees']:,} committees: looked at", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="make growth", description=__doc__)
    parser.add_argument("--small", action="store_true", help="try it, and write nothing")
    is_small = parser.parse_args().small
    found = looked_at(SMALL if is_small else SIZES)
    text = page(found, datetime.now(UTC))
    if not is_small:
        (ROOT / "docs" / "growth.md").write_text(text)
    print(text)
    wrong = faults(found)
    print("\n".join(wrong) or "Nothing grows that should not.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
