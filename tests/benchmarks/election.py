"""Close, list, open, publish: `python -m tests.benchmarks.election CONTEST FILE`, beside a running product.

Prints JSON: the seconds of each step, and the peak of this process's memory in MB.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django


def main(public_id: str, file: Path) -> None:
    from ballots import files
    from ballots.models import Contest
    from ballots.operations.closing import close_contest, settle_list
    from ballots.operations.opening import open_ballots

    contest = Contest.objects.get(public_id=public_id)
    seconds = {}

    def timed(name: str, step: object, *values: object, **options: object) -> object:
        began = time.perf_counter()
        made = step(*values, **options)
        seconds[name] = time.perf_counter() - began
        return made

    contest = timed("closing", close_contest, contest, at=contest.closes_at)
    contest = timed("the list", settle_list, contest, at=contest.complaints_until)
    contest = timed("opening and counting", open_ballots, contest, at=contest.complaints_until)

    def publish() -> None:
        with file.open("wb") as out:
            out.writelines(files.board_file(contest))

    timed("publishing", publish)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "ballots": contest.envelopes}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(sys.argv[1], Path(sys.argv[2]))
