"""Papers, envelopes, closing, opening and publishing, in a product of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.embedded import places
from tests.benchmarks.figures import ROOT, Figure, figure
from tests.benchmarks.scale import Scale
from tests.benchmarks.serving import served
from tests.benchmarks.verifying import verified
from tests.stack.simulated import address_of, running_product

CLIENTS = 32
HELIOS = "Helios, 2026: 10,000 in 17.8 s and 1,270 MB, verifying nothing"
REFERENCE_TABLE = "CREATE TABLE reference (key bytea PRIMARY KEY, envelope bytea NOT NULL)"


def measure(scale: Scale) -> Iterator[Figure]:
    """In this order: each needs what the one before has made."""
    with (
        running_product() as product,
        tempfile.TemporaryDirectory(prefix="rank-and-file-bench-") as made,
    ):
        folder = Path(made)
        outers, board = folder / "outers.bin", folder / "board.json"
        words = [str(scale.voters), str(scale.papers), str(outers)]
        scene = json.loads(product.manage("-m", "tests.benchmarks.scene", *words))
        yield figure("ballot papers issued, with the roll and durable", scene["papers"], "/s")
        yield figure(
            "two blind signatures, which are a ballot paper",
            scene["signed"],
            "/s",
            reference="gmpy2 alone, /s",
            reference_value=scene["bare"],
            target="≥ 0.8 of the bare arithmetic",
            least=0.8,
            of_ratio=True,
        )
        upserts = _pgbench(address_of(product, "DATABASE_URL"), scene["length"], scale)
        length = scene["length"]
        with served("tests.benchmarks.empty:application", dict(os.environ)) as url:
            empty = _load(url, outers, length)
        with served("config.wsgi:application", product.env) as url:
            cast = _load(f"{url}box/{scene['contest']}/envelopes", outers, length)
        assert cast["number"] == scale.voters
        yield figure(
            "sealed envelopes cast over HTTP, checked and durable",
            cast["a_second"],
            "/s",
            reference="pgbench upserting the same bytes, /s",
            reference_value=upserts,
            target="≥ 1,000/s, load generator included",
            least=1_000,
        )
        yield figure(
            "the same beside an empty view",
            cast["a_second"],
            "/s",
            reference="an empty Django view on the same server, /s",
            reference_value=empty["a_second"],
        )
        yield figure(
            f"the same, p99 at {CLIENTS} clients", cast["p99"], "ms", target="≤ 200 ms", most=200
        )
        told = json.loads(
            product.manage("-m", "tests.benchmarks.election", scene["contest"], str(board))
        )
        assert told["ballots"] == scale.voters
        checked = verified(board)
        total = sum(told["seconds"].values()) + checked.seconds
        yield figure(
            f"close, open, count, publish and verify {scale.voters:,}",
            total,
            "s",
            reference=HELIOS,
            target="≤ 15 s with everything verified",
            most=15,
        )
        for name, seconds in told["seconds"].items():
            yield figure(f"of it {name}", seconds, "s")
        yield figure("of it verifying with verify.py", checked.seconds, "s")
        peak = max(told["peak"], checked.peak)
        yield figure("memory at the peak of that", peak, "MB", target="≤ 200 MB", most=200)


def _load(url: str, file: Path, length: int) -> dict[str, Any]:
    words = ["-m", "tests.benchmarks.load", url, str(file), str(length), str(CLIENTS)]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _pgbench(address: str, length: int, scale: Scale) -> float:
    """Upserts of as many bytes by as many clients into the same database, by PostgreSQL's own tool."""
    tools = places.postgres_tree(None) / "bin"
    subprocess.run([tools / "psql", "-qc", REFERENCE_TABLE, address], check=True)
    envelope = os.urandom(length).hex()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(
            "\\set number random(1, 10000000)\n"
            "INSERT INTO reference VALUES (sha256(int8send(:number)), "
            f"'\\x{envelope}'::bytea) ON CONFLICT (key) DO UPDATE SET envelope = excluded.envelope;\n"
        )
        script.flush()
        options = ["-n", "-c", str(CLIENTS), "-j", "2", "-T", "5" if scale.voters > 1_000 else "1"]
        done = subprocess.run(
            [tools / "pgbench", *options, "-f", script.name, address],
            capture_output=True,
            text=True,
            check=True,
        )
    subprocess.run([tools / "psql", "-qc", "DROP TABLE reference", address], check=True)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split("=")[1].split()[0])
