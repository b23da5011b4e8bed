"""What everybody sees of a committee, as a coordinator or a meeting decides."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from committees.models import Committee, FacePart, Membership
from core.models import Event
from outreach import emails, permissions


@transaction.atomic
def set_face(
    committee: Committee, shows: Iterable[str], *, by: Membership | None, at: datetime
) -> Committee:
    """Show these parts and no others. `by` None: a meeting decided it; else every member is told."""
    committee = (
        Committee.objects.select_for_update(of=("self",))
        .select_related("campus")
        .get(pk=committee.pk)
    )
    if by is not None:
        permissions.set_face(by, committee).enforce()
    wanted = set(shows)
    kept = [part.value for part in FacePart if part in wanted]
    if kept == committee.shows:
        return committee
    committee.shows = kept
    committee.save(update_fields=["shows"])
    Event.record("outreach.face_set", committee, by=by, at=at, shows=kept)
    if by is not None:
        emails.face_set(committee, at=at)
    return committee
