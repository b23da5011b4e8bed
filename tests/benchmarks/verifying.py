"""The independent verifier, beside the bare signature checks that it cannot do without."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.figures import ROOT, Figure, figure
from tests.benchmarks.scale import Scale

VERIFIER = ROOT / "verifier" / "verify.py"


@dataclass(frozen=True)
class Verified:
    """How long `verify.py` took, and MB at its peak."""

    seconds: float
    peak: float


def verified(board: Path) -> Verified:
    """Run `verify.py BOARD`, as anybody would; it must say that everything holds."""
    began = time.perf_counter()
    command = [sys.executable, VERIFIER, board]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said[:500]
    return Verified(time.perf_counter() - began, used.ru_maxrss / 1024)


def measure(scale: Scale) -> Iterator[Figure]:
    """One board of a ranked vote among twelve for six places."""
    with tempfile.TemporaryDirectory(prefix="rank-and-file-bench-") as made:
        board = Path(made) / "board.json"
        _make(board, scale.board)
        bare = _bare(board)
        checked = verified(board)
    yield figure(
        f"verify a board of {scale.board:,} with verify.py",
        checked.seconds,
        "s",
        reference="its signature checks by cryptography alone, s",
        reference_value=bare,
        target="≤ 1.5 × bare signature checks",
        most=1.5,
        of_ratio=True,
    )
    yield figure("memory of that", checked.peak, "MB")


def _make(file: Path, ballots: int) -> None:
    """Ballots as they stand on a board; their envelopes are hashes of nothing."""
    from tests.verifier.boards import Election, b64, canonical, digest, mark

    chosen = random.Random(1)
    election = Election(
        candidates=tuple(f"Candidate {number}" for number in range(1, 13)),
        seats=6,
        issued=ballots + ballots // 20,
        abstaining=ballots // 3,
    )
    for _ballot in range(ballots):
        voter = election.voter()
        choices = chosen.sample(range(1, 13), chosen.randint(1, 10))
        counter = chosen.randrange(2**48)
        body = election.body(choices, counter, election.fingerprint)
        ballot = {
            "choices": choices,
            "counter": counter,
            "credential": b64(voter.credential),
            "key": b64(voter.key),
            "prefix": b64(voter.prefix),
            "signature": b64(voter.signer.sign(mark("ballot") + body)),
        }
        election.ballots.append((digest(voter.key), ballot))
        election.listed.append(os.urandom(32))
    file.write_bytes(canonical(election.file()))


def _bare(file: Path) -> float:
    """Seconds for one RSA and one Ed25519 check a ballot, everything else made ready before."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS

    from tests.verifier.boards import mark
    from verifier import verify

    board = json.loads(file.read_bytes())["board"]
    definition = verify.Definition(board["definition"])
    fingerprint = verify.in_base64(definition.fingerprint)
    paper, pss, sha = mark("ballot-key"), PSS(MGF1(hashes.SHA384()), 48), hashes.SHA384()
    ready = []
    for one in board["ballots"]:
        key, prefix = verify.unbase64(one["key"]), verify.unbase64(one["prefix"])
        body = verify.body(one["choices"], one["counter"], fingerprint)
        ready.append(
            (
                verify.unbase64(one["credential"]),
                prefix + paper + definition.fingerprint + key,
                key,
                verify.unbase64(one["signature"]),
                mark("ballot") + body,
            )
        )
    began = time.perf_counter()
    for credential, message, key, signature, signed in ready:
        definition.issuer.verify(credential, message, pss, sha)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    return time.perf_counter() - began
