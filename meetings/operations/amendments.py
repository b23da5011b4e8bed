"""Amendments: proposing, seconding, accepting, withdrawing, and what they do to a motion's text."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import permissions
from meetings.merging import merge
from meetings.models import CLAUSES, Amendment, AmendmentStatus, Motion
from meetings.operations.agenda import changed_in_the_hall
from meetings.operations.motions import locked_with_meeting


class Before(TypedDict):
    """A motion's text before it was amended, as `restore_text` takes it; fit for JSON."""

    clauses: dict[str, str]
    version: int


@transaction.atomic
def propose_amendment(
    motion: Motion,
    clauses: dict[str, str],
    *,
    base_version: int,
    because: str = "",
    by: Membership,
    at: datetime,
) -> Amendment:
    """Propose how the whole text would read; `base_version` is the text that its writer saw."""
    motion, _meeting = locked_with_meeting(motion)
    permissions.propose_amendment(by, motion, at).enforce()
    if base_version != motion.version:
        raise Refused(_("The motion has changed while you wrote. Read it as it is now."))
    if not clauses["resolves"].strip():
        raise Refused(_("With this amendment the motion would resolve nothing."))
    if clauses == clauses_of(motion):
        raise Refused(_("This is the text as it stands. Change something in it."))
    was = {f"was_{name}": text for name, text in clauses_of(motion).items()}
    amendment = Amendment.objects.create(
        motion=motion,
        base_version=base_version,
        because=because,
        proposer=by,
        submitted_at=at,
        **clauses,
        **was,
    )
    Event.record("meetings.amendment_proposed", amendment, by=by, at=at)
    _tell(amendment)
    return amendment


@transaction.atomic
def second_amendment(amendment: Amendment, *, by: Membership, at: datetime) -> Amendment:
    """Second an amendment, so that the meeting votes on it."""
    amendment = _locked(amendment)
    permissions.second_amendment(by, amendment).enforce()
    amendment.status, amendment.seconder = AmendmentStatus.SECONDED, by
    amendment.seconded_at = at
    amendment.save(update_fields=["status", "seconder", "seconded_at"])
    Event.record("meetings.amendment_seconded", amendment, by=by, at=at)
    _tell(amendment)
    return amendment


@transaction.atomic
def accept_amendment(amendment: Amendment, *, by: Membership, at: datetime) -> Amendment:
    """Take an amendment into one's own motion before that is moved; no vote is needed."""
    amendment = _locked(amendment)
    permissions.accept_amendment(by, amendment).enforce()
    apply_amendment(amendment, at=at)
    amendment.status, amendment.decided_at = AmendmentStatus.ACCEPTED, at
    amendment.save(update_fields=["status", "decided_at"])
    Event.record("meetings.amendment_accepted", amendment, by=by, at=at)
    _tell(amendment)
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: Membership, at: datetime) -> Amendment:
    """Take an amendment back before it is moved."""
    amendment = _locked(amendment)
    permissions.withdraw_amendment(by, amendment).enforce()
    amendment.status, amendment.decided_at = AmendmentStatus.WITHDRAWN, at
    amendment.save(update_fields=["status", "decided_at"])
    Event.record("meetings.amendment_withdrawn", amendment, by=by, at=at)
    _tell(amendment)
    return amendment


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


def _locked(amendment: Amendment) -> Amendment:
    """The rows of the meeting, the motion and the amendment, locked in this order."""
    motion, _meeting = locked_with_meeting(Motion(pk=amendment.motion_id))
    found = (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("proposer", "seconder")
        .get(pk=amendment.pk)
    )
    found.motion = motion
    return found


def _tell(amendment: Amendment) -> None:
    if amendment.motion.meeting is not None:
        changed_in_the_hall(amendment.motion.meeting)
