"""What a committee decides for its delegates, by a motion that its meeting carries."""

from collections.abc import Mapping
from datetime import datetime

from councils.effects_delegates import instructing, ratifying
from councils.models import Ratification
from meetings.models import AgendaItem, Meeting, Motion, Vote
from tests.meetings.voting import Hall


def told(*items: AgendaItem, stance: str = "for", limits: str = "") -> dict[str, tuple[str, str]]:
    """The same for every item."""
    return {one.public_id: (stance, limits) for one in items}


def to_instruct(hall: Hall, meeting: Meeting, said: Mapping[str, tuple[str, str]]) -> Motion:
    """A motion in debate that would tell the delegates this."""
    return hall.motion(effect=instructing(meeting, said), title="What our delegates carry")


def instruct(hall: Hall, meeting: Meeting, said: Mapping[str, tuple[str, str]]) -> Vote:
    """The same, carried."""
    motion = to_instruct(hall, meeting, said)
    return hall.decide(hall.put("motion", motion=motion), votes_for=9)


def answer(hall: Hall, ratification: Ratification, votes_for: int, against: int = 0) -> Vote:
    """The committee votes on ratifying."""
    motion = hall.motion(effect=ratifying(ratification), title="To ratify")
    return hall.decide(hall.put("motion", motion=motion), votes_for, against)


def held(meeting: Meeting, at: datetime) -> Meeting:
    """The council's meeting is open since this moment."""
    meeting.status, meeting.opened_at = "open", at
    meeting.save(update_fields=["status", "opened_at"])
    return meeting
