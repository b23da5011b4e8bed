"""What `manage.py up` needs before the settings can be read: streams, folder, keys."""

import os
import secrets
from pathlib import Path

from config import environment
from config.embedded import places


def prepare() -> None:
    """Make `var/` and the keys if they are missing; the environment and `.env` win over both."""
    _open_streams()
    var = places.own_folder(environment.var_folder(), on_the_way=True)
    given = environment.read()
    missing = {name for name in ("SECRET_KEY", "FIELD_KEYS") if not given.str(name, "")}
    _keep_keys(var / "secrets.env", missing)
    if not given.str("DEMO", ""):
        os.environ["DEMO"] = "true"


def _open_streams() -> None:
    """Give closed standard streams to /dev/null, or the next file opened would be printed to."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def _keep_keys(file: Path, missing: set[str]) -> None:
    """Append the keys that are set nowhere; they are made once, as data lie under them."""
    if not missing:
        return
    made = {"SECRET_KEY": secrets.token_urlsafe(48), "FIELD_KEYS": secrets.token_hex(64)}
    file.touch(mode=0o600)
    file.chmod(0o600)
    with file.open("a") as lines:
        lines.writelines(f"{name}={made[name]}\n" for name in sorted(missing))
