"""What becomes of a resolution: published, acted on, reported back, sent to other committees."""

from datetime import datetime

from django.db import transaction

from committees.models import Committee, Membership
from core.models import Event
from meetings import effects, emails, permissions
from meetings.models import (
    Circulation,
    CirculationStatus,
    Motion,
    MotionForm,
    Resolution,
    ResolutionStatus,
)


@transaction.atomic
def publish_resolution(resolution: Resolution, *, by: Membership, at: datetime) -> Resolution:
    """Give it a page that everybody may read, and tell the members where no meeting decided so."""
    resolution = _locked(resolution)
    permissions.publish_resolution(by, resolution).enforce()
    resolution.published_at = at
    resolution.save(update_fields=["published_at"])
    Event.record("meetings.resolution_published", resolution, by=by, at=at)
    if not resolution.is_public_by_decision:
        emails.resolution_published(resolution, at=at)
    return resolution


@transaction.atomic
def unpublish_resolution(resolution: Resolution, *, by: Membership, at: datetime) -> Resolution:
    """Only members read it from now on."""
    resolution = _locked(resolution)
    permissions.unpublish_resolution(by, resolution).enforce()
    resolution.published_at = None
    resolution.save(update_fields=["published_at"])
    Event.record("meetings.resolution_unpublished", resolution, by=by, at=at)
    return resolution


@transaction.atomic
def act_on_resolution(resolution: Resolution, *, by: Membership, at: datetime) -> Resolution:
    """Say that it was acted on."""
    resolution = _locked(resolution)
    permissions.act_on_resolution(by, resolution).enforce()
    resolution.status, resolution.acted_on_at = ResolutionStatus.ACTED_ON, at
    resolution.save(update_fields=["status", "acted_on_at"])
    Event.record("meetings.resolution_acted_on", resolution, by=by, at=at)
    return resolution


@transaction.atomic
def report_back_on_resolution(
    resolution: Resolution, *, report: str, by: Membership, at: datetime
) -> Resolution:
    """Say to the members what came of it."""
    resolution = _locked(resolution)
    permissions.report_back_on_resolution(by, resolution).enforce()
    resolution.status, resolution.reported_back_at = ResolutionStatus.REPORTED_BACK, at
    resolution.report = report
    resolution.save(update_fields=["status", "reported_back_at", "report"])
    Event.record("meetings.resolution_reported_back", resolution, by=by, at=at)
    return resolution


@transaction.atomic
def send_resolution(
    resolution: Resolution, *, to: Committee, by: Membership, at: datetime
) -> Circulation:
    """Send it to another committee, whose coordinators get a mail and a notice."""
    Committee.objects.select_for_update(no_key=True).get(pk=resolution.committee_id)
    resolution = _locked(resolution)
    permissions.send_resolution(by, resolution, at, to).enforce()
    circulation = Circulation.objects.create(resolution=resolution, committee=to, sent_at=at)
    Event.record("meetings.resolution_sent", circulation, by=None, at=at)
    emails.resolution_received(circulation, at=at)
    return circulation


@transaction.atomic
def put_received(circulation: Circulation, *, by: Membership, at: datetime) -> Motion:
    """Put another committee's resolution as a motion of one's own; it still needs a seconder."""
    circulation = (
        Circulation.objects.select_for_update(of=("self",))
        .select_related("committee", "resolution__motion", "motion")
        .get(pk=circulation.pk)
    )
    permissions.put_received(by, circulation).enforce()
    text = circulation.resolution
    has_clauses = bool(text.notes or text.believes)
    motion = Motion.objects.create(
        committee=circulation.committee,
        form=MotionForm.CLAUSES if has_clauses else MotionForm.SENTENCE,
        title=text.title,
        notes=text.notes,
        believes=text.believes,
        resolves=text.resolves,
        language=text.language,
        effect=effects.for_another(text.motion),
        proposer=by,
        submitted_at=at,
    )
    circulation.motion, circulation.status = motion, CirculationStatus.PUT
    circulation.save(update_fields=["motion", "status"])
    Event.record("meetings.received_put", motion, by=by, at=at)
    return motion


def _locked(resolution: Resolution) -> Resolution:
    return (
        Resolution.objects.select_for_update(of=("self",))
        .select_related("committee", "motion")
        .get(pk=resolution.pk)
    )
