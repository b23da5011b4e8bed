"""`manage.py simulate_election`: generated members vote in the running product, over HTTP."""

import secrets
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from ballots import box
from core import clock
from elections.places import MOST_SEATS, MOST_STANDING
from elections.simulation import plan
from elections.simulation.crowd import crowd
from elections.simulation.plan import Scale
from elections.simulation.run import Report, Simulation, Stage
from elections.simulation.web import Client, Unexpected, Unreachable
from elections.simulation.world import set_up

LONG = timedelta(hours=2)
SIGN_IN = 30
VERIFIER = Path("verifier/verify.py")


class Command(BaseCommand):
    """Simulate, compare, and end with 1 where anything is not as it was cast."""

    help = "Let generated members elect delegates in the running product, and check the board."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--voters", type=int, required=True, metavar="N")
        add("--candidates", type=int, required=True, metavar="C")
        add("--seats", type=int, required=True, metavar="S")
        add(
            "--tellers",
            type=_tellers,
            default=(0, 1),
            metavar="K/N",
            help="K of N open; else the host",
        )
        add("--concurrent", type=int, default=8, metavar="W", help="how many voters act at once")
        add("--seed", default="", metavar="HEX", help="makes the same choices again")
        add("--straight", action="store_true", help="each casts right after taking their paper")
        add("--sign-in", type=int, default=SIGN_IN, help="so many sign in by a mailed code")
        add(
            "--wait",
            type=int,
            default=0,
            metavar="MINUTES",
            help="how long voting lasts where the clock cannot be moved",
        )
        add("--out", type=Path, required=True, metavar="BOARD.json")

    def handle(self, *_args: object, **options: Any) -> None:
        scale = _scale(options)
        voting = self._voting(options["wait"])
        _answers()
        self.stdout.write(f"The product runs at {settings.PUBLIC_URL}. Seed: {scale.seed:x}")
        began = time.monotonic()
        setting = set_up(scale, by_code=options["sign_in"], voting=voting, at=clock.now())
        self.stdout.write(f"set-up: {time.monotonic() - began:.1f} s")
        made = sum(bool(one.session) for one in setting.people)
        if made:
            self.stdout.write(
                f"{made} of {scale.voters} members have a session made for them; the others sign "
                "in by a mailed code."
            )
        connections.close_all()  # nothing of ours is open while the voters vote
        with crowd(setting, max(1, options["concurrent"])) as voters:
            stage = Stage(reach=_reach, lose=_lose(setting.contest), say=self.stdout.write)
            try:
                with Simulation(setting, plan.draw(scale), voters, stage) as simulation:
                    board = simulation.run(straight=options["straight"])
            except (Unexpected, Unreachable) as fault:
                raise CommandError(str(fault)) from fault
        options["out"].write_bytes(board)
        simulation.verify(options["out"], Path(settings.BASE_DIR) / VERIFIER)
        self._tell(simulation.report)

    def _voting(self, minutes: int) -> timedelta:
        if settings.DEMO:
            return LONG
        if not minutes:
            raise CommandError(
                "This product is no demonstration: its clock cannot be moved. Say with --wait for "
                "how many minutes voting is to be open; committee and members stay behind."
            )
        return timedelta(minutes=minutes)

    def _tell(self, report: Report) -> None:
        for what, number in report.counts.items():
            self.stdout.write(f"{what}: {number}")
        for what, name in (("papers", "papers"), ("envelopes", "envelopes")):
            if seconds := report.seconds.get(name):
                self.stdout.write(f"{what} a second: {report.counts[what] / seconds:.1f}")
        elected = ", ".join(map(str, report.result["elected"])) or "nobody"
        self.stdout.write(f"elected: {elected}; valid: {report.result['valid']}")
        self.stdout.write(report.verified)
        if report.faults:
            raise CommandError("\n".join(report.faults))
        self.stdout.write("Every ballot stands on the board as it was cast.")


def _tellers(text: str) -> tuple[int, int]:
    """(tellers, needed) from K/N."""
    needed, _slash, number = text.partition("/")
    if not (needed.isdecimal() and number.isdecimal()):
        raise ArgumentTypeError("K/N, such as 2/3")
    k, n = int(needed), int(number)
    if not 2 <= n <= 9 or not n / 2 < k <= n:
        raise ArgumentTypeError("K of N open, with N from 2 to 9 and K more than half of them")
    return n, k


def _scale(options: dict[str, Any]) -> Scale:
    voters, candidates, seats = (options[name] for name in ("voters", "candidates", "seats"))
    if voters < plan.LEAST_VOTERS:
        raise CommandError(f"There are to be at least {plan.LEAST_VOTERS} voters.")
    if not 1 <= candidates <= min(MOST_STANDING, voters - 1):
        raise CommandError("Candidates are voters; there are at least one and at most sixty.")
    if not 1 <= seats <= MOST_SEATS:
        raise CommandError(f"There are from 1 to {MOST_SEATS} seats.")
    try:
        seed = int(options["seed"] or secrets.token_hex(8), 16)
    except ValueError:
        raise CommandError("The seed is not hexadecimal.") from None
    tellers, needed = options["tellers"]
    return Scale(voters, candidates, seats, tellers, needed, seed)


def _answers() -> None:
    client = Client(settings.PUBLIC_URL, patience=3)
    try:
        client.get("/healthz").expected(200, "/healthz")
    except (Unexpected, Unreachable) as fault:
        raise CommandError(
            f"Nothing answers at {settings.PUBLIC_URL}. Start the product with “manage.py up” "
            f"first. ({fault})"
        ) from fault
    finally:
        client.close()


def _reach(moment: int) -> None:
    """Move the demonstration's clock to a moment, or wait for it."""
    at = datetime.fromtimestamp(moment, UTC) + timedelta(seconds=1)
    if settings.DEMO:
        clock.move_to(at)
    else:
        time.sleep(max(0.0, (at - clock.now()).total_seconds()))


def _lose(contest: str) -> Any:
    """Take envelopes out of the open box, as only a dishonest server or a broken disk can."""

    def lose(hashes: Sequence[bytes]) -> None:
        with connections[box.database()].cursor() as cursor:
            cursor.execute(
                f'DELETE FROM {box.SCHEMA}."{box.BOX}_{contest}" WHERE hash = ANY(%s)',  # noqa: S608
                [list(hashes)],
            )
        connections.close_all()

    return lose
