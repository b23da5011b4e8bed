"""Putting a motion, seconding, changing, withdrawing and translating it; questions under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing_orders import RULES, fault
from core.decision import Refused
from core.models import Event
from meetings import effects, permissions
from meetings.deadlines import comes_late, motion_fits, needs_notice, next_in_time
from meetings.models import (
    Amendment,
    AmendmentStatus,
    CompositePart,
    Meeting,
    Motion,
    MotionForm,
    MotionQuestion,
    MotionStatus,
    MotionTranslation,
    Resolution,
    Threshold,
)
from meetings.operations import log
from meetings.operations.adoption import can_be_put_again
from meetings.operations.agenda import place_motion, take_copies_off, take_off

LONGEST_TITLE = 150
TITLE_FROM_SENTENCE = 80
_TEXT = ("title", "form", "notes", "believes", "resolves", "language")
_ASKS = ("rescinds", "about_person", "make_public", "meeting")
_CONTENT = (*_TEXT, *_ASKS, "rule_changes", "threshold", "effect")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a motion says and asks for; `meeting` None is the next one for which it is in time.

    Without a title its first words are one. `rule_changes`: rules of the standing orders and the
    values that would hold. `effect`: what is done beside that if it is carried (`meetings.effects`).
    """

    resolves: str
    title: str = ""
    notes: str = ""
    believes: str = ""
    language: str = "en"
    meeting: Meeting | None = None
    rule_changes: dict[str, int] = field(default_factory=dict)
    rescinds: Resolution | None = None
    about_person: bool = False
    make_public: bool = False
    effect: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def submit_motion(committee: Committee, draft: Draft, *, by: Membership, at: datetime) -> Motion:
    """Put a motion; it waits for a seconder."""
    committee = Committee.objects.select_related("campus").get(pk=committee.pk)
    permissions.submit_motion(by, committee).enforce()
    motion = Motion(committee=committee, proposer=by, submitted_at=at)
    _fill(motion, draft, at)
    motion.save()
    effects.put(motion, at)
    Event.record("meetings.motion_submitted", motion, by=by, at=at)
    return motion


@transaction.atomic
def change_motion(motion: Motion, draft: Draft, *, by: Membership, at: datetime) -> Motion:
    """Write a motion anew while nobody has seconded it."""
    motion = locked_motion(motion)
    permissions.change_motion(by, motion).enforce()
    before = [getattr(motion, name) for name in _TEXT]
    _fill(motion, draft, at)
    if [getattr(motion, name) for name in _TEXT] != before:
        motion.version += 1  # so that a translation of the old text says that it is one
    motion.save(update_fields=[*_CONTENT, "version"])
    Event.record("meetings.motion_changed", motion, by=by, at=at)
    return motion


@transaction.atomic
def second_motion(motion: Motion, *, by: Membership, at: datetime) -> Motion:
    """Second a motion. In time, it goes on the agenda by itself; late, the meeting must hear it."""
    motion, meeting = locked_with_meeting(motion)
    permissions.second_motion(by, motion).enforce()
    motion.status, motion.seconder, motion.seconded_at = MotionStatus.SECONDED, by, at
    if meeting is not None and comes_late(motion, at) and needs_notice(motion):
        motion.meeting = meeting = None  # it waits for a meeting of which there is notice
    motion.save(update_fields=["status", "seconder", "seconded_at", "meeting"])
    Event.record("meetings.motion_seconded", motion, by=by, at=at)
    if meeting is None and (following := next_in_time(motion.committee, at)) is not None:
        meeting = log.locked(following)
        motion.meeting = meeting
    if meeting is not None and not comes_late(motion, at):
        place_motion(motion, meeting)
    return motion


@transaction.atomic
def withdraw_motion(motion: Motion, *, by: Membership, at: datetime) -> Motion:
    """Take a motion back before it is moved; its amendments fall, and composites that need it."""
    motion, _meeting = locked_with_meeting(motion)
    permissions.withdraw_motion(by, motion).enforce()
    motion.status, motion.decided_at = MotionStatus.WITHDRAWN, at
    motion.save(update_fields=["status", "decided_at"])
    take_off(motion)
    if motion.shared:
        take_copies_off(motion, at=at)
    drop_amendments(motion, at=at)
    drop_composites([motion], at=at)
    can_be_put_again(motion)
    Event.record("meetings.motion_withdrawn", motion, by=by, at=at)
    return motion


@transaction.atomic
def ask_question(motion: Motion, text: str, *, by: Membership, at: datetime) -> MotionQuestion:
    """Ask under a motion, by chosen name. The event does not say who asked."""
    motion = locked_motion(motion)
    permissions.ask_question(by, motion).enforce()
    if not text.strip():
        raise Refused(_("Write your question."))
    question = MotionQuestion.objects.create(motion=motion, asker=by, text=text, asked_at=at)
    Event.record("meetings.question_asked", question, by=None, at=at)
    return question


@transaction.atomic
def reply_to_removal(motion: Motion, text: str, *, by: Membership, at: datetime) -> Motion:
    """Whoever the motion is about replies, or mends the reply; it stands beside the motion."""
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    permissions.reply_to_removal(by, motion).enforce()
    motion.effect = motion.effect | {"reply": text}
    motion.save(update_fields=["effect"])
    Event.record("meetings.removal_replied_to", motion, by=None, at=at)
    return motion


