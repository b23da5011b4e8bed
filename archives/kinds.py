"""What a committee owns: every kind of row that its archive holds, and why every other is left.

A row without a committee of its own is found by the path to it. No row joins a member to what they
proposed, asked, took on or answered: of the keys to a member only those of `Kind.named` are written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from announcements.models import Announcement, AnnouncementTranslation
from archives.models import Origin
from ballots import models as ballots
from ballots.counting import Count
from committees.models import Campus, Committee, Mandate, Membership
from elections import models as elections
from meetings import models as meetings
from outreach import models as outreach

Rows = models.QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Taking:
    """One taking of a committee. `published` are the contests whose ballots everybody in it reads."""

    committee: Committee
    published: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one model. A column of `left` takes its default; a row goes without what is in `needs`.

    `written` changes what is written of a row.
    """

    model: type[models.Model]
    rows: Callable[[Taking], Rows]
    left: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    written: Callable[[Taking, Any, dict[str, Any]], None] | None = None
    key: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.model._meta.label_lower)


DECLARED = [elections.ElectionStatus.DECLARED, elections.ElectionStatus.FINAL]
_OVER = [*DECLARED, elections.ElectionStatus.VOID]


def _of(model: type[models.Model], path: str, only: Q | None = None) -> Callable[[Taking], Rows]:
    """The rows whose `path` is the committee."""

    def rows(taking: Taking) -> Rows:
        found = model._default_manager.filter(**{path: taking.committee.pk})
        return (found.filter(only) if only is not None else found).order_by("pk")

    return rows


def _open_ballots(model: type[models.Model]) -> Callable[[Taking], Rows]:
    return lambda taking: model._default_manager.filter(contest__in=taking.published).order_by("pk")


def _kind(
    model: type[models.Model],
    path: str = "committee",
    only: Q | None = None,
    *,
    left: str = "",
    named: str = "",
    needs: str = "",
) -> Kind:
    without, shown, needed = (frozenset(one.split()) for one in (left, named, needs))
    return Kind(model, _of(model, path, only), without, shown, needed)


def _campuses(taking: Taking) -> Rows:
    visited = outreach.Delegation.objects.filter(committee=taking.committee).values("campus")
    return Campus.objects.filter(Q(committees=taking.committee) | Q(pk__in=visited)).order_by("pk")


def _members(taking: Taking) -> Rows:
    """Who is a member now, and who held an office, who left without a name."""
    held = Mandate.objects.filter(committee=taking.committee).values("membership")
    rows = Membership.objects.filter(committee=taking.committee)
    return rows.filter(Q(status__in=["active", "awaited"]) | Q(pk__in=held)).order_by("pk")


def _awaited(_taking: Taking, member: Membership, row: dict[str, Any]) -> None:
    if member.is_active:
        row["status"] = "awaited"


def contests(committee: Committee, *, only_declared: bool = False) -> models.QuerySet[Any]:
    """The contests that are over; `only_declared`: whose result was published and stands."""
    over = DECLARED if only_declared else _OVER
    decided = elections.RECALL_DECIDED if only_declared else elections.RECALL_OVER
    struck = elections.STRIKE_DECIDED if only_declared else elections.STRIKE_OVER
    return (
        ballots.Contest.objects.filter(
            status__in=["counted"] if only_declared else ["counted", "void"]
        )
        .filter(
            Q(election__committee=committee, election__status__in=over)
            | Q(vote__meeting__committee=committee, vote__status="declared")
            | Q(recall__committee=committee, recall__status__in=decided)
            | Q(strike_ballot__committee=committee, strike_ballot__status__in=struck)
        )
        .order_by("pk")
    )


def _sealed(taking: Taking, contest: ballots.Contest, row: dict[str, Any]) -> None:
    """Where the ballots are too few to be read, the result says who was elected and no more."""
    if contest.pk in taking.published or contest.result is None:
        return
    count = Count.from_json(contest.result)
    row["result"] = count.to_json() | {
        "stages": [],
        "quota": 0,
        "valid": 0,
        "blank": 0,
        "invalid": 0,
        "seed": None,
    }
    row["lot_seed"] = ""


