"""Finds campuses by the beginnings of words, in any spelling."""

import difflib
from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from committees.models import Campus, CampusName
from core.folding import fold, tokens

WORDS_AT_MOST = 8
_ALIKE = 0.72
_CANDIDATES = 200


def is_enough(text: str) -> bool:
    """Whether there is something to look for: two letters, or one of a script of syllables."""
    folded = fold(text)
    return len(folded) >= 2 or (bool(folded) and not folded.isascii())


def search(text: str) -> QuerySet[Campus]:
    """Campuses of which every typed word begins some word; the best first, then the shortest."""
    return matching([(word,) for word in tokens(text)[:WORDS_AT_MOST]], fold(text))


def matching(groups: Sequence[tuple[str, ...]], typed: str) -> QuerySet[Campus]:
    """Campuses with, for every group, a word that begins with one of it."""
    found = Campus.objects.all() if groups else Campus.objects.none()
    for group in groups:
        begins = reduce(or_, (Q(word__startswith=word) for word in group))
        found = found.filter(Exists(CampusName.objects.filter(begins, campus=OuterRef("pk"))))
    rank = Case(
        When(folded_names__contains=f"|{typed}|", then=Value(0)),
        When(folded_names__startswith=f"|{typed}", then=Value(1)),
        When(folded_names__contains=f"|{typed}", then=Value(2)),
        When(folded_names__contains=f" {typed}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return found.annotate(rank=rank).order_by("rank", Length("name"), "name", "pk")


def near_duplicates(name: str, city: str, country: str) -> list[Campus]:
    """At most five campuses of the country that may be the same one under another spelling."""
    words = tokens(f"{name} {city}")
    shared = (
        Campus.objects.filter(country=country, words__word__in=words)
        .annotate(shared=Count("words"))
        .order_by("-shared", Length("name"), "pk")[:_CANDIDATES]
    )
    wanted = fold(name)
    scored = [(max(_likeness(wanted, one) for one in _names(campus)), campus) for campus in shared]
    alike = [(score, campus) for score, campus in scored if score >= _ALIKE]
    alike.sort(key=lambda one: -one[0])
    return [campus for _score, campus in alike[:5]]


def _names(campus: Campus) -> list[str]:
    return campus.folded_names.strip("|").split("|")


def _likeness(one: str, other: str) -> float:
    by_order = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    mine, yours = set(one.split()), set(other.split())
    by_words = len(mine & yours) / max(len(mine | yours), 1)
    return max(by_order, by_words)
