"""The scene of a simulated election beside a running product, as JSON: `python -m tests.stack.scene`.

Arguments: voters, candidates, seats, tellers, needed, seed, how many sign in by a code.
"""

import os
import sys
from datetime import timedelta

import django


def main(*numbers: int) -> None:
    from core import clock
    from elections.simulation.plan import Scale
    from elections.simulation.world import set_up

    *scale, by_code = numbers
    made = set_up(Scale(*scale), by_code=by_code, voting=timedelta(hours=2), at=clock.now())
    print(made.to_json())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(*map(int, sys.argv[1:]))