# Before an open meeting, or a doing of itself that only this server knows: it is put again.
_MOTIONS = ~Q(meeting__status="open") & (Q(effect={}) | Q(decided_at__isnull=False))
_ON_ITS_WAY = "due_at last_call_at"

# Each after those that it cannot be without.
KINDS: tuple[Kind, ...] = (
    Kind(Campus, _campuses, frozenset({"folded_names"})),
    _kind(
        Committee,
        "pk",
        left="prepared_for dissolution_asked_at dissolution_asked_by suspended_at suspended_because",
    ),
    Kind(
        Membership,
        _members,
        frozenset(
            {"user", "folded_name", "suspension_asked_at", "suspension_asked_by"}
            | {"suspension_because", "suspended_until"}
        ),
        written=_awaited,
    ),
    _kind(Mandate, only=~Q(status="given"), named="membership", left="strong_by"),
    _kind(meetings.Meeting, only=~Q(status="open"), left="joint"),
    # What a decided motion did by itself is done; kept, it could tell whom a meeting removed.
    _kind(meetings.Motion, only=_MOTIONS, left="effect"),
    _kind(meetings.Amendment, "motion__committee"),
    _kind(meetings.CompositePart, "composite__committee"),
    _kind(meetings.MotionQuestion, "motion__committee"),
    _kind(meetings.MotionTranslation, "motion__committee"),
    _kind(meetings.AgendaItem, "meeting__committee", needs="motion"),
    _kind(meetings.LogEntry, "meeting__committee", left="undo"),
    _kind(meetings.Minutes, "meeting__committee"),
    _kind(meetings.MinutesVersion, "minutes__meeting__committee"),
    _kind(meetings.Resolution),
    _kind(meetings.ActionItem, "meeting__committee", left="due_at"),
    _kind(meetings.Requisition, only=~Q(status="open")),
    Kind(ballots.Contest, lambda taking: contests(taking.committee), written=_sealed),
    Kind(
        ballots.Option,
        lambda taking: ballots.Option.objects.filter(
            contest__in=contests(taking.committee)
        ).order_by("pk"),
    ),
    Kind(ballots.Holder, _open_ballots(ballots.Holder), frozenset({"board_body"})),
    Kind(ballots.HolderFault, _open_ballots(ballots.HolderFault)),
    Kind(ballots.ClosingList, _open_ballots(ballots.ClosingList)),
    Kind(ballots.Board, _open_ballots(ballots.Board)),
    Kind(ballots.PaperBallots, _open_ballots(ballots.PaperBallots)),
    Kind(ballots.PublishedBallot, _open_ballots(ballots.PublishedBallot)),
    Kind(ballots.CountedBallots, _open_ballots(ballots.CountedBallots)),
    _kind(
        meetings.Vote,
        "meeting__committee",
        Q(status__in=["declared", "set_aside"]),
        needs="motion amendment",
    ),
    _kind(elections.Election, only=Q(status__in=_OVER), named="returning_officer"),
    _kind(
        elections.Candidacy,
        "election__committee",
        Q(status__in=["standing", "withdrawn", "limited"]),
        named="membership",
    ),
    _kind(elections.Challenge, "election__committee"),
    _kind(elections.ComplaintDecision, "election__committee"),
    _kind(elections.HustingsQuestion, "election__committee", named="asker"),
    _kind(elections.HustingsAnswer, "question__election__committee"),
    _kind(
        elections.Teller,
        "election__committee",
        Q(status__in=["accepted", "dropped"]),
        named="membership",
    ),
    _kind(
        elections.RecallPetition,
        only=Q(ended_at__isnull=False),
        left=f"{_ON_ITS_WAY} lost_contest",
        needs="contest",
    ),
    _kind(elections.StrikeBallot, only=Q(ended_at__isnull=False), left=_ON_ITS_WAY),
    _kind(Announcement, only=Q(status="sent"), left="message", needs="meeting"),
    _kind(AnnouncementTranslation, "announcement__committee"),
    _kind(outreach.Workplace),
    _kind(outreach.Statement, only=Q(status="adopted"), needs="resolution"),
    _kind(outreach.StatementTranslation, "statement__committee"),
    _kind(outreach.Delegation, needs="workplace campus"),
    _kind(outreach.FollowUp, "delegation__committee", left="due_at"),
    _kind(outreach.Action, left="place has_place place_told_at"),
    _kind(outreach.Participation, needs="resolution ballot"),
    _kind(outreach.Task, "participation__committee"),
    _kind(outreach.Shift, "participation__committee"),
    _kind(outreach.PublishedTotals),
    _kind(Origin),
)
BY_KEY = {kind.key: kind for kind in KINDS}

