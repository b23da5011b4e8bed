"""`python -m tests.browser.screenshots --out DIR`: every page of the running demonstration, painted.

The product of `VAR_DIR` must be running with its demonstration world. Each page is painted at
360 px in light and dark, at 1280 px, and on a phone in Arabic.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, Request, sync_playwright

from config import environment
from tests.browser import chromium
from tests.browser.phone import PHONE

DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
GUISES: dict[str, dict[str, Any]] = {
    "light": {**PHONE, "color_scheme": "light"},
    "dark": {**PHONE, "color_scheme": "dark"},
    "wide": {**DESK, "color_scheme": "light"},
    "arabic": {**PHONE, "color_scheme": "light", "locale": "ar"},
    "arabic-wide": {**DESK, "color_scheme": "light", "locale": "ar"},
}
# The pictures of the documentation: who, and which page.
PICTURES = {
    "product.png": (
        ("coordinator", "dashboard"),
        ("member", "cast-vote"),
        ("coordinator after the count", "election-result"),
    ),
    "design.png": (
        ("coordinator", "welcome"),
        ("coordinator", "meeting"),
        ("coordinator", "print-poster"),
        ("coordinator", "standing-orders"),
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument(
        "--pictures", action="store_true", help="compose the documentation's pictures instead"
    )
    parser.add_argument("--only", nargs="*", default=[], help="names of pages; all by default")
    parser.add_argument("--roles", nargs="*", default=[], help="who looks; all by default")
    parser.add_argument("--guises", nargs="*", default=list(GUISES), choices=GUISES)
    asked = parser.parse_args()
    world = _world()
    if asked.roles:
        world["roles"] = {role: world["roles"][role] for role in asked.roles}
    address = environment.read().str("PUBLIC_URL")
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        if asked.pictures:
            for name, shown in PICTURES.items():
                compose(browser, world, address, asked.out / name, shown)
        else:
            paint_all(browser, world, address, asked.out, asked.only, asked.guises)
        browser.close()


def _world() -> dict[str, Any]:
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.browser.world"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=environment.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    world: dict[str, Any] = json.loads(found.stdout)
    return world


def paint_all(
    browser: Browser,
    world: dict[str, Any],
    address: str,
    out: Path,
    only: list[str],
    wanted: list[str],
) -> None:
    """One file for each page and guise: `coordinator-meeting-2-dark.png`."""
    shown: set[str] = set()
    for role, saw in world["roles"].items():
        fresh = [(name, path) for name, path in saw["pages"] if path not in shown]
        shown |= {path for _name, path in fresh}
        if only:
            fresh = [(name, path) for name, path in fresh if name in only]
        for guise in wanted:
            page = _signed_in(browser, world, role, address, GUISES[guise])
            counted: dict[str, int] = {}
            for name, path in fresh:
                counted[name] = counted.get(name, 0) + 1
                number = f"-{counted[name]}" if counted[name] > 1 else ""
                page.goto(path)
                file = f"{re.sub(r'[^a-z]+', '-', role.lower())}-{name}{number}-{guise}.png"
                page.screenshot(path=out / file, full_page=True)
            page.context.close()
        print(f"{role}: {len(fresh)} pages")


def _signed_in(
    browser: Browser, world: dict[str, Any], role: str, address: str, options: dict[str, Any]
) -> Page:
    context = browser.new_context(**options, base_url=address)
    context.on("requestfailed", _refuse)  # a page without its style is no picture of it
    if session := world["roles"][role]["session"]:
        context.add_cookies([{"name": world["cookie"], "value": session, "url": address}])
    return context.new_page()


def _refuse(request: Request) -> None:
    if request.resource_type in ("stylesheet", "script"):
        raise RuntimeError(f"{request.url} failed: {request.failure}")


def compose(
    browser: Browser,
    world: dict[str, Any],
    address: str,
    file: Path,
    shown: tuple[tuple[str, str], ...],
) -> None:
    """Phones side by side."""
    edge, shots = 24, []
    for role, wanted in shown:
        options = {**PHONE, "viewport": {"width": 360, "height": 760}, "color_scheme": "light"}
        page = _signed_in(browser, world, role, address, options)
        page.goto(next(path for name, path in world["roles"][role]["pages"] if name == wanted))
        # The strip of the demonstration is no part of the product.
        page.locator("aside.demo").evaluate("strip => strip.remove()")
        if wanted == "cast-vote":
            page.get_by_role("button", name="Open my ballot").tap()
            for choice in (2, 0, 3):
                page.locator(".choice").nth(choice).tap()
            page.wait_for_timeout(300)  # until the tapped button has taken the focus
            page.evaluate("window.scrollTo(0, 0)")
        if wanted == "election-result":
            page.locator("#picture").evaluate("heading => heading.scrollIntoView()")
        shot = file.with_name(f"{wanted}.png")
        page.screenshot(path=shot)
        shots.append(Image.open(shot).convert("RGB"))
        shot.unlink()
        page.context.close()
    wide, high = shots[0].size
    width = len(shots) * wide + (len(shots) + 1) * edge * 2
    whole = Image.new("RGB", (width, high + edge * 4), "#d9cfbb")
    for index, one in enumerate(shots):
        whole.paste(one, (edge * 2 + index * (wide + edge * 2), edge * 2))
    whole = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    whole.quantize(128).save(file, optimize=True)


if __name__ == "__main__":
    main()
