"""The code at the door: shown in the hall, typed or scanned by whoever is there. Nothing is stored."""

from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from core.decision import ALLOWED, Decision, denied
from meetings.models import Meeting

LENGTH = 6
STEP = timedelta(seconds=60)
ACCEPTED = 2  # steps: the one that stands on the screen, and the one before
ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"  # nothing that looks or sounds like something else beside it


def code(meeting: Meeting, at: datetime) -> str:
    """What stands on the screen at this moment; another one each minute."""
    return _of_step(meeting, _step(at))


def changes_at(at: datetime) -> datetime:
    """When the code that stands there at this moment gives way to the next."""
    return datetime.fromtimestamp((_step(at) + 1) * STEP.total_seconds(), tz=at.tzinfo)


def asks_code(meeting: Meeting) -> bool:
    """Whether one comes in with the code of the hall.

    In a council that has a room online every delegate is known by the seat, and votes by name:
    nobody needs a picture on a wall to be let in.
    """
    return not (meeting.committee.is_council and meeting.room_link)


def opens(meeting: Meeting, given: str, at: datetime) -> Decision:
    """Whether this is the code of now or of the minute before."""
    plain = "".join(one for one in given.upper() if one.isalnum())
    if len(plain) != LENGTH or set(plain) - set(ALPHABET):
        return denied(
            _("A code has six letters or numbers. Look at the screen in the hall and type them.")
        )
    fitting = [
        constant_time_compare(plain, _of_step(meeting, _step(at) - back))
        for back in range(ACCEPTED)
    ]
    if not any(fitting):
        return denied(
            _(
                "This code is wrong, or it is older than two minutes. The code changes every minute: "
                "look at the screen in the hall and type the one that stands there now."
            )
        )
    return ALLOWED


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _of_step(meeting: Meeting, step: int) -> str:
    # One hall has one code, also where several committees meet in it.
    hall = meeting.public_id if meeting.joint_id is None else f"joint-{meeting.joint_id}"
    digest = salted_hmac("meetings.door", f"{hall}:{step}", algorithm="sha256")
    number = int.from_bytes(digest.digest())
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
