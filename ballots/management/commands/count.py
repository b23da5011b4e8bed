"""`manage.py count FILE.blt`: count any BLT file. Needs neither database nor Redis."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ballots.counting import Contest, ContestError, Count, Rule, blt, count
from ballots.counting.picture import draw
from ballots.counting.tables import as_csv, as_text, public_json

ZERO_SEED = bytes(32)
MALFORMED = 2


class Command(BaseCommand):
    """Count a file and print every stage."""

    help = "Count a BLT file and show every stage."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.blt", help="the contest; - reads it from stdin")
        parser.add_argument(
            "--rule",
            default=Rule.SCOTTISH_STV,
            choices=[str(rule) for rule in Rule],
            help="the counting rule; with scottish-stv-ron the last candidate is re-open nominations",
        )
        parser.add_argument(
            "--seed", metavar="HEX", help="the seed of the lot; without it 32 zero bytes are used"
        )
        parser.add_argument("--format", default="text", choices=["text", "json", "svg", "csv"])

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            contest = read_contest(options["file"], options["rule"], options["seed"])
            result = count(contest)
        except ContestError as fault:
            raise CommandError(f"{options['file']}: {fault}", returncode=MALFORMED) from fault
        self.stdout.write(rendered(result, options["format"]), ending="")
        if result.lots and not options["seed"]:
            self.stderr.write(
                "The lot was needed and no --seed was given: 32 zero bytes were used."
            )


def read_contest(file: str, rule: str, seed: str | None) -> Contest:
    """Read a file for a rule and a seed in hexadecimal; raises `ContestError`."""
    try:
        source = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "it is not the name of a file"
        raise ContestError(f"the file cannot be read ({reason}).") from fault
    try:
        seed_bytes = ZERO_SEED if seed is None else bytes.fromhex(seed)
    except ValueError as fault:
        raise ContestError("the seed is not hexadecimal.") from fault
    contest = blt.parse(source)
    ron = len(contest.candidates) if rule == Rule.SCOTTISH_STV_RON else None
    return replace(contest, rule=rule, ron=ron, seed=seed_bytes)


def rendered(result: Count, format_: str) -> str:
    """The count as text, JSON, SVG or CSV."""
    if format_ == "json":
        return json.dumps(public_json(result), ensure_ascii=False, indent=2) + "\n"
    if format_ == "svg":
        return draw(result) + "\n"
    return as_csv(result) if format_ == "csv" else as_text(result)
