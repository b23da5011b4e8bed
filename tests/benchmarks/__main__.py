"""`make bench`: measure everything, print a table, write `var/bench.json` and `docs/benchmarks.md`.

`python -m tests.benchmarks --small` tries everything in a few seconds and leaves the documentation alone.
"""

import argparse
from collections.abc import Iterator

from tests.benchmarks import booth, counting, mailing, meeting, streaming, verifying, voting
from tests.benchmarks.figures import Figure, table, write
from tests.benchmarks.scale import FULL, SMALL, Scale


def figures(scale: Scale) -> Iterator[Figure]:
    """Every figure, each told as soon as it is known."""
    yield from voting.measure(scale)
    yield from verifying.measure(scale)
    yield from counting.measure(scale)
    yield from mailing.measure(scale)
    yield from streaming.measure(scale)
    yield from meeting.measure(scale)
    yield from booth.measure()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--small", action="store_true")
    is_small = parser.parse_args().small
    found = []
    for one in figures(SMALL if is_small else FULL):
        print(f"{one.name}: {one.value:.2f} {one.unit}", flush=True)
        found.append(one)
    write(found, to_docs=not is_small)
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
