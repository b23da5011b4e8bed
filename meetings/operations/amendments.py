"""What amendments do to the text of a motion."""

from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from core.decision import Refused
from core.models import Event
from meetings.merging import merge
from meetings.models import Amendment, Motion

CLAUSES = ("notes", "believes", "resolves")


class Before(TypedDict):
    """A motion's text before it was amended, as `restore_text` takes it; fit for JSON."""

    clauses: dict[str, str]
    version: int


def apply_amendment(amendment: Amendment, *, at: datetime) -> Before:
    """Put the change of a locked amendment into its locked motion, and return what stood before.

    Refused where the motion's text has changed meanwhile in the same lines. The status of both is
    the caller's. `restore_text(motion, **before)` takes it back.
    """
    motion = amendment.motion
    before = Before(clauses=clauses_of(motion), version=motion.version)
    for name, text in merged(amendment, motion).items():
        setattr(motion, name, text)
    motion.version += 1
    motion.save(update_fields=[*CLAUSES, "version"])
    Event.record("meetings.motion_amended", motion, by=None, at=at, version=motion.version)
    return before


def restore_text(motion: Motion, *, clauses: dict[str, str], version: int) -> None:
    """Put back the text and version that a locked motion had before an amendment."""
    for name in CLAUSES:
        setattr(motion, name, clauses[name])
    motion.version = version
    motion.save(update_fields=[*CLAUSES, "version"])


def merged(amendment: Amendment, motion: Motion) -> dict[str, str]:
    """The clauses of the motion as they are now, with the change; refused where lines conflict."""
    found = {}
    for name in CLAUSES:
        text = merge(
            getattr(amendment, f"was_{name}"), getattr(motion, name), getattr(amendment, name)
        )
        if text is None:
            raise Refused(
                _(
                    "The text of the motion has changed in the same lines since this amendment "
                    "was written. Write it anew against the text as it is now."
                )
            )
        found[name] = text.strip()
    if not found["resolves"]:
        raise Refused(_("With this amendment the motion would resolve nothing."))
    return found


def clauses_of(text: Motion | Amendment) -> dict[str, str]:
    """The three clauses by name."""
    return {name: getattr(text, name) for name in CLAUSES}
