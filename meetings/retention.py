"""How long the rows of meetings are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ballots.models import (
    Board,
    Bundle,
    ClosingList,
    CountedBallots,
    Holder,
    PublishedBallot,
    RollEntry,
)
from core.retention import rule
from meetings.models import (
    ActionItem,
    AgendaItem,
    Amendment,
    Attendance,
    Circulation,
    Coming,
    CompositePart,
    JointMeeting,
    JointPart,
    LogEntry,
    Meeting,
    MeetingOfficer,
    MeetingStatus,
    Minutes,
    MinutesVersion,
    Motion,
    MotionQuestion,
    MotionTranslation,
    NamedVote,
    Offer,
    OpenVote,
    Requisition,
    RequisitionSignature,
    RequisitionStatus,
    Resolution,
    Speaker,
    TellerCount,
    Vote,
    VoteStatus,
)

NAMES_KEPT = timedelta(days=30)
OFFICERS_KEPT = timedelta(days=90)
ACTIONS_KEPT = timedelta(days=365)
BALLOTS_KEPT = timedelta(days=30)
REQUISITIONS_KEPT = timedelta(days=365)
_ENDED = [MeetingStatus.CLOSED, MeetingStatus.CANCELLED]


def _of_ended(model: type[models.Model]) -> Callable[[datetime], QuerySet[Any]]:
    """The rows of meetings that are closed or cancelled."""
    return lambda _now: model._default_manager.filter(meeting__status__in=_ENDED)


def _named(model: type[models.Model]) -> Callable[[datetime], QuerySet[Any]]:
    """Decided long enough ago, with a proposer or seconder still named."""
    return lambda now: model._default_manager.filter(
        Q(proposer__isnull=False) | Q(seconder__isnull=False), decided_at__lte=now - NAMES_KEPT
    )


def _askers(now: datetime) -> QuerySet[MotionQuestion]:
    return MotionQuestion.objects.filter(
        asker__isnull=False, motion__decided_at__lte=now - NAMES_KEPT
    )


def _officers(now: datetime) -> QuerySet[MeetingOfficer]:
    return MeetingOfficer.objects.filter(
        Q(meeting__closed_at__lte=now - OFFICERS_KEPT) | Q(meeting__status=MeetingStatus.CANCELLED)
    )


def _counts(_now: datetime) -> QuerySet[TellerCount]:
    return TellerCount.objects.filter(vote__meeting__status__in=_ENDED)


def _cast(_now: datetime) -> QuerySet[OpenVote]:
    return OpenVote.objects.filter(vote__status__in=[VoteStatus.DECLARED, VoteStatus.SET_ASIDE])


def rolls(_now: datetime) -> QuerySet[RollEntry]:
    """Who was on the roll of a secret vote, once its meeting has ended."""
    ended = Vote.objects.filter(meeting__status__in=_ENDED, contest__isnull=False)
    return RollEntry.objects.filter(contest__in=ended.values("contest"))


def _ballots(model: type[models.Model]) -> Callable[[datetime], QuerySet[Any]]:
    """What stands on the board of a secret vote, long enough after the vote was put."""

    def rows(now: datetime) -> QuerySet[Any]:
        past = Vote.objects.filter(opened_at__lte=now - BALLOTS_KEPT, contest__isnull=False)
        return model._default_manager.filter(contest__in=past.values("contest"))

    return rows


def _undo(_now: datetime) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(meeting__status__in=_ENDED).exclude(undo={})


def _signatures(_now: datetime) -> QuerySet[RequisitionSignature]:
    return RequisitionSignature.objects.exclude(requisition__status=RequisitionStatus.OPEN)


rule(Meeting, _("kept with its committee"))
rule(AgendaItem, _("kept with its meeting"))
rule(JointMeeting, _("kept with the committee that called it"))
rule(JointPart, _("kept with the joint meeting: which committees took part"))
rule(Coming, _("deleted when the meeting is closed or cancelled"), due=_of_ended(Coming))
rule(Attendance, _("deleted when the meeting is closed or cancelled"), due=_of_ended(Attendance))
rule(Speaker, _("deleted when the meeting is closed or cancelled"), due=_of_ended(Speaker))
rule(Offer, _("deleted when the meeting is closed or cancelled"), due=_of_ended(Offer))
rule(MeetingOfficer, _("deleted 90 days after the meeting is closed"), due=_officers)
rule(
    LogEntry,
    _("kept with its meeting; what would undo an entry is deleted when the meeting is closed"),
    due=_undo,
    change={"undo": {}},
)
rule(Vote, _("kept with its meeting: numbers alone"))
rule(TellerCount, _("deleted when the meeting is closed"), due=_counts)
rule(
    NamedVote,
    _("Kept with its vote: delegates vote in the open. It names them while they are members."),
)
rule(OpenVote, _("deleted when the result is declared or the vote is set aside"), due=_cast)
for _model in (Motion, Amendment):
    rule(
        _model,
        _("kept with its committee; who proposed and seconded it for 30 days after it is decided"),
        due=_named(_model),
        change={"proposer": None, "seconder": None},
    )
rule(CompositePart, _("kept with the composite"))
rule(
    MotionQuestion,
    _("kept with its motion; who asked it for 30 days after that is decided"),
    due=_askers,
    change={"asker": None},
)
rule(MotionTranslation, _("kept with its motion"))
rule(
    Requisition,
    _("kept for a year after it was reached or lapsed"),
    due=lambda now: Requisition.objects.filter(
        Q(reached_at__lte=now - REQUISITIONS_KEPT) | Q(lapsed_at__lte=now - REQUISITIONS_KEPT)
    ),
)
rule(
    RequisitionSignature,
    _("deleted once enough have signed, or the requisition has lapsed (after 30 days)"),
    due=_signatures,
)
rule(Minutes, _("kept with its meeting"))
rule(MinutesVersion, _("kept with the minutes"))
rule(Resolution, _("kept with its committee"))
rule(Circulation, _("kept with the resolution"))
rule(
    ActionItem,
    _("deleted a year after it is done"),
    due=lambda now: ActionItem.objects.filter(done_at__lte=now - ACTIONS_KEPT),
)
rule(RollEntry, _("Of a vote in a meeting: deleted when the meeting is closed"), due=rolls)
for _kept in (Board, Bundle, ClosingList, CountedBallots, Holder, PublishedBallot):
    rule(
        _kept,
        _("Of a vote in a meeting: deleted 30 days after the vote"),
        due=_ballots(_kept),
    )
