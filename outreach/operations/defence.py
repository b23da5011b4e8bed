"""Reports of reprisals: made, withdrawn, with photos. Events say that, and never who."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from committees.models import Committee, Membership
from core.models import Event
from outreach import emails_defence as emails
from outreach.models import Evidence, Reprisal
from outreach.models.defence import LEAST_DEFENDERS, Readers
from outreach.operations import photos
from outreach.permissions import defence as permissions
from outreach.roles import chosen


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says."""

    kind: str
    where: str
    whom: str
    happened_on: date
    text: str
    people: int = 1
    contact: str = ""


@transaction.atomic
def report_reprisal(
    committee: Committee,
    told: Told,
    *,
    keep_days: int,
    by: Membership,
    at: datetime,
    photo: bytes | None = None,
) -> Reprisal:
    """Report to those chosen for defence, until then to the coordinators. Raises `photos.NoPhoto`."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.report_reprisal(by, committee).enforce()
    are_chosen = chosen(committee) >= LEAST_DEFENDERS
    reprisal = Reprisal.objects.create(
        committee=committee,
        reporter=by,
        kind=told.kind,
        where=told.where,
        whom=told.whom,
        people=told.people,
        happened_on=told.happened_on,
        text=told.text,
        contact=told.contact,
        to=Readers.DEFENDERS if are_chosen else Readers.COORDINATORS,
        reported_at=at,
        delete_at=at + timedelta(days=keep_days),
    )
    if photo is not None:
        Evidence.objects.create(reprisal=reprisal, sealed=photos.anew(photo), added_at=at)
    Event.record("outreach.reprisal_reported", reprisal, by=None, at=at)
    emails.reprisal_reported(reprisal, at=at)
    return reprisal


@transaction.atomic
def withdraw_reprisal(reprisal: Reprisal, *, by: Membership, at: datetime) -> None:
    """Delete a report with everything that hangs on it, at once."""
    reprisal = locked(reprisal)
    permissions.withdraw_reprisal(by, reprisal).enforce()
    Event.record("outreach.reprisal_withdrawn", reprisal, by=None, at=at)
    reprisal.delete()


@transaction.atomic
def add_evidence(reprisal: Reprisal, *, photo: bytes, by: Membership, at: datetime) -> Evidence:
    """Keep a photo, made anew and sealed. Raises `photos.NoPhoto`."""
    reprisal = locked(reprisal)
    permissions.add_evidence(by, reprisal).enforce()
    evidence = Evidence.objects.create(reprisal=reprisal, sealed=photos.anew(photo), added_at=at)
    Event.record("outreach.evidence_added", evidence, by=None, at=at)
    return evidence


@transaction.atomic
def drop_evidence(evidence: Evidence, *, by: Membership, at: datetime) -> None:
    """Delete one photo."""
    reprisal = locked(evidence.reprisal)
    permissions.drop_evidence(by, reprisal).enforce()
    Event.record("outreach.evidence_dropped", evidence, by=None, at=at)
    evidence.delete()


def locked(reprisal: Reprisal) -> Reprisal:
    rows = Reprisal.objects.select_for_update(of=("self",))
    return rows.select_related("committee").get(pk=reprisal.pk)
