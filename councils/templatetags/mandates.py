"""Above the buttons of a vote in a council: what the reader's committee has told its delegates."""

from typing import Any

from django import template

from committees.models import Seat
from councils.queries.instructions import in_force
from meetings.models import AgendaItem, Vote

register = template.Library()


@register.inclusion_tag("councils/_mandate.html", takes_context=True)
def mandate_on_vote(context: dict[str, Any], vote: Vote) -> dict[str, Any]:
    """Stance and limits on the motion that is voted on; nothing on procedure, or for a screen."""
    reader = getattr(context.get("request"), "user", None)
    if vote.motion_id is None or reader is None or not reader.is_authenticated:
        return {"has_mandate": False}
    seats = Seat.objects.taken().filter(
        membership__user=reader, affiliation__council=vote.meeting.committee_id
    )
    seat = seats.select_related("affiliation__committee").first()
    items = list(AgendaItem.objects.filter(meeting=vote.meeting_id, motion=vote.motion_id))
    if seat is None or not items:
        return {"has_mandate": False}
    told = in_force([seat.affiliation_id], items)
    return {
        "has_mandate": True,
        "instruction": next(iter(told.values()), None),
        "committee": seat.affiliation.committee,
        "amends": vote.amendment_id is not None,
    }
