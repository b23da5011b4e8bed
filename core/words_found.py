"""Finding words in texts by PostgreSQL's own search, without extensions.

Texts are in any language, so no word is cut to its stem: what is typed begins a word. Words of
scripts that PostgreSQL does not take apart (Chinese), or that carry others in front (Arabic), are
looked for anywhere in the text.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorExact,
)
from django.db.models import Case, FloatField, Q, Value, When
from django.db.models.expressions import Expression
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

CONFIG = "simple"
MOST_WORDS = 8
AROUND = 90  # characters of an excerpt on each side of the first word found
_WORD = re.compile(r"[^\W_]+")


def vector(*fields: str) -> SearchVector:
    """The words of these columns, as an index holds them and a search asks for them."""
    return SearchVector(*fields, config=CONFIG)


def typed(text: str) -> list[str]:
    """The words of what somebody typed, each once, at most eight."""
    return list(dict.fromkeys(_WORD.findall(text)))[:MOST_WORDS]


def contains(words: Sequence[str], *fields: str) -> Q:
    """The condition that every word stands in one of the columns."""
    if _are_plain(words):
        return Q(SearchVectorExact(vector(*fields), _query(words)))
    found = Q()
    for word in words:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found &= anywhere
    return found


def rank(words: Sequence[str], title: str, *fields: str) -> Expression:
    """How well a row fits that `contains` them: words in the title weigh most."""
    if _are_plain(words):
        weighed: Any = SearchVector(title, config=CONFIG, weight="A")
        for field in fields:
            weighed = weighed + SearchVector(field, config=CONFIG, weight="D")
        return SearchRank(weighed, _query(words))
    in_title = Q()
    for word in words:
        in_title |= Q(**{f"{title}__icontains": word})
    return Case(When(in_title, then=Value(0.6)), default=Value(0.1), output_field=FloatField())


def excerpt(text: str, words: Sequence[str], around: int = AROUND) -> SafeString:
    """The place where the first word stands, escaped, each word in `<mark>`."""
    text, pattern = " ".join(text.split()), _pattern(words)
    first = pattern.search(text)
    middle = first.start() if first else 0
    start, end = max(0, middle - around), middle + around
    # Not in the middle of a word, where there are spaces between words.
    if start:
        start += max(0, text[start:middle].find(" ")) + 1 if " " in text[start:middle] else 0
    if end < len(text):
        cut = text.rfind(" ", middle, end)
        end = cut if cut > middle + around // 2 else end
    shown = text[start:end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{_marked(shown, pattern)}{after}")  # noqa: S308  it is escaped


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The whole text, escaped, each word in `<mark>`."""
    return mark_safe(_marked(text, _pattern(words)))  # noqa: S308  every part of it is escaped


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words) or "(?!)", re.IGNORECASE)


def _marked(text: str, pattern: re.Pattern[str]) -> str:
    parts, last = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[last : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        last = found.end()
    return "".join([*parts, escape(text[last:])])


def _are_plain(words: Sequence[str]) -> bool:
    return all(word.isascii() for word in words)


def _query(words: Sequence[str]) -> SearchQuery:
    return SearchQuery(
        " & ".join(f"'{word}':*" for word in words), config=CONFIG, search_type="raw"
    )
