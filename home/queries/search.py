"""One box over what a member may read: resolutions, minutes, motions, announcements.

A fixed number of queries, however many committees there are and however much is found.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from announcements.models import Announcement, AnnouncementTranslation
from committees.models import Committee
from core.markdown import bare
from core.words_found import contains, excerpt, marked, rank, typed
from meetings.models import CLAUSES, Minutes, Motion, Resolution

ON_A_PAGE = 20
KINDS: dict[str, str | Promise] = {
    "resolution": _("Resolutions"),
    "minutes": _("Minutes"),
    "motion": _("Motions"),
    "announcement": _("Announcements"),
}
_TEXT = ("title", *CLAUSES)
_NUMBER = re.compile(r"\s*(\d{4})/(\d{1,6})\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what, where, when, and the words around the place."""

    kind: str
    title: SafeString
    path: str
    committee: str
    at: datetime
    zone: tzinfo
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, and a page of what was found. `counts` are by kind, before the filter."""

    words: list[str]
    found: list[Found]
    page: Page[Any] | None


def search(
    user: User,
    text: str,
    committees: Sequence[Committee],
    now: datetime,
    *,
    kind: str = "",
    number: str | None = None,
) -> Search:
    """The page `number` of what holds every word of `text` in `committees`, all of `user`'s."""
    words = typed(text)
    if not words or not committees:
        return Search(words, [], None)
    wanted = [kind] if kind in KINDS else list(KINDS)
    rows = [_ROWS[one](user, text, words, committees, now) for one in wanted]
    whole = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    pages = Paginator(whole.order_by("-rank", "-at", "kind", "pk"), ON_A_PAGE)
    page = pages.get_page(number)
    return Search(words, _shown(list(page.object_list), words), page)


def _as_rows(rows: QuerySet[Any], kind: str, at: str, words: Sequence[str], *fields: str) -> Any:
    return (
        rows.order_by()
        .annotate(kind=Value(kind), rank=rank(words, *fields), at=F(at))
        .values("kind", "pk", "rank", "at")
    )


def _resolutions(
    user: User, text: str, words: Sequence[str], committees: Sequence[Committee], now: datetime
) -> Any:
    holds = contains(words, *_TEXT)
    if by_number := _NUMBER.fullmatch(text):
        holds |= Q(year=int(by_number[1]), number=int(by_number[2]))
    rows = Resolution.objects.visible_to(user, now).filter(holds, committee__in=committees)
    return _as_rows(rows, "resolution", "carried_at", words, *_TEXT)


def _minutes(
    user: User, text: str, words: Sequence[str], committees: Sequence[Committee], now: datetime
) -> Any:
    rows = Minutes.objects.visible_to(user, now).filter(
        contains(words, "text"), meeting__committee__in=committees
    )
    return _as_rows(rows, "minutes", "drafted_at", words, "meeting__title", "text")


def _motions(
    user: User, text: str, words: Sequence[str], committees: Sequence[Committee], now: datetime
) -> Any:
    """But for those that became resolutions, which are found as such."""
    rows = Motion.objects.visible_to(user, now).filter(
        contains(words, *_TEXT), committee__in=committees, resolution__isnull=True
    )
    return _as_rows(rows, "motion", "submitted_at", words, *_TEXT)


def _announcements(
    user: User, text: str, words: Sequence[str], committees: Sequence[Committee], now: datetime
) -> Any:
    told = AnnouncementTranslation.objects.filter(
        contains(words, "title", "text"), announcement=OuterRef("pk")
    )
    rows = (
        Announcement.objects.visible_to(user, now)
        .out(now)
        .filter(contains(words, "title", "text") | Q(Exists(told)), committee__in=committees)
    )
    return _as_rows(rows, "announcement", "sent_at", words, "title", "text")


_ROWS: dict[str, Callable[..., Any]] = {
    "resolution": _resolutions,
    "minutes": _minutes,
    "motion": _motions,
    "announcement": _announcements,
}


def _shown(rows: list[dict[str, Any]], words: Sequence[str]) -> list[Found]:
    """The rows with what a reader sees of them; a query a kind, and one for translations."""
    keys: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for row in rows:
        keys[row["kind"]].append(row["pk"])
    things: dict[tuple[str, int], Any] = {}
    for kind, model in (("resolution", Resolution), ("motion", Motion)):
        for one in model.objects.filter(pk__in=keys[kind]).select_related("committee"):
            things[kind, one.pk] = one
    minutes = Minutes.objects.filter(pk__in=keys["minutes"])
    for record in minutes.select_related("meeting__committee"):
        things["minutes", record.pk] = record
    sent = Announcement.objects.filter(pk__in=keys["announcement"])
    for told in sent.select_related("committee").prefetch_related("translations"):
        things["announcement", told.pk] = told
    return [
        _found(row, things[row["kind"], row["pk"]], words)
        for row in rows
        if (row["kind"], row["pk"]) in things
    ]


def _found(row: dict[str, Any], thing: Any, words: Sequence[str]) -> Found:
    kind = row["kind"]
    if kind == "minutes":
        committee, title, texts = thing.meeting.committee, thing.meeting.title, [thing.text]
    elif kind == "announcement":
        committee, title = thing.committee, thing.title
        texts = [thing.text, *(f"{one.title} {one.text}" for one in thing.translations.all())]
    else:
        committee, title = thing.committee, thing.title
        texts = [" ".join(part for part in (thing.notes, thing.believes, thing.resolves) if part)]
    return Found(
        kind=kind,
        title=marked(title, words),
        path=reverse(kind, args=[thing.public_id]),
        committee=committee.name,
        at=row["at"],
        zone=committee.timezone,
        excerpt=excerpt(bare(_best(texts, words)), words),
    )


def _best(texts: Sequence[str], words: Sequence[str]) -> str:
    """The first text in which a word stands; else the first."""
    folded = [word.lower() for word in words]
    holding = (text for text in texts if any(word in text.lower() for word in folded))
    return next(holding, texts[0])
