"""What a resolution tells the delegates, and the word that something is missing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from committees.models import Affiliation, Committee
from core.models import Event
from councils import emails, permissions
from councils.models import Instruction, MandateReminder
from councils.queries.instructions import missing
from meetings.models import Meeting, Resolution


@transaction.atomic
def give_instructions(
    committee: Committee,
    meeting: Meeting,
    told: Mapping[str, tuple[str, str]],
    *,
    resolution: Resolution,
    at: datetime,
) -> list[Instruction]:
    """Tell the delegates a stance and its limits for each item of the council's meeting, by its
    identifier. An item that is not on the agenda any more is passed over.
    """
    permissions.give_instructions(committee, meeting).enforce()
    affiliation = Affiliation.objects.joined().get(
        council=meeting.committee_id, committee=committee
    )
    rows = [
        Instruction(
            affiliation=affiliation,
            item=item,
            resolution=resolution,
            stance=told[item.public_id][0],
            limits=told[item.public_id][1],
            given_at=at,
        )
        for item in meeting.agenda.filter(public_id__in=told).order_by("position")
    ]
    given = Instruction.objects.bulk_create(rows)
    Event.record("councils.instructions_given", resolution, by=None, at=at, items=len(given))
    return given


@transaction.atomic
def take_back_instructions(resolution: Resolution, *, at: datetime) -> None:
    """The vote that gave them is set aside: what held before holds again."""
    Instruction.objects.filter(resolution=resolution).delete()
    Event.record("councils.instructions_taken_back", resolution, by=None, at=at)


@transaction.atomic
def ask_for_instructions(affiliation: Affiliation, meeting: Meeting, *, at: datetime) -> bool:
    """Tell the coordinators and the delegates once where items are not decided; whether mail went."""
    _row, is_new = MandateReminder.objects.get_or_create(affiliation=affiliation, meeting=meeting)
    left = missing(affiliation, meeting) if is_new else []
    if left:
        emails.mandate_missing(affiliation, meeting, len(left), at=at)
    return bool(left)
