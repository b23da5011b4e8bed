"""Where the Chromium of this machine is, and how it is started."""

import os
import shutil
from pathlib import Path

# The first has no window around its pages, and takes half of the time for the same.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# `--no-sandbox`: in a container, and as root, Chromium starts in no other way.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    # Third parties are never reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def executable() -> str | None:
    """`CHROMIUM`, or the first one in the PATH, or one that Playwright has installed."""
    if given := os.environ.get("CHROMIUM"):
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    installed = Path(kept).glob("chromium*/*/*")
    ours = ("chrome", "headless_shell", "chrome-headless-shell")
    return next((str(path) for path in installed if path.name in ours and path.is_file()), None)
