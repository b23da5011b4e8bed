"""The messages between committees that are to meet together: to their coordinators alone."""

from datetime import datetime
from typing import Any

from committees.models import Committee, Office
from meetings.models import JointMeeting, JointPart, Meeting
from notices.models import Category
from notices.operations.messages import send_message


def committee_invited(part: JointPart, *, at: datetime) -> None:
    """To the coordinators of the committee that is invited: they answer for it."""
    leading = part.joint.leading
    assert leading is not None  # nobody is invited to what is not called
    _send(
        part.committee,
        part.joint,
        "committee_invited",
        f"committee-invited:{part.public_id}:{at:%Y%m%d%H%M%S}",
        at=at,
        harmless=_when(leading),
        title=leading.title,
        place=leading.place,
        from_committee=part.joint.host.name,
    )


def committee_answered(part: JointPart, *, at: datetime) -> None:
    """To the coordinators of the host: another committee takes part, does not, or has withdrawn."""
    _send(
        part.joint.host,
        part.joint,
        "committee_answered",
        f"committee-answered:{part.public_id}:{part.status}:{at:%Y%m%d%H%M%S}",
        at=at,
        harmless={"answer": part.status},
        from_committee=part.committee.name,
    )


def _when(leading: Meeting) -> dict[str, Any]:
    return {
        "starts_at": leading.starts_at.isoformat(),
        "zone": str(leading.timezone),
        "minutes": leading.minutes,
        "together": True,
    }


def _send(
    committee: Committee,
    joint: JointMeeting,
    template: str,
    key: str,
    *,
    at: datetime,
    harmless: dict[str, Any],
    **telling: str,
) -> None:
    """Queue one message to coordinators; `telling` is left out where the committee is discreet."""
    context = committee.mail_context | {"joint": joint.public_id} | harmless
    if not context["discreet"]:
        context |= telling
    send_message(
        key,
        category=Category.MEETINGS,
        audience="committees.officers",
        about={"committee": committee.public_id, "offices": [Office.COORDINATOR.value]},
        template=f"meetings/email/{template}",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
    )
