"""What delegates brought back, with the mandate beside the vote."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Committee, Membership
from core.decision import Decision
from councils import permissions
from councils.models import BOUND, Instruction, Report, ReportLine, Stance, Voted
from meetings.models import Meeting, Resolution

MOST = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """One report in the list of a committee."""

    report: Report
    name: str
    is_overdue: bool
    may_make: Decision


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a report: the mandate, the vote, and in words whether they agree."""

    line: ReportLine
    verdict: str
    is_against: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report as a member of the committee reads it."""

    report: Report
    name: str
    lines: list[Line]
    resolutions: list[Resolution]
    is_overdue: bool
    may_make: Decision


def listed(committee: Committee, member: Membership, user: User, now: datetime) -> list[Listed]:
    """The reports of the committee's delegates, newest council first; one query."""
    rows = Report.objects.visible_to(user, now).filter(seat__affiliation__committee=committee)
    rows = rows.select_related(
        "meeting__committee", "seat__mandate__membership", "seat__affiliation__council"
    )
    return [
        Listed(
            one,
            one.seat.mandate.membership.shown_name,
            one.is_overdue(now),
            permissions.make_report(member, one, now),
        )
        for one in rows.order_by("-owed_at", "pk")[:MOST]
    ]


def report_page(report: Report, member: Membership, now: datetime) -> ReportPage:
    """Everything of one report; two queries beside the report's own."""
    return ReportPage(
        report,
        report.seat.mandate.membership.shown_name,
        [_line(one) for one in lines_of(report)],
        resolutions_of(report.meeting),
        report.is_overdue(now),
        permissions.make_report(member, report, now),
    )


def lines_of(report: Report) -> list[ReportLine]:
    """The items in the order of the agenda, each with what the delegate was told."""
    rows = report.lines.select_related("item__motion", "instruction__resolution")
    return list(rows.order_by("item__position"))


def resolutions_of(meeting: Meeting) -> list[Resolution]:
    """What a council's meeting resolved, in order."""
    return list(Resolution.objects.in_force().filter(meeting=meeting).order_by("year", "number"))


def prefilled(report: Report) -> dict[str, str]:
    """What a report can begin with: what the council resolved, as lines."""
    lines = [f"{one}: {one.title}" for one in resolutions_of(report.meeting)]
    return {"decided": "\n".join(lines) or _("Nothing was resolved.")}


def verdict(instruction: Instruction | None, voted: str) -> tuple[str, bool]:
    """In words whether the vote was as told, and whether it surely was not."""
    if not voted:
        return "", False
    if instruction is None:
        return _("There was no instruction on this."), False
    stance = Stance(instruction.stance)
    if stance not in BOUND:
        return _unbound(stance), False
    if voted == Voted.NOT:
        return _("The mandate was bound, and the delegate did not vote."), True
    if voted == stance:
        return _("The delegate voted as the committee had decided."), False
    return _AGAINST[stance][Voted(voted)](), True


def owed_by(user: User) -> list[Report]:
    """What this person owes, soonest first; one query."""
    rows = Report.objects.owed_by(user).select_related("seat__affiliation__committee", "meeting")
    return list(rows.order_by("due_at", "pk"))


def _line(line: ReportLine) -> Line:
    words, is_against = verdict(line.instruction, line.voted)
    return Line(line, words, is_against)


def _unbound(stance: Stance) -> str:
    return {
        Stance.GUIDED: _("The delegate decided there. The limits stand beside it."),
        Stance.OPEN: _("The mandate was open: the delegate decided there."),
        Stance.REFER_BACK: _("The delegate was to ask that it be referred back."),
    }[stance]


# Told → voted. Whole sentences, since no language puts them together from parts.
_AGAINST = {
    Stance.FOR: {
        Voted.AGAINST: lambda: _("The mandate was to vote for it. The delegate voted against it."),
        Voted.ABSTAIN: lambda: _("The mandate was to vote for it. The delegate abstained."),
    },
    Stance.AGAINST: {
        Voted.FOR: lambda: _("The mandate was to vote against it. The delegate voted for it."),
        Voted.ABSTAIN: lambda: _("The mandate was to vote against it. The delegate abstained."),
    },
    Stance.ABSTAIN: {
        Voted.FOR: lambda: _("The mandate was to abstain. The delegate voted for it."),
        Voted.AGAINST: lambda: _("The mandate was to abstain. The delegate voted against it."),
    },
}
