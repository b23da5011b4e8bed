"""Where settings come from: the environment, `.env`, then what `manage.py up` wrote."""

import os
from pathlib import Path

from environs import Env

from config.embedded import locks

ROOT = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """The folder of everything the embedded product keeps; `VAR_DIR` moves it."""
    return Path(os.environ.get("VAR_DIR", ROOT / "var"))


def read() -> Env:
    """An `Env` that knows all sources; the earlier ones win.

    The addresses in `run.env` hold only while the product that wrote them runs.
    """
    env = Env()
    var = var_folder()
    files = [ROOT / ".env", var / "secrets.env"]
    if locks.is_held(var / "up.lock"):
        files.append(var / "run.env")
    for file in files:
        try:
            readable = file.is_file() and os.access(file, os.R_OK)
        except OSError:
            readable = False
        if readable:
            env.read_env(file, recurse=False, override=False)
    return env
