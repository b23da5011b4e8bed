"""What the pages show of motions, amendments and composites, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Membership
from committees.standing_orders import RULES, orders
from core.decision import Decision
from meetings import effects, permissions
from meetings.deadlines import (
    amendments_until,
    comes_late,
    motions_until,
    rule_said,
)
from meetings.differences import Line, compare
from meetings.models import (
    Amendment,
    AmendmentStatus,
    CompositePart,
    Meeting,
    Motion,
    MotionQuestion,
    MotionStatus,
    MotionTranslation,
)
from meetings.permissions.motions import AHEAD
from meetings.removal import reply_to

MOST_DECIDED = 50
HEADINGS = {
    "notes": _("This meeting notes"),
    "believes": _("This meeting believes"),
    "resolves": _("This meeting resolves"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a text under its heading."""

    heading: str | Promise
    text: str


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """One part of a text as an amendment would change it."""

    heading: str | Promise
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule of the standing orders as it is, and as it would be."""

    name: str | Promise
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class AmendmentShown:
    """An amendment with what it changes, and what this member may do with it."""

    amendment: Amendment
    proposer: str
    seconder: str
    changes: list[ChangedClause]
    is_outdated: bool
    may_second: Decision
    may_accept: Decision
    may_withdraw: Decision

    @property
    def is_waiting(self) -> bool:
        return self.amendment.status in (AmendmentStatus.SUBMITTED, AmendmentStatus.SECONDED)


@dataclass(frozen=True, slots=True)
class QuestionShown:
    question: MotionQuestion
    asker: str
    may_answer: Decision


@dataclass(frozen=True, slots=True)
class TranslationShown:
    """The text in another language; outdated where the motion has changed since."""

    translation: MotionTranslation
    language: str
    clauses: list[Clause]
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """A motion that a composite merges, and whether its proposer has accepted."""

    motion: Motion
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class MotionPage:
    """Everything that the page of a motion shows to one member."""

    motion: Motion
    meeting: Meeting | None
    clauses: list[Clause]
    proposer: str
    seconder: str
    rules: list[RuleChange]
    effect: str
    reply: str
    amendments: list[AmendmentShown]
    questions: list[QuestionShown]
    translations: list[TranslationShown]
    languages: list[tuple[str, str]]
    parts: list[PartShown]
    composites: list[Motion]
    is_late: bool
    motions_until: datetime | None
    motions_rule: str
    amendments_until: datetime | None
    amendments_rule: str
    may_second: Decision
    may_change: Decision
    may_withdraw: Decision
    may_ask: Decision
    may_reply: Decision
    may_translate: Decision
    may_amend: Decision
    may_accept_composite: Decision

    @property
    def is_decided(self) -> bool:
        return self.motion.decided_at is not None

    @property
    def open_amendments(self) -> list[AmendmentShown]:
        return [one for one in self.amendments if one.amendment.decided_at is None]

    @property
    def settled_amendments(self) -> list[AmendmentShown]:
        return [one for one in self.amendments if one.amendment.decided_at is not None]


@dataclass(frozen=True, slots=True)
class MotionList:
    """The motions of a committee by how far they have come."""

    waiting: list[Motion]
    ahead: list[Motion]
    decided: list[Motion]
    late: frozenset[int]

    @property
    def can_be_merged(self) -> bool:
        return sum(one.status in AHEAD for one in self.ahead) > 1


def clauses_of(text: Motion | MotionTranslation) -> list[Clause]:
    """The clauses that say something, each under its heading; a translation's are translated."""
    own = text.language if isinstance(text, MotionTranslation) else get_language()
    with override(own):
        return [
            Clause(str(heading), getattr(text, name))
            for name, heading in HEADINGS.items()
            if getattr(text, name)
        ]


def changes_of(amendment: Amendment) -> list[ChangedClause]:
    """The clauses that an amendment changes, word by word."""
    return [
        ChangedClause(heading, compare(getattr(amendment, f"was_{name}"), getattr(amendment, name)))
        for name, heading in HEADINGS.items()
        if getattr(amendment, f"was_{name}") != getattr(amendment, name)
    ]


def rule_changes(motion: Motion) -> list[RuleChange]:
    """The rules that a motion changes, as sentences."""
    return [
        RuleChange(
            RULES[key].name,
            RULES[key].said(getattr(orders(motion.committee), key)),
            RULES[key].said(value),
        )
        for key, value in motion.rule_changes.items()
        if key in RULES
    ]


def name_of(member: Membership | None) -> str:
    """By chosen name; nothing once it is forgotten."""
    return "" if member is None else member.shown_name


def motion_list(committee: Committee, user: object, now: datetime) -> MotionList:
    """All undecided motions and the latest decided ones that `user` may read; two queries."""
    rows = (
        Motion.objects.visible_to(user, now)
        .filter(committee=committee)
        .select_related("meeting")
        .prefetch_related("parts")
        .annotate(
            amending=Count(
                "amendments", filter=Q(amendments__status__in=["submitted", "seconded", "moved"])
            )
        )
    )
    undecided = list(rows.undecided().order_by("meeting__starts_at", "submitted_at", "pk"))
    for one in undecided:
        one.committee = committee
        if one.meeting is not None:
            one.meeting.committee = committee
    return MotionList(
        waiting=[one for one in undecided if one.status == MotionStatus.SUBMITTED],
        ahead=[one for one in undecided if one.status != MotionStatus.SUBMITTED],
        decided=list(
            rows.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")[:MOST_DECIDED]
        ),
        late=frozenset(one.pk for one in undecided if comes_late(one, now)),
    )


