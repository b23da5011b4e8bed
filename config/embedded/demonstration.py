"""What `up` remembers of the demonstration world it made, to notice an older one."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded import postgres

# What a demonstration world is made from: the tables and the script of it.
SOURCES = ("*/migrations/*.py", "seeds/**/*", "home/demo.py", "home/demo/**/*.py")
# What else in `var/` belongs to one world.
KEPT_BESIDE = ("outbox", "election-secrets", "clock")


@dataclass(frozen=True)
class Made:
    """The last demonstration: from which sources, and whether it was finished."""

    fingerprint: str
    is_finished: bool
    declined: str = ""  # the newer fingerprint for which a rebuild was declined


def fingerprint(root: Path) -> str:
    """Changes whenever a migration or a source of the demonstration does."""
    digest = hashlib.sha256()
    files = {path for pattern in SOURCES for path in root.glob(pattern) if path.is_file()}
    for path in sorted(files):
        if path.suffix != ".pyc" and "var" not in path.relative_to(root).parts[:1]:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def recall(file: Path) -> Made | None:
    """What `keep` wrote, or None."""
    try:
        return Made(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def keep(file: Path, made: Made) -> None:
    """Remember `made`."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(made)))
    fresh.replace(file)


def is_empty(url: str) -> bool:
    """Whether the database holds no tables of ours."""
    with psycopg.connect(url) as connection:
        row = connection.execute("select to_regclass('public.django_migrations') is null")
        return bool((row.fetchone() or (True,))[0])


def clear(url: str, var: Path) -> None:
    """Replace the embedded database by an empty one, and forget what lay beside it."""
    name = sql.Identifier(postgres.DATABASE)
    maintenance = url.rpartition("/")[0] + "/postgres"
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        connection.execute(sql.SQL("create database {}").format(name))
    for kept in KEPT_BESIDE:
        path = var / kept
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
