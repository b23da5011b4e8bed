"""An agenda as lines of text, one item a line: `Title | minutes`."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from core import words
from core.folding import fold

MOST_ITEMS = 40
LONGEST_TITLE = 200
MOST_MINUTES = 600
# Words by which a line of business is known, in every language of the product.
_MOTIONS = (gettext_noop("motions"),)
_CLOSING = (
    gettext_noop("any other business"),
    gettext_noop("date of the next meeting"),
    gettext_noop("who does what"),
    gettext_noop("what comes next"),
    gettext_noop("what we do this week"),
)
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_MINUTES = re.compile(r"\s*(?:\|\s*(\d+)\s*\w*|\(\s*(\d+)\s+minutes?\s*\))\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of business, with its time where one is set; `kind` is that of a standing item."""

    title: str
    minutes: int | None = None
    kind: str = ""


class FaultyAgenda(ValueError):
    """The text is no agenda; str() says which line and why."""


def parse(text: str) -> list[Item]:
    """The items of a text; numbers before a title and empty lines fall away."""
    items = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = " ".join(_NUMBER.sub("", line).split())
        if bare:
            items.append(_item(bare, number))
    if len(items) > MOST_ITEMS:
        raise FaultyAgenda(
            _("An agenda has at most %(most)d items; this one has %(count)d.")
            % {"most": MOST_ITEMS, "count": len(items)}
        )
    return items


def to_text(items: list[Item]) -> str:
    """The same items as lines that `parse` reads."""
    return "\n".join(
        one.title if one.minutes is None else f"{one.title} | {one.minutes}" for one in items
    )


def usual(kind: str) -> list[Item]:
    """The usual agenda of this kind of meeting; empty where none is written."""
    try:
        return parse(words.get(f"agenda-{kind}").body)
    except KeyError:
        return []


def announces_motions(title: str) -> bool:
    """Whether this line is the one under which motions are dealt with."""
    return any(word in fold(title) for word in _in_every_language(_MOTIONS))


def closes(title: str) -> bool:
    """Whether this line belongs at the end of a meeting."""
    return any(word in fold(title) for word in _in_every_language(_CLOSING))


@cache
def _in_every_language(phrases: tuple[str, ...]) -> frozenset[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {fold(_(one)) for one in phrases}
    return frozenset(found)


def _item(bare: str, number: int) -> Item:
    found = _MINUTES.search(bare)
    title = bare[: found.start()].strip() if found else bare
    minutes = int((found[1] or found[2])[:9]) if found else None
    if not title:
        raise FaultyAgenda(_("Line %(number)d has no title.") % {"number": number})
    if len(title) > LONGEST_TITLE:
        raise FaultyAgenda(
            _("Line %(number)d is longer than %(most)d characters.")
            % {"number": number, "most": LONGEST_TITLE}
        )
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise FaultyAgenda(
            _("Line %(number)d: a time is between 1 and %(most)d minutes.")
            % {"number": number, "most": MOST_MINUTES}
        )
    return Item(title, minutes)