def motion_page(motion: Motion, member: Membership, now: datetime) -> MotionPage:
    """What `member` sees of `motion` and may do with it; in a number of queries that never grows."""
    committee, meeting = motion.committee, motion.meeting
    if meeting is not None:
        meeting.committee = committee
    parts = list(motion.parts.all())
    composites = Motion.objects.filter(parts__motion=motion, status=MotionStatus.SUBMITTED)
    told = {one.language: one for one in motion.translations.all()}
    return MotionPage(
        motion=motion,
        meeting=meeting,
        clauses=clauses_of(motion),
        proposer=name_of(motion.proposer),
        seconder=name_of(motion.seconder),
        rules=rule_changes(motion),
        effect=effects.said_to(member, motion),
        reply=reply_to(motion),
        amendments=_amendments(motion, member),
        questions=_questions(motion, member),
        translations=_translations(motion, told),
        languages=[(code, name) for code, name in settings.LANGUAGES if code != motion.language],
        parts=[PartShown(one.motion, one.accepted_at is not None) for one in parts],
        composites=list(composites.order_by("pk")),
        is_late=comes_late(motion, now),
        motions_until=None if meeting is None else motions_until(meeting),
        motions_rule=rule_said(committee, "motions_days"),
        amendments_until=None if meeting is None else amendments_until(meeting),
        amendments_rule=rule_said(committee, "amendments_hours"),
        may_second=permissions.second_motion(member, motion),
        may_change=permissions.change_motion(member, motion),
        may_withdraw=permissions.withdraw_motion(member, motion),
        may_ask=permissions.ask_question(member, motion),
        may_reply=permissions.reply_to_removal(member, motion),
        may_translate=permissions.translate_motion(member, motion),
        may_amend=permissions.propose_amendment(member, motion, now),
        may_accept_composite=permissions.accept_composite(member, motion),
    )


def for_page(user: object) -> QuerySet[Motion]:
    """The motions that this person may see, with what their page needs."""
    parts = CompositePart.objects.select_related(
        "motion__committee", "motion__proposer", "motion__seconder"
    ).order_by("pk")
    return (
        Motion.objects.visible_to(user)
        .select_related(
            "committee__campus", "meeting", "proposer", "seconder", "rescinds", "composite"
        )
        .prefetch_related(Prefetch("parts", parts), "translations")
    )


def mergeable(committee: Committee, now: datetime) -> list[Motion]:
    """What can be merged into a composite, by meeting."""
    rows = Motion.objects.filter(committee=committee, status__in=AHEAD, effect={})
    found = list(
        rows.select_related("meeting", "committee").order_by("meeting__starts_at", "seconded_at")
    )
    for one in found:
        if one.meeting is not None:
            one.meeting.committee = committee
    return [one for one in found if not comes_late(one, now)]


def not_on_agenda(meeting: Meeting) -> list[Motion]:
    """What a meeting must agree to hear, or still waits for a seconder; one query."""
    rows = meeting.motions.filter(status__in=[MotionStatus.SUBMITTED, MotionStatus.SECONDED])
    return list(rows.prefetch_related("parts").order_by("submitted_at", "pk"))


def latest(committee: Committee, most: int) -> list[Motion]:
    """The undecided motions that were put last; two queries."""
    rows = Motion.objects.filter(committee=committee).undecided().prefetch_related("parts")
    return list(rows.order_by("-submitted_at", "-pk")[:most])


def _amendments(motion: Motion, member: Membership) -> list[AmendmentShown]:
    rows = motion.amendments.select_related("proposer", "seconder")
    found = []
    for one in rows.order_by("submitted_at", "pk"):
        one.motion = motion
        found.append(
            AmendmentShown(
                amendment=one,
                proposer=name_of(one.proposer),
                seconder=name_of(one.seconder),
                changes=changes_of(one),
                is_outdated=one.decided_at is None and one.base_version != motion.version,
                may_second=permissions.second_amendment(member, one),
                may_accept=permissions.accept_amendment(member, one),
                may_withdraw=permissions.withdraw_amendment(member, one),
            )
        )
    return found


def _questions(motion: Motion, member: Membership) -> list[QuestionShown]:
    found = []
    for one in motion.questions.select_related("asker").order_by("asked_at", "pk"):
        one.motion = motion
        found.append(
            QuestionShown(one, name_of(one.asker), permissions.answer_question(member, one))
        )
    return found


def _translations(motion: Motion, told: dict[str, MotionTranslation]) -> list[TranslationShown]:
    return [
        TranslationShown(
            told[code], name, clauses_of(told[code]), told[code].version != motion.version
        )
        for code, name in settings.LANGUAGES
        if code in told
    ]
