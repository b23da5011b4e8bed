"""What is taken out, and the tests that must notice."""

from dataclasses import dataclass
from pathlib import Path


class NotFound(Exception):
    """The text that a removal replaces does not stand there exactly once any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """In the file at `path` the `text`, which stands there once, becomes `instead`."""

    path: str
    text: str
    instead: str = ""

    def apply(self, tree: Path) -> None:
        """Write the changed file. Raises `NotFound`."""
        file = tree / self.path
        before = file.read_text() if file.is_file() else ""
        if before.count(self.text) != 1:
            found = before.count(self.text)
            raise NotFound(f"{self.path}: found {found} times: {self.text.strip()[:70]!r}")
        file.write_text(before.replace(self.text, self.instead))


@dataclass(frozen=True, slots=True)
class Removal:
    """A protection of a line of `tests.safety.lines`, and how it is taken out.

    Each of `tests` (`file::name`) must pass before and fail after. `schema`: the change is one of
    the tables, so that the database is made anew.
    """

    line: str
    protection: str
    how: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]
    schema: bool = False

    def apply(self, tree: Path) -> None:
        """Change the tree. Raises `NotFound`."""
        for change in self.changes:
            change.apply(tree)
