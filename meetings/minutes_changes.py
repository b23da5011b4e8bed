"""What differs between two versions of the minutes, word by word, in the lines that differ."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_AROUND = 1  # lines shown before and after what differs


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stay, or were added or struck out: `kind` is same, added or struck."""

    kind: str
    text: str


Line = list[Part]


def changes(before: str, after: str) -> list[list[Line]]:
    """Passages that differ, each with a line around; a line is a list of its parts."""
    old, new = before.splitlines(), after.splitlines()
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    return [list(_lines(old, new, group)) for group in groups]


def _lines(
    old: Sequence[str], new: Sequence[str], group: Iterable[tuple[str, int, int, int, int]]
) -> Iterable[Line]:
    for kind, low, high, start, end in group:
        if kind == "equal":
            yield from ([Part("same", line)] for line in old[low:high])
            continue
        for place in range(max(high - low, end - start)):
            was = old[low + place] if low + place < high else ""
            now = new[start + place] if start + place < end else ""
            if was or now:
                yield _words(was, now)


def _words(was: str, now: str) -> Line:
    before, after = _PIECES.findall(was), _PIECES.findall(now)
    line: Line = []
    for kind, low, high, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            line.append(Part("same", "".join(before[low:high])))
            continue
        if low < high:
            line.append(Part("struck", "".join(before[low:high])))
        if start < end:
            line.append(Part("added", "".join(after[start:end])))
    return line
