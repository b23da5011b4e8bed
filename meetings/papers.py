"""The papers of a meeting: agenda, motions, amendments, composites, translations. Names nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.models import Discretion
from core import clock
from core.printing.sheet import Block, Sheet
from meetings import effects
from meetings.deadlines import comes_late
from meetings.differences import IN, OUT, SAME
from meetings.models import AgendaItem, Amendment, Meeting, Motion, MotionStatus
from meetings.queries.motions import (
    ChangedClause,
    Clause,
    RuleChange,
    changes_of,
    clauses_of,
    rule_changes,
)


@dataclass(frozen=True, slots=True)
class AmendmentPaper:
    """An amendment and what it changes."""

    number: int
    amendment: Amendment
    changes: list[ChangedClause]


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The motion in another language; outdated where it has changed since."""

    code: str
    language: str
    title: str
    clauses: list[Clause]
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class MotionPaper:
    """A motion with everything that is proposed to it."""

    motion: Motion
    clauses: list[Clause]
    rules: list[RuleChange]
    effect: str
    amendments: list[AmendmentPaper]
    translations: list[OtherLanguage]
    parts: list[str]
    is_late: bool


@dataclass(frozen=True)
class Papers:
    """All papers of one meeting, in the language that is active."""

    meeting: Meeting
    agenda: list[AgendaItem]
    motions: list[MotionPaper]

    @cached_property
    def sheet(self) -> Sheet:
        """The papers as headings and paragraphs, one after the other."""
        return Sheet(self._title(), list(self._blocks()), self.meeting.committee.country)

    def _title(self) -> str:
        is_discreet = self.meeting.committee.discretion == Discretion.DISCREET
        return _("Papers") if is_discreet else self.meeting.title

    def _blocks(self) -> Iterator[Block]:
        meeting = self.meeting
        local = meeting.starts_at.astimezone(meeting.timezone)
        when = f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'H:i')}"
        yield Block("title", self._title())
        if meeting.committee.discretion != Discretion.DISCREET:
            yield Block("lead", f"{meeting.committee.name} · {when}")
        else:
            yield Block("lead", when)
        yield Block("heading", _("Agenda"))
        for number, item in enumerate(self.agenda, 1):
            minutes = item.minutes and ngettext(
                "%(count)d minute", "%(count)d minutes", item.minutes
            ) % {"count": item.minutes}
            parts = [f"{number}. {item.shown_title}", minutes]
            yield Block("line", " · ".join(one for one in parts if one))
        for one in self.motions:
            yield from _motion_blocks(one)


def papers(meeting: Meeting, user: object) -> Papers:
    """The papers of a meeting that `user` may read; a number of queries that does not grow."""
    rows = (
        Motion.objects.visible_to(user)
        .filter(meeting=meeting)
        .exclude(status=MotionStatus.MERGED)
        .exclude(status__in=[MotionStatus.WITHDRAWN, MotionStatus.FELL])
        .select_related("rescinds")
        .prefetch_related("amendments", "translations", "parts__motion", "items")
    )
    agenda = list(meeting.agenda.order_by("position"))
    places = {one.motion_id: one.position for one in agenda if one.motion_id}
    found = sorted(rows, key=lambda one: (places.get(one.pk, len(agenda) + 1), one.pk))
    return Papers(meeting, agenda, [_paper(one, meeting) for one in found])


def _paper(motion: Motion, meeting: Meeting) -> MotionPaper:
    motion.meeting, motion.committee = meeting, meeting.committee
    names = dict(settings.LANGUAGES)
    amendments = [one for one in motion.amendments.all() if one.decided_at is None]
    return MotionPaper(
        motion=motion,
        clauses=clauses_of(motion),
        rules=rule_changes(motion),
        effect=effects.said(motion),
        amendments=[
            AmendmentPaper(number, one, changes_of(one))
            for number, one in enumerate(sorted(amendments, key=lambda one: one.pk), 1)
        ],
        translations=[
            OtherLanguage(
                one.language,
                names.get(one.language, one.language),
                one.title,
                clauses_of(one),
                one.version != motion.version,
            )
            for one in sorted(motion.translations.all(), key=lambda one: one.language)
        ],
        parts=[one.motion.title for one in motion.parts.all()],
        is_late=comes_late(motion, clock.now()),
    )


def _motion_blocks(one: MotionPaper) -> Iterator[Block]:
    motion = one.motion
    yield Block("heading", motion.title)
    if motion.is_unmerged:
        yield Block("note", _("A composite that its proposers have not all accepted yet."))
    elif motion.status == MotionStatus.SUBMITTED:
        yield Block("note", _("It waits for a seconder."))
    if one.is_late:
        yield Block("note", _("It came late: the meeting decides whether to hear it."))
    if one.parts:
        yield Block("note", _("It merges: %(titles)s") % {"titles": "; ".join(one.parts)})
    yield from _clauses(one.clauses)
    for rule in one.rules:
        yield Block("clause", _("If it is carried, this rule reads"))
        yield Block("line", rule.then)
        yield Block("note", _("Until now: %(rule)s") % {"rule": rule.now})
    if one.effect:
        yield Block("note", one.effect)
    if motion.rescinds is not None:
        words = {"resolution": f"{motion.rescinds} {motion.rescinds.title}"}
        yield Block("note", _("It takes back the resolution %(resolution)s.") % words)
    for amendment in one.amendments:
        yield Block("sub", _("Amendment %(number)d") % {"number": amendment.number})
        if amendment.amendment.because:
            yield Block("note", amendment.amendment.because)
        for change in amendment.changes:
            yield Block("clause", str(change.heading))
            for line in change.lines:
                yield _line(line.gap, tuple((part.kind, part.text) for part in line.parts))
    for told in one.translations:
        yield Block("sub", f"{told.language}: {told.title}")
        if told.is_outdated:
            yield Block("note", _("The motion has changed since this was translated."))
        yield from _clauses(told.clauses)


def _line(gap: int, runs: tuple[tuple[str, str], ...]) -> Block:
    if not gap:
        return Block("line", runs=tuple(_apart(runs)))
    words = ngettext("… %(count)d line is unchanged …", "… %(count)d lines are unchanged …", gap)
    return Block("note", words % {"count": gap})


def _apart(runs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """A space between what is taken out and what is put in for it."""
    before = ""
    for kind, text in runs:
        if (before, kind) == (OUT, IN):
            yield (SAME, " ")
        yield (kind, text)
        before = kind


def _clauses(clauses: list[Clause]) -> Iterator[Block]:
    for clause in clauses:
        yield Block("clause", str(clause.heading))
        for line in clause.text.splitlines():
            if line.strip():
                yield Block("line", line)