@transaction.atomic
def answer_question(
    question: MotionQuestion, answer: str, *, by: Membership, at: datetime
) -> MotionQuestion:
    """Answer a question, or mend the answer."""
    question = (
        MotionQuestion.objects.select_for_update(of=("self",))
        .select_related("motion__committee", "motion__proposer", "motion__seconder")
        .get(pk=question.pk)
    )
    permissions.answer_question(by, question).enforce()
    if not answer.strip():
        raise Refused(_("Write your answer."))
    question.answer, question.answered_at = answer, at
    question.save(update_fields=["answer", "answered_at"])
    Event.record("meetings.question_answered", question, by=by, at=at)
    return question


@transaction.atomic
def translate_motion(
    motion: Motion,
    language: str,
    *,
    title: str,
    clauses: dict[str, str],
    by: Membership,
    at: datetime,
) -> None:
    """Put the motion's present text beside it in another language; without a text it goes."""
    motion = locked_motion(motion)
    permissions.translate_motion(by, motion).enforce()
    if language == motion.language:
        raise Refused(_("The motion is written in this language."))
    if not clauses["resolves"].strip():
        motion.translations.filter(language=language).delete()
    else:
        now = {"title": title or motion.title, "version": motion.version, "translated_at": at}
        MotionTranslation.objects.update_or_create(
            motion=motion, language=language, defaults={**now, **clauses}
        )
    Event.record("meetings.motion_translated", motion, by=by, at=at, language=language)


def locked_motion(motion: Motion) -> Motion:
    """The motion's row, locked, with what permissions ask about."""
    found = (
        Motion.objects.select_for_update(of=("self",))
        .select_related("committee__campus", "meeting", "proposer", "seconder")
        .get(pk=motion.pk)
    )
    if found.meeting is not None:
        found.meeting.committee = found.committee
    return found


def locked_with_meeting(motion: Motion) -> tuple[Motion, Meeting | None]:
    """Both rows, the meeting's first: the chair's rulings lock them in this order, too."""
    meeting_id = Motion.objects.values_list("meeting_id", flat=True).get(pk=motion.pk)
    meeting = None if meeting_id is None else log.locked(Meeting.objects.get(pk=meeting_id))
    found = locked_motion(motion)
    if found.meeting_id != meeting_id:
        raise Refused(_("This motion goes to another meeting now. Look at it again."))
    found.meeting = meeting
    return found, meeting


def drop_amendments(motion: Motion, *, at: datetime) -> None:
    """Amendments fall with their motion."""
    undecided = Amendment.objects.filter(motion=motion).undecided()
    undecided.update(status=AmendmentStatus.FELL, decided_at=at)


def drop_composites(motions: Sequence[Motion], *, at: datetime, but: Motion | None = None) -> None:
    """Composites that wait for one of these motions can come to nothing: they fall."""
    parts = CompositePart.objects.filter(motion__in=motions).values("composite")
    waiting = Motion.objects.filter(pk__in=parts, status=MotionStatus.SUBMITTED)
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    for composite in waiting.select_for_update():
        composite.status, composite.decided_at = MotionStatus.FELL, at
        composite.save(update_fields=["status", "decided_at"])
        Event.record("meetings.motion_fell", composite, by=None, at=at)


def check_draft(committee: Committee, draft: Draft, at: datetime) -> None:
    """Refuse what no motion here can say."""
    if not draft.resolves.strip():
        raise Refused(_("Write what the meeting should decide."))
    for key, value in draft.rule_changes.items():
        if reason := fault(key, value):
            raise Refused(f"{RULES[key].name}: {reason}" if key in RULES else reason)
    if draft.rescinds is not None and (
        draft.rescinds.committee_id != committee.pk or draft.rescinds.rescinded_at is not None
    ):
        raise Refused(_("This resolution is not in force here."))
    effects.may(committee, draft.effect, at).enforce()
    if draft.meeting is not None:
        if draft.meeting.committee_id != committee.pk:
            raise Refused(_("This meeting is another committee’s."))
        is_own = draft.rule_changes or draft.rescinds or draft.about_person or draft.effect
        if draft.meeting.joint_id is not None and is_own:
            raise Refused(
                _(
                    "A joint meeting decides on words that all committees have in common. What "
                    "concerns your committee alone goes to a meeting of its own."
                )
            )
        motion_fits(
            draft.meeting,
            at,
            changes_rules=bool(draft.rule_changes),
            rescinds=draft.rescinds is not None,
            about_person=draft.about_person or effects.is_about_person(draft.effect),
        ).enforce()


def fill_text(motion: Motion, draft: Draft) -> None:
    """Put what a checked draft says into a motion."""
    for name in ("notes", "believes", "resolves", "language", *_ASKS):
        setattr(motion, name, getattr(draft, name))
    motion.about_person |= effects.is_about_person(draft.effect)
    motion.rule_changes, motion.effect = dict(draft.rule_changes), dict(draft.effect)
    motion.threshold = Threshold.TWO_THIRDS if draft.rule_changes else Threshold.SIMPLE
    is_long = draft.notes or draft.believes or "\n" in draft.resolves
    motion.form = MotionForm.CLAUSES if is_long else MotionForm.SENTENCE
    motion.title = draft.title or _first_words(draft.resolves)


def _fill(motion: Motion, draft: Draft, at: datetime) -> None:
    check_draft(motion.committee, draft, at)
    fill_text(motion, draft)


def _first_words(text: str) -> str:
    """The beginning of the first line, cut between words where it is long."""
    line = text.strip().splitlines()[0].strip()
    if len(line) <= TITLE_FROM_SENTENCE:
        return line
    cut = line[:TITLE_FROM_SENTENCE]
    words, space, _rest = cut.rpartition(" ")
    return f"{words if space else cut}…"
