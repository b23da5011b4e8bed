"""The second step of a search: what was meant, where nothing begins as it was typed."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from committees.campus_search import WORDS_AT_MOST, matching
from committees.models import Campus, CampusName
from core.folding import tokens
from core.spelling import distance

READINGS_AT_MOST = 4
_NEAR_AT_MOST = 5
_SPLIT_LENGTHS = range(6, 31)

# The words that may stand for one that was typed, the nearest first, and how far that is.
Meant = tuple[int, tuple[tuple[str, ...], ...]]


def guess(text: str) -> QuerySet[Campus]:
    """The campuses of the likeliest other spelling of the words under which there are some."""
    words = tokens(text)[:WORDS_AT_MOST]
    joined = [one + other for one, other in pairwise(words)]
    meant = _meant({*words, *joined})
    for _cost, groups in sorted(_readings(words, meant))[:READINGS_AT_MOST]:
        found = matching(groups, " ".join(group[0] for group in groups))
        if found.exists():
            return found
    return Campus.objects.none()


def _readings(words: tuple[str, ...], meant: dict[str, Meant]) -> list[Meant]:
    """The words as they stand, and with each two neighbours written as one."""
    written = [words] + [
        (*words[:at], words[at] + words[at + 1], *words[at + 2 :]) for at in range(len(words) - 1)
    ]
    readings = []
    for more, reading in enumerate(written):
        if all(word in meant for word in reading):
            cost = sum(meant[word][0] for word in reading) + bool(more)
            readings.append((cost, tuple(g for word in reading for g in meant[word][1])))
    return readings


def _meant(words: set[str]) -> dict[str, Meant]:
    """For each word that has one: itself where it begins a name, its like, or its two halves."""
    if not words:
        return {}
    beginnings = [
        CampusName.objects.filter(word__startswith=word).order_by().values_list("word")[:1]
        for word in words
    ]
    known = {word for (word,) in beginnings[0].union(*beginnings[1:], all=True)}
    stored = _stored(words)
    found: dict[str, Meant] = {}
    for word in words:
        begins = any(one.startswith(word) for one in known)
        near = _near(word, stored)
        if begins or near:
            group = (word,) * begins + tuple(one for _far, one in near if one != word)
            found[word] = (0 if begins else near[0][0], (group,))
        elif halves := next((pair for pair in _halves(word) if {*pair} <= stored), None):
            found[word] = (1, tuple((half,) for half in halves))
    return found


def _stored(words: Iterable[str]) -> set[str]:
    """The stored words that could be near one of these, or one of its halves."""
    wanted = Q(word__in=[half for word in words for pair in _halves(word) for half in pair])
    for word in words:
        if most := _most(word):
            length = (len(word) - most, len(word) + most)
            wanted |= Q(word__startswith=word[:2], length__range=length)
    rows = CampusName.objects.annotate(length=Length("word")).filter(wanted)
    return set(rows.values_list("word", flat=True).distinct())


def _near(word: str, stored: Iterable[str]) -> list[tuple[int, str]]:
    most = _most(word)
    if not most:
        return []
    letters, near = Counter(word), []
    for one in stored:
        # Most words differ in more letters than may be wrong: no need to lay them side by side.
        if one[:2] != word[:2] or abs(len(one) - len(word)) > most:
            continue
        if (letters - Counter(one)).total() > most:
            continue
        far = distance(word, one, most=most)
        if far <= most:
            near.append((far, one))
    return sorted(near)[:_NEAR_AT_MOST]


def _most(word: str) -> int:
    """How many letters may be wrong: none in numbers and in the shortest words."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) <= 5 else 2


def _halves(word: str) -> list[tuple[str, str]]:
    if len(word) not in _SPLIT_LENGTHS:
        return []
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
