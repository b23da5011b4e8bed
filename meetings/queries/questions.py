"""The questions that can be put, in the order of procedure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from committees.models import Membership
from committees.queries.members import members_count
from core.decision import Decision
from meetings import debate, permissions, rules, states, voting
from meetings.models import (
    LogEntry,
    LogKind,
    Meeting,
    MeetingKind,
    Minutes,
    MinutesStatus,
    Motion,
    MotionStatus,
    Resolution,
    ResolutionStatus,
    VoteAbout,
    VoteOutcome,
    VoteStatus,
)
from meetings.subjects import SUSPENDABLE, Subject

_MOST = 10  # of a kind that the chair chooses from


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the chair could put now, with the rule that decides it, or why not."""

    subject: Subject
    label: str | Promise
    words: str
    rule: str
    may: Decision

    @property
    def key(self) -> str:
        return self.subject.key

    @property
    def has_text(self) -> bool:
        """Whether the chair writes its words."""
        return self.subject.about == VoteAbout.OTHER and self.subject.resolution is None


def questions(meeting: Meeting, member: Membership) -> list[Question]:
    """All that could be put, in the order of procedure: what can be comes with its own rule."""
    quorum = rules.quorum(meeting, members_count(meeting.committee))
    is_quorate = states.is_quorate(meeting, quorum, states.present(meeting))
    found = []
    for group in _groups(meeting):
        may = permissions.put_question(member, meeting, group[0], is_quorate=is_quorate)
        found += [
            Question(
                subject=one,
                label=VoteAbout(one.about).label,
                words=_words(one, meeting),
                rule=voting.threshold_rule(one.threshold),
                may=may,
            )
            for one in group
        ]
    return found


def adjourn_is_carried(meeting: Meeting) -> bool:
    """Whether the last vote of this meeting was to adjourn, and carried it."""
    last = states.latest_vote(meeting)
    return bool(
        last
        and last.about == VoteAbout.ADJOURN
        and last.status == VoteStatus.DECLARED
        and last.outcome == VoteOutcome.CARRIED
    )


def to_confirm(meeting: Meeting) -> list[Resolution]:
    """What emergency meetings of this committee have decided and no meeting has confirmed yet."""
    decided = Resolution.objects.filter(
        committee=meeting.committee, meeting__kind=MeetingKind.EMERGENCY
    ).exclude(status=ResolutionStatus.RESCINDED)
    confirmed = LogEntry.objects.filter(
        meeting__committee=meeting.committee,
        kind=LogKind.DECLARED,
        undone_at__isnull=True,
        facts__outcome=VoteOutcome.CARRIED,
        facts__has_key="confirms",
    ).values_list("facts__confirms", flat=True)
    return list(decided.exclude(public_id__in=list(confirmed)).order_by("carried_at")[:_MOST])


def _groups(meeting: Meeting) -> Iterable[list[Subject]]:
    """Questions that are allowed or not for the same reason, together."""
    motion = meeting.motions.filter(status=MotionStatus.MOVED).first()
    if motion is not None:
        amendment = motion.amendments.filter(status="moved").first()
        if amendment is not None:
            amendment.motion = motion
            yield [Subject(VoteAbout.AMENDMENT, motion=motion, amendment=amendment)]
        yield [Subject(VoteAbout.MOTION, motion=motion)]
        yield [Subject(VoteAbout.CLOSE_DEBATE, motion=motion, amendment=amendment)]
    minutes = Minutes.objects.filter(
        meeting__committee=meeting.committee, status=MinutesStatus.DRAFTED
    ).exclude(meeting=meeting)
    late = Motion.objects.filter(
        committee=meeting.committee,
        status=MotionStatus.SECONDED,
        about_person=False,
        rescinds=None,
        rule_changes={},
    )
    lists = [
        [
            Subject(VoteAbout.MINUTES, minutes=one)
            for one in minutes.select_related("meeting").order_by("meeting__starts_at")[:_MOST]
        ],
        [Subject(VoteAbout.OTHER, resolution=one) for one in to_confirm(meeting)],
        [
            Subject(VoteAbout.HEAR_EMERGENCY, motion=one)
            for one in late.order_by("seconded_at", "pk")[:_MOST]
        ],
        [Subject(VoteAbout.SUSPEND_RULES, rule=rule) for rule in _unsuspended(meeting)],
    ]
    yield from (one for one in lists if one)
    yield [Subject(VoteAbout.CHALLENGE_CHAIR)]
    yield [Subject(VoteAbout.ADJOURN)]
    yield [Subject(VoteAbout.OTHER, text="…")]
    yield [Subject(VoteAbout.PRACTICE)]


def _unsuspended(meeting: Meeting) -> list[str]:
    held = debate.suspended(meeting)
    return [rule for rule in SUSPENDABLE if rule not in held]


def _words(subject: Subject, meeting: Meeting) -> str:
    """What is beside the kind of question, in the reader's language; blank where that says all."""
    if subject.about in (VoteAbout.CLOSE_DEBATE, VoteAbout.PRACTICE) or subject.text:
        return ""
    has_words = subject.motion or subject.minutes or subject.resolution or subject.rule
    return subject.said(meeting) if has_words else ""
