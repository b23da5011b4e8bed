"""What a voter's device computes for one vote: in Node, and in a Chromium slowed six times."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, figure
from tests.browser import chromium
from tests.node import FRONTEND, node

SLOWED = 6
PAGE = "http://127.0.0.1:9/"


def measure() -> Iterator[Figure]:
    """Nothing without Node; only Node without a Chromium."""
    if node() is None:
        return
    with tempfile.TemporaryDirectory(prefix="rank-and-file-bench-") as made:
        file = Path(made) / "took.json"
        words = [str(node()), "bench.mjs", "--json", str(file)]
        subprocess.run(words, cwd=FRONTEND, check=True, capture_output=True)
        took = json.loads(file.read_text())
        yield figure(
            "a voter's computing for one ballot, in Node",
            took["all"],
            "ms",
            reference="Helios' booth in Node, 2026, ms",
            reference_value=1_383,
            target="≤ 300 ms",
            most=300,
        )
        if chromium.executable():
            yield figure(
                f"the same in Chromium, slowed {SLOWED} times",
                _in_chromium(Path(made) / "bench.js"),
                "ms",
                target="≤ 2,000 ms",
                most=2_000,
            )


def _in_chromium(bundle: Path) -> float:
    from playwright.sync_api import sync_playwright

    words = [str(node()), "bench.mjs", "--bundle", str(bundle)]
    subprocess.run(words, cwd=FRONTEND, check=True, capture_output=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page()
        page.route(PAGE, lambda route: route.fulfill(content_type="text/html", body="<p>"))
        page.goto(PAGE)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.evaluate(bundle.read_text())
        took: dict[str, float] = page.evaluate("measured()")
        browser.close()
    return took["all"]
