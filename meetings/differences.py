"""What is different between two texts, word by word, as it can be read on a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, OUT, IN = "same", "out", "in"
AROUND = 1  # unchanged lines shown on each side of a changed one
MOST_WORDS = 800  # of one line; a longer one is shown as taken out and put in
# An ideograph is a word; so are letters, digits and marks together; spaces go with what is before.
_WORDS = re.compile(
    r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]|^)\s*"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some words that are the same, taken out, or put in."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text; `gap`: so many unchanged lines stand in its place and are left out."""

    parts: tuple[Part, ...] = ()
    gap: int = 0


def compare(old: str, new: str) -> list[Line]:
    """The lines of `new` with what was in `old`; unchanged ones that stand far off are left out."""
    return list(_shortened(list(_lines(old.splitlines(), new.splitlines()))))


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, low, high, start, end in matcher.get_opcodes():
        before, after = old[low:high], new[start:end]
        if kind == "equal":
            yield from (Line((Part(SAME, one),)) for one in after)
            continue
        for place in range(max(len(before), len(after))):
            was = before[place] if place < len(before) else ""
            now = after[place] if place < len(after) else ""
            yield Line(tuple(_trimmed(_words(was, now))))


def _words(old: str, new: str) -> Iterator[Part]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from (Part(OUT, old), Part(IN, new))
        return
    keys = [[word.strip() for word in words] for words in (before, after)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Part(SAME, "".join(after[start:end]))
        else:
            yield Part(OUT, "".join(before[low:high]))
            yield Part(IN, "".join(after[start:end]))


def _trimmed(parts: Iterator[Part]) -> Iterator[Part]:
    """Spaces at the end of a change stand after it, unmarked."""
    kept = [one for one in parts if one.text]
    for part, following in zip(kept, [*kept[1:], None], strict=False):
        if part.kind == SAME:
            yield part
            continue
        text = part.text.rstrip()
        yield Part(part.kind, text)
        is_replaced = following is not None and following.kind == IN
        if text != part.text and not is_replaced:
            yield Part(SAME, part.text[len(text) :])


def _shortened(lines: list[Line]) -> Iterator[Line]:
    changed = [any(part.kind != SAME for part in line.parts) for line in lines]

    def is_near(at: int) -> bool:
        return any(changed[max(0, at - AROUND) : at + AROUND + 1])

    for near, places in groupby(range(len(lines)), key=is_near):
        run = [lines[at] for at in places]
        if near or len(run) == 1:
            yield from run
        else:
            yield Line(gap=len(run))
