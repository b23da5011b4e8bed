"""The messages about a delegate's work. Nobody is named in them, and no stance."""

from datetime import datetime
from typing import Any

from committees.models import Affiliation, Committee, Discretion, Mandate, Office
from councils.models import Ratification, Report
from meetings.models import Meeting
from notices.models import Category
from notices.operations.messages import send_message


def mandate_missing(affiliation: Affiliation, meeting: Meeting, left: int, *, at: datetime) -> None:
    """To the coordinators and the delegates: on so many items nothing is decided."""
    _send(
        affiliation.committee,
        "mandate_missing",
        f"mandate-missing:{affiliation.public_id}:{meeting.public_id}",
        audience="councils.carriers",
        about={"affiliation": affiliation.public_id},
        context={
            "left": left,
            "starts_at": meeting.starts_at.isoformat(),
            "zone": str(meeting.timezone),
        },
        telling={"council": affiliation.council.name},
        at=at,
    )


def report_wanted(report: Report, *, at: datetime) -> None:
    """To the delegate: the report is due soon, or overdue."""
    is_late = at >= report.due_at
    word = "overdue" if is_late else "due"
    affiliation = report.seat.affiliation
    _send(
        affiliation.committee,
        "report_wanted",
        f"report-{word}:{report.public_id}",
        audience="councils.delegate",
        about={"report": report.public_id},
        context={
            "report": report.public_id,
            "is_late": is_late,
            "due_at": report.due_at.isoformat(),
        },
        telling={"council": affiliation.council.name},
        at=at,
    )


def ratification_asked(first: Ratification, number: int, *, at: datetime) -> None:
    """To the coordinators: a council has decided, and the committee can answer; `first` of `number`."""
    _of_ratification(first, "ratification_asked", at=at, is_formal=True, number=number)


def ratification_last_call(ratification: Ratification, *, at: datetime) -> None:
    """To the coordinators: a day is left; one mail for all that one meeting decided."""
    _of_ratification(ratification, "ratification_last_call", at=at, is_formal=True)


def delegate_sent(mandate: Mandate, *, at: datetime) -> None:
    """To the member whom the committee sends: will they carry it?"""
    _send(
        mandate.committee,
        "delegate_sent",
        f"delegate-sent:{mandate.public_id}",
        audience="committees.holder",
        about={"mandate": mandate.public_id},
        context={},
        telling={},
        at=at,
    )


def _of_ratification(
    ratification: Ratification, word: str, *, at: datetime, is_formal: bool, **context: Any
) -> None:
    affiliation, meeting = ratification.affiliation, ratification.resolution.meeting_id
    _send(
        affiliation.committee,
        word,
        f"{word.replace('_', '-')}:{affiliation.public_id}:{meeting}",
        audience="committees.officers",
        about={"offices": [Office.COORDINATOR.value]},
        context={"closes_at": ratification.closes_at.isoformat(), **context},
        telling={"council": affiliation.council.name},
        at=at,
        is_formal=is_formal,
    )


def _send(
    committee: Committee,
    word: str,
    key: str,
    *,
    audience: str,
    about: dict[str, Any],
    context: dict[str, Any],
    telling: dict[str, Any],
    at: datetime,
    is_formal: bool = False,
) -> None:
    """Queue one message; `telling` is left out for discreet committees."""
    known = committee.mail_context | {"of_committee": committee.public_id} | context
    if committee.discretion != Discretion.DISCREET:
        known |= telling
    send_message(
        key,
        category=Category.MEETINGS,
        audience=audience,
        about={"committee": committee.public_id, **about},
        template=f"councils/email/{word}",
        context=known,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=is_formal,
    )
