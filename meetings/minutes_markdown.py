"""Words of members in the Markdown of the minutes: quoted, without marks, and what changed in them."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from meetings.models import CLAUSES, Amendment, Motion

_MARKS = re.compile(r"([\\`*_\[\]<>~])")
_PIECES = re.compile(r"\s+|[^\s]+")


def clauses(text: Motion) -> Iterable[str]:
    """What it notes, believes and resolves, each as a block quote."""
    heads = {
        "notes": _("This meeting notes:"),
        "believes": _("This meeting believes:"),
        "resolves": _("This meeting resolves:"),
    }
    for name in CLAUSES:
        if words := getattr(text, name).strip():
            yield f"> **{heads[name]}**\n>\n{quoted(words)}"


def change(amendment: Amendment | None) -> Iterable[str]:
    """The lines that it changes; struck out is crossed through, what is new stands in bold."""
    if amendment is None:
        return
    for name in CLAUSES:
        was, now = getattr(amendment, f"was_{name}"), getattr(amendment, name)
        if was.strip() != now.strip():
            yield quoted(_crossed(was.strip(), now.strip()))


def _crossed(was: str, now: str) -> str:
    """What was struck out is crossed through, what is new stands in bold."""
    before, after = _PIECES.findall(plain(was)), _PIECES.findall(plain(now))
    parts = []
    for kind, low, high, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append("".join(before[low:high]))
            continue
        struck = _marked("".join(before[low:high]), "~~")
        parts.append(f"{struck} " if kind == "replace" and struck.strip() else struck)
        parts.append(_marked("".join(after[start:end]), "**"))
    return "".join(parts)


def _marked(words: str, mark: str) -> str:
    """The words between marks, line by line, which Markdown needs close to a letter."""
    lines = []
    for line in words.split("\n"):
        bare = line.strip()
        lead, trail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        lines.append(f"{lead}{mark}{bare}{mark}{trail}" if bare else line)
    return "\n".join(lines)


def quoted(text: str) -> str:
    """As a block quote, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def plain(text: str) -> str:
    """Words of a member, in which no mark of Markdown means anything."""
    return _MARKS.sub(r"\\\1", text)
