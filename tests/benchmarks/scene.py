"""An open vote with everybody's outer sealed, beside a running product.

`python -m tests.benchmarks.scene VOTERS TIMED FILE` writes the outers to FILE, one after the other, and
prints JSON: the contest, the length of an outer, how many papers a second `take_paper` issues, and how
many of the same signatures gmpy2 makes bare.
"""

import json
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path

import django

CANDIDATES = 12
SEATS = 6


def main(voters: int, timed: int, file: Path) -> None:
    from ballots import box, keyring
    from core import clock

    at = clock.now()
    contest = _opened([f"v{number:011}" for number in range(voters)], at - timedelta(hours=1))
    definition = bytes(contest.definition or b"")
    keys = keyring.issuer(contest.public_id)
    stored = (keys.envelope.to_bytes(), keys.ballot.to_bytes())
    with file.open("wb") as out, ProcessPoolExecutor(2) as pool:
        work = [(definition, stored, number) for number in range(voters)]
        for number, (signed, outer) in enumerate(pool.map(_sealed, work, chunksize=25)):
            box.keep_paper(contest.public_id, f"v{number:011}", box.Signed(*signed))
            out.write(outer)
    print(
        json.dumps(
            {
                "contest": contest.public_id,
                "length": len(outer),
                "papers": _papers_a_second(timed, at - timedelta(hours=1)),
                "signed": _signed_a_second(timed, keys),
                "bare": _bare_a_second(timed, stored),
            }
        )
    )


def _opened(voters: list[str], at: object) -> object:
    from ballots.operations.contests import Answer, draft_contest, open_contest, prepare_contest

    answers = [Answer(f"Candidate {number}") for number in range(1, CANDIDATES)]
    contest = draft_contest(
        "A benchmark", rule="scottish-stv-ron", seats=SEATS, voters=voters, opens_at=at,
        closes_at=at + timedelta(days=2), at=at,
    )  # fmt: skip
    ron = Answer("Re-open nominations", is_ron=True)
    contest = prepare_contest(contest, options=[*answers, ron], at=at)
    return open_contest(contest, at=at)


def _sealed(given: tuple[bytes, tuple[bytes, bytes], int]) -> tuple[tuple[bytes, ...], bytes]:
    """A voter's paper as the box keeps it, and the outer of their ballot."""
    from ballots.protocol.definition import Definition
    from ballots.protocol.issuer import IssuerKey
    from ballots.protocol.voter import Voter

    canonical, stored, number = given
    definition = Definition.from_bytes(canonical)
    envelopes, ballots = (IssuerKey.from_bytes(one) for one in stored)
    voter = Voter.draw(definition)
    blinded = voter.blind()
    signatures = (envelopes.sign_blinded(blinded.envelope), ballots.sign_blinded(blinded.ballot))
    voter.unblind(blinded, signatures)
    chosen = random.Random(number)
    choices = chosen.sample(range(1, CANDIDATES + 1), chosen.randint(1, 10))
    return (blinded.envelope, blinded.ballot, *signatures), voter.outer(choices, 1)


def _papers_a_second(timed: int, at: object) -> float:
    from ballots.operations.papers import take_paper
    from ballots.protocol.definition import Definition
    from ballots.protocol.voter import Voter

    contest = _opened([f"t{number:011}" for number in range(timed)], at)
    definition = Definition.from_bytes(bytes(contest.definition or b""))
    blinded = [Voter.draw(definition).blind() for _voter in range(timed)]
    began = time.perf_counter()
    for number, one in enumerate(blinded):
        asked = {"envelope": one.envelope, "ballot": one.ballot}
        take_paper(contest, f"t{number:011}", **asked, at=at)
    return timed / (time.perf_counter() - began)


def _signed_a_second(timed: int, keys: object) -> float:
    """The issuer's two signatures, with base blinding and the check of what comes out."""
    message = b"\0" + os.urandom(383)
    began = time.perf_counter()
    for _paper in range(timed):
        keys.envelope.sign_blinded(message)
        keys.ballot.sign_blinded(message)
    return timed / (time.perf_counter() - began)


def _bare_a_second(timed: int, stored: tuple[bytes, bytes]) -> float:
    """Two signatures by the Chinese remainder theorem each, and nothing else."""
    from gmpy2 import invert, mpz, powmod_sec

    halves = []
    for one in stored:
        half = len(one) // 2
        for at in (0, half):
            prime = mpz(int.from_bytes(one[at : at + half], "big"))
            halves.append((prime, invert(mpz(65537), prime - 1)))
    message = mpz(int.from_bytes(os.urandom(380), "big"))
    began = time.perf_counter()
    for _paper in range(timed):
        for prime, exponent in halves:
            powmod_sec(message % prime, exponent, prime)
    return timed / (time.perf_counter() - began)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
