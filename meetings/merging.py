"""Two changes of one text made into one, line by line; knows nothing of Django or the database.

A three-way merge as in Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007). Where
both change the same lines, nobody but a person can say what is meant.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `start` to `end` (exclusive) of the base are replaced by `lines`; none: taken out."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def grows(self) -> bool:
        return len(self.lines) > self.end - self.start

    def is_apart_from(self, other: "_Change") -> bool:
        """No line in common, and no doubt about the order of what both put in."""
        first, second = sorted((self, other), key=lambda one: (one.start, one.end))
        if first.end != second.start:
            return first.end < second.start
        return not (first.grows and second.grows)


def merge(base: str, theirs: str, ours: str) -> str | None:
    """The base with both changes; None where they touch the same lines in different ways."""
    theirs_changes = _changes(base, theirs)
    fresh = [one for one in _changes(base, ours) if one not in theirs_changes]
    if not all(one.is_apart_from(other) for one in fresh for other in theirs_changes):
        return None
    lines = base.splitlines()
    merged = sorted([*theirs_changes, *fresh], key=lambda one: (one.start, one.end), reverse=True)
    for one in merged:
        lines[one.start : one.end] = one.lines
    return "\n".join(lines)


def _changes(base: str, text: str) -> list[_Change]:
    before, after = base.splitlines(), text.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Change(start, end, tuple(after[low:high]))
        for kind, start, end, low, high in matcher.get_opcodes()
        if kind != "equal"
    ]
