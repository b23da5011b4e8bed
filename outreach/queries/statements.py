"""What the pages show of statements, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_bidi, override

from committees.models import Committee, Membership
from meetings.models import Motion
from outreach.models import Statement, StatementSignature

MOST_IN_FEED = 50


@dataclass(frozen=True, slots=True)
class Version:
    """A statement in one language."""

    code: str
    language: str
    direction: str
    title: str
    text: str
    is_adopted: bool

    @property
    def paragraphs(self) -> list[str]:
        """What stands between blank lines, each as it was written."""
        return [one.strip() for one in self.text.split("\n\n") if one.strip()]


@dataclass(frozen=True, slots=True)
class Signed:
    """Which other committees signed: how many, and those that everybody may know by name."""

    count: int
    names: list[str]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One of a committee's statements in a list."""

    statement: Statement
    motion: Motion | None
    signatures: int


def versions(statement: Statement) -> list[Version]:
    """The adopted text first, then its translations by language."""
    rows = sorted(statement.translations.all(), key=lambda one: one.language)
    adopted = _version(statement.language, statement.title, statement.text, is_adopted=True)
    return [
        adopted,
        *(_version(one.language, one.title, one.text, is_adopted=False) for one in rows),
    ]


def signed(statement: Statement) -> Signed:
    """Signatures that hold: not of a resolution that was rescinded, or of a meeting still open."""
    rows = list(holding(statement.signatures.all()).select_related("committee"))
    public = [one.committee for one in rows if one.committee.is_listed]
    return Signed(len(rows), sorted(one.name for one in public))


def holding(rows: QuerySet[StatementSignature]) -> QuerySet[StatementSignature]:
    """Those of resolutions in force whose meetings are over."""
    running = ["open", "adjourned"]
    return rows.exclude(resolution__status="rescinded").exclude(
        resolution__meeting__status__in=running
    )


def of_committee(committee: Committee) -> QuerySet[Statement]:
    """What everybody can read of a committee's, newest first."""
    rows = Statement.objects.public().in_force().filter(committee=committee)
    return rows.select_related("committee__campus").order_by("-adopted_at", "-pk")


def list_for(committee: Committee, member: Membership) -> list[StatementLine]:
    """The reader's drafts first, then what the committee adopted, newest first; three queries."""
    mine = Statement.objects.filter(committee=committee, status="drafted", drafter=member)
    adopted = Statement.objects.filter(committee=committee, status="adopted")
    rows = [
        *mine.select_related("resolution").order_by("-drafted_at", "-pk"),
        *adopted.select_related("resolution").order_by("-adopted_at", "-pk"),
    ]
    motions = _motions(committee, rows)
    counts = _counts(rows)
    return [StatementLine(one, motions.get(one.public_id), counts.get(one.pk, 0)) for one in rows]


def motion_about(statement: Statement) -> Motion | None:
    """The undecided motion of its committee to adopt it."""
    rows = Motion.objects.undecided().filter(committee=statement.committee_id)
    return rows.filter(effect__statement=statement.public_id).order_by("pk").first()


def direction(language: str) -> str:
    """That of a language's letters, as HTML names it."""
    with override(language):
        return "rtl" if get_language_bidi() else "ltr"


def _version(code: str, title: str, text: str, *, is_adopted: bool) -> Version:
    names = dict(settings.LANGUAGES)
    return Version(code, names.get(code, code), direction(code), title, text, is_adopted)


def _motions(committee: Committee, rows: Iterable[Statement]) -> dict[str, Motion]:
    ids = [one.public_id for one in rows if not one.is_adopted]
    found = Motion.objects.undecided().filter(committee=committee, effect__statement__in=ids)
    return {one.effect["statement"]: one for one in found}


def _counts(rows: Iterable[Statement]) -> dict[int, int]:
    counts: dict[int, int] = {}
    found = holding(StatementSignature.objects.filter(statement__in=rows))
    for pk in found.values_list("statement", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts
