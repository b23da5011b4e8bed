"""Where settings come from: the environment, then `.env`, then what the running product wrote."""

import os
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """The folder of everything the embedded product keeps; `VAR_DIR` moves it."""
    return Path(os.environ.get("VAR_DIR", ROOT / "var"))


def read() -> Env:
    """An `Env` that knows the three sources; the earlier ones win."""
    env = Env()
    for file in (ROOT / ".env", var_folder() / "run.env"):
        try:
            readable = file.is_file() and os.access(file, os.R_OK)
        except OSError:
            readable = False
        if readable:
            env.read_env(file, recurse=False, override=False)
    return env
