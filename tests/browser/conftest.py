"""A real product, a real Chromium, and people with phones."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chromium
from tests.browser.flows import Cast
from tests.browser.main_pages import NAMES
from tests.browser.phone import PHONE, WAIT, Phone
from tests.browser.running import SHARED, Running

HERE = Path(__file__).parent
SECONDS_TO_START = 240
expect.set_options(timeout=WAIT)  # a machine that two processes share can be slow


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder is `browser`, skipped by name where there is no Chromium."""
    missing = None if chromium.executable() else pytest.mark.skip(reason="no Chromium was found")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One demonstration serves every file that looks at it, where several processes share
            # the run; beside it another process walks the chain, in a product of its own.
            group = "demonstration" if "demonstration" in item.fixturenames else item.path.stem
            item.add_marker(pytest.mark.xdist_group(group))
            if missing:
                item.add_marker(missing)


def _running(*, world: bool) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="rank-and-file-browser-") as folder:
        Path(folder).chmod(0o711)  # root's database runs as somebody else, who must enter
        running = Running(Path(folder) / "var", world=world)
        SHARED.append(running)
        try:
            running.start(seconds=SECONDS_TO_START)
            yield running
        finally:
            SHARED.remove(running)
            running.end()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Should somebody look at a product that was ended, it comes up again with its data."""
    if item.get_closest_marker("browser"):
        for running in SHARED:
            if not running.is_up:
                running.start(seconds=SECONDS_TO_START)


@pytest.fixture(scope="session")
def product() -> Iterator[Running]:
    """The product without any people; they sign up."""
    yield from _running(world=False)


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Running]:
    """The product with its demonstration world."""
    yield from _running(world=True)


@pytest.fixture(scope="module")
def cast(demonstration: Running) -> Cast:
    """New people of the demonstration, each at the beginning of a flow."""
    found: Cast = json.loads(demonstration.manage("-W", "ignore", "-m", "tests.browser.cast"))
    return found


@pytest.fixture(scope="module")
def electorate(demonstration: Running) -> Cast:
    """Open votes of each kind in the demonstration, with voters who have not been in the booth."""
    found: Cast = json.loads(demonstration.manage("-W", "ignore", "-m", "tests.browser.electorate"))
    return found


@pytest.fixture(scope="session")
def main_pages(demonstration: Running) -> dict[str, Any]:
    """Who can open which of the main pages."""
    found: dict[str, Any] = json.loads(demonstration.manage("-m", "tests.browser.world", *NAMES))
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ended with its file: while Playwright runs, its thread counts as one with an event loop, in
    which Django's database tests of other files would refuse to work."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Phone]]:
    """`phone(product)` is a new phone, 360 px wide; whatever its pages did wrong fails the test."""
    phones: list[Phone] = []

    def make(running: Running, **options: object) -> Phone:
        context = browser.new_context(**{**PHONE, **options}, base_url=running.url)
        phones.append(Phone(context, running))
        return phones[-1]

    yield make
    faults = [fault for one in phones for fault in one.faults]
    for one in phones:
        one.context.close()
    assert not faults, "\n".join(faults)
