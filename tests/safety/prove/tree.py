"""A copy of the tree, in which a protection can be missing; the checkout itself is never changed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.safety.prove.removal import Change, Removal

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", ".*_cache", ".hypothesis", "staticfiles", "screenshots"
)


def copied(origin: Path, to: Path) -> Path:
    """Copy everything but what is made; times of files stay, so that compiled code stays good."""
    tree = Path(shutil.copytree(origin, to, ignore=LEFT_OUT))
    packages = origin / "frontend/node_modules"
    if packages.is_dir():  # large, and changed by nothing here
        (tree / "frontend/node_modules").symlink_to(packages.resolve())
    return tree


@contextmanager
def without(removal: Removal, *, tree: Path, origin: Path) -> Iterator[None]:
    """Take it out of `tree`, and put every file back as it lies in `origin`."""
    try:
        removal.apply(tree)
        yield
    finally:
        for path in {change.path for change in removal.changes}:
            if (origin / path).is_file():
                shutil.copy2(origin / path, tree / path)


def narrow(changes: tuple[Change, ...], *, tree: Path) -> None:
    """Make long tests short, in every run alike."""
    for change in changes:
        change.apply(tree)
