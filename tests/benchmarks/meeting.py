"""A vote in a large hall: every member's phone follows it, each casts within a minute, the chair declares."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks import processor
from tests.benchmarks.figures import ROOT, Figure, figure
from tests.benchmarks.scale import Scale
from tests.benchmarks.serving import served
from tests.benchmarks.streaming import followed
from tests.browser.running import Running
from tests.stack.simulated import running_product


def measure(scale: Scale) -> Iterator[Figure]:
    """Web, live, worker, database and broker as they are deployed, with the phones beside them."""
    with (
        running_product() as product,
        tempfile.TemporaryDirectory(prefix="rank-and-file-bench-") as made,
    ):
        scene = Path(made) / "scene.json"
        words = ["-m", "tests.benchmarks.meeting_scene", str(scale.attending)]
        scene.write_text(product.manage(*words).splitlines()[-1])
        env = product.env | {"PYTHONPATH": str(ROOT)}
        with served("config.wsgi:application", env) as pages, followed(env) as (live, _pid):
            told = _phones(pages, live, scale.vote_seconds, scene, product)
    yield from _figures(told, scale)


def _figures(told: Mapping[str, Any], scale: Scale) -> Iterator[Figure]:
    assert told["members"] == scale.attending
    of = f"{scale.attending:,} members vote in {scale.vote_seconds:.0f} s"
    yield figure(f"{of}: cast, every one counted", told["number"], "votes")
    yield figure(f"{of}: the vote, p50", told["cast"]["median"], "ms")
    yield figure(
        f"{of}: the vote, p99",
        told["cast"]["p99"],
        "ms",
        target="none refused, ≤ 1,000 ms",
        most=1_000,
    )
    yield figure("of it the page that follows, p99", told["page"]["p99"], "ms")
    yield figure("of it what is fetched when the vote is put, p99", told["put"]["p99"], "ms")
    yield figure(
        "of it the result on every screen, p99",
        told["shown"]["p99"],
        "ms",
        target="≤ 1,000 ms",
        most=1_000,
    )
    yield figure("of it what is fetched then, p99", told["declared"]["p99"], "ms")
    answers = told["parts"]
    from_live = answers.get("200", 0) / max(1, sum(answers.values()))
    yield figure("of it what is fetched that the live process had", 100 * from_live, "%")
    for name, seconds in told["processor"].items():
        yield figure(f"of it the processor a vote, {name}", 1000 * seconds / told["number"], "ms")


def _phones(pages: str, live: str, seconds: float, scene: Path, product: Running) -> dict[str, Any]:
    """What the phones tell, and the processor's time that the product took for the casting."""
    words = ["-m", "tests.benchmarks.meeting_phones", pages, live, str(seconds), str(scene)]
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as phones:
        assert phones.stdout is not None
        assert phones.stderr is not None
        used = []
        for word in ("open", "cast"):
            assert phones.stdout.readline().strip() == word, phones.stderr.read()
            used.append(processor.used(product.processes()))
        said, fault = phones.communicate()
    assert phones.returncode == 0, fault
    told: dict[str, Any] = json.loads(said)
    before, after = used
    told["processor"] = {name: after[name] - before.get(name, 0.0) for name in after}
    return told