_ACCOUNT = "A person's, and no committee's: nobody is moved without coming themselves."
_MAIL = "Mail and notices that went, or did not; the next server sends its own."
_WHO = "It would tell who did it, and is forgotten when its time is over."
_SECRET = "Of a ballot: it opens, joins or precedes what is published."  # noqa: S105
_TWO = "It binds two committees; the archive says in words which, and each decides anew."
_SEALED = "It tells of a person who trusted this committee on this server, sealed under its key."
LEFT: dict[str, str] = {
    **dict.fromkeys(
        (
            "accounts.User", "accounts.Session", "accounts.RecoveryCode", "accounts.SecondFactor",
            "accounts.CalendarFeed",
        ),
        _ACCOUNT,
    ),
    **dict.fromkeys(
        (
            "notices.Message", "notices.Delivery", "notices.Refusal", "notices.DigestChoice",
            "notices.Notice", "notices.Bounce", "notices.MailStop", "notices.Heartbeat",
            "notices.Failure", "announcements.Digest", "elections.ElectionReminder",
            "councils.MandateReminder",
        ),
        _MAIL,
    ),
    **dict.fromkeys(
        (
            "meetings.Coming", "meetings.Attendance", "meetings.MeetingOfficer", "meetings.Offer",
            "meetings.Speaker", "meetings.TellerCount", "meetings.OpenVote",
            "meetings.RequisitionSignature", "elections.RecallSignature", "elections.Observer",
            "outreach.ActionComing", "outreach.ShiftPlace", "outreach.DelegationMember",
            "outreach.NamedMember", "outreach.Defender",
        ),
        _WHO,
    ),
    **dict.fromkeys(
        (
            "ballots.RollEntry", "ballots.Bundle", "ballots.Complaint", "elections.PaperCount",
            "elections.PaperEntry",
        ),
        _SECRET,
    ),
    **dict.fromkeys(
        (
            "committees.Affiliation", "committees.Seat", "councils.Instruction",
            "councils.Ratification", "councils.Report", "councils.ReportLine",
            "meetings.NamedVote", "meetings.Circulation", "meetings.JointMeeting",
            "meetings.JointPart", "outreach.StatementSignature",
        ),
        _TWO,
    ),
    **dict.fromkeys(
        (
            "outreach.Contact", "outreach.Reprisal", "outreach.Evidence", "outreach.DefenceStep",
            "outreach.ReprisalTotal",
        ),
        _SEALED,
    ),
    **dict.fromkeys(
        (
            "committees.Invitation", "committees.InvitationBatch", "committees.InvitationRefusal",
            "committees.JoinRequest", "committees.Admission",
        ),
        "The ways in are this server's; on the next one people are invited by its own.",
    ),
    "committees.CampusName": "Written anew from the campus.",
    "core.Event": "The log of this server; what was decided is in the archive, who did it is not.",
    "core.DeletionStop": "The host's.",
    "outreach.RightsCard": "The host's.",
    "committees.HostChoices": "The host's.",
    "committees.FoundingCode": "The host's.",
    "committees.FoundingRequest": "The host's, and of somebody who is no committee yet.",
    "committees.MisuseReport": "The host's, of whoever reported.",
    "archives.Archive": "That this archive was asked for.",
    "archives.Claim": "Not as rows: claims.json holds the hashes of the codes.",
}  # fmt: skip
