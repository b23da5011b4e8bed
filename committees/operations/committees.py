"""A committee is opened by one, founded by three, edited and ended by its coordinators."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from committees import permissions
from committees.models import (
    Affiliation,
    Campus,
    CampusKind,
    Committee,
    CommitteeKind,
    CommitteeStatus,
    Discretion,
    Joining,
    MandateSource,
    Membership,
    Office,
)
from committees.operations.councils import leave_council
from committees.operations.founding_requests import locked_code, pass_gate
from committees.operations.mandates import give_mandate
from committees.operations.memberships import admit_member
from committees.queries.members import takes_two
from core.models import Event
from notices.operations.messages import send_message

EDITABLE = ("name", "aims", "joining", "discretion", "language", "timezone", "preset")


@transaction.atomic
def open_committee(
    campus: Campus,
    *,
    name: str,
    aims: str,
    chosen_name: str,
    by: User,
    at: datetime,
    preset: str = "simple",
    joining: str = Joining.VOUCHED,
    discretion: str = "",
    language: str = "en",
    code: str = "",
) -> Committee:
    """Open a committee that is forming; the founder carries every office provisionally."""
    # Two people opening at once on one campus wait for one another here.
    campus = Campus.objects.select_for_update().get(pk=campus.pk)
    found = locked_code(code, at)
    permissions.open_committee(by, campus, name, has_code=found is not None).enforce()
    pass_gate(by, found, campus)
    committee = Committee(
        campus=campus,
        name=name,
        aims=aims,
        preset=preset,
        joining=joining,
        discretion=discretion or default_discretion(campus),
        timezone=campus.timezone,
        language=language,
        opened_at=at,
    )
    return _opened(committee, chosen_name, by=by, at=at)


@transaction.atomic
def open_workplace_committee(
    area: str,
    *,
    territory: str,
    timezone: str,
    name: str,
    aims: str,
    chosen_name: str,
    by: User,
    at: datetime,
    preset: str = "simple",
    discretion: str = "",
    language: str = "en",
    code: str = "",
) -> Committee:
    """Open a workers' committee, with the rights and rules of one on a campus."""
    found = locked_code(code, at)
    permissions.open_workplace_committee(
        by, area, territory, name, has_code=found is not None
    ).enforce()
    pass_gate(by, found, None, area, territory)
    committee = Committee(
        kind=CommitteeKind.WORKPLACE,
        area=area,
        territory=territory,
        name=name,
        aims=aims,
        preset=preset,
        discretion=discretion or Discretion.DISCREET,
        timezone=timezone,
        language=language,
        opened_at=at,
    )
    return _opened(committee, chosen_name, by=by, at=at)


def _opened(committee: Committee, chosen_name: str, *, by: User, at: datetime) -> Committee:
    committee.save()
    founder = admit_member(committee, by, chosen_name, at=at)
    Event.record("committees.committee_opened", committee, by=founder, at=at)
    for office in (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER):
        give_mandate(
            founder,
            office=office,
            source=MandateSource.FOUNDING,
            decision=committee.public_id,
            at=at,
            by=founder,
        )
    return committee


def default_discretion(campus: Campus) -> str:
    """Discreet subjects for high schools, plain ones elsewhere."""
    is_school = campus.kind == CampusKind.HIGH_SCHOOL
    return Discretion.DISCREET if is_school else Discretion.PLAIN


@transaction.atomic
def found_committee(
    committee: Committee, *, present: int, by: Membership | None, at: datetime
) -> Committee:
    """The founding meeting has closed with so many `present`: the committee is founded."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.found_committee(by, committee, present).enforce()
    committee.status, committee.founded_at = CommitteeStatus.FOUNDED, at
    committee.save(update_fields=["status", "founded_at"])
    Event.record("committees.committee_founded", committee, by=by, at=at)
    return committee


@transaction.atomic
def edit_committee(
    committee: Committee, changes: Mapping[str, Any], *, by: Membership, at: datetime
) -> Committee:
    """Change what the committee says of itself (`EDITABLE`); members read what was changed."""
    if committee.campus_id is not None:
        Campus.objects.select_for_update().get(pk=committee.campus_id)
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.edit_committee(by, committee, changes).enforce()
    changed = [
        field
        for field in EDITABLE
        if field in changes and str(changes[field]) != str(getattr(committee, field))
    ]
    if not changed:
        return committee
    for field in changed:
        setattr(committee, field, changes[field])
    committee.save(update_fields=changed)
    Event.record("committees.committee_edited", committee, by=by, at=at, changed=changed)
    return committee


@transaction.atomic
def dissolve_committee(committee: Committee, *, by: Membership | None, at: datetime) -> Committee:
    """End the committee; where it takes two people, ask for it and tell the members."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.dissolve_committee(by, committee, at).enforce()
    if by is None or not takes_two(committee):
        return _dissolved(committee, by=by, at=at)
    committee.dissolution_asked_at, committee.dissolution_asked_by = at, by
    committee.save(update_fields=["dissolution_asked_at", "dissolution_asked_by"])
    Event.record("committees.dissolution_asked", committee, by=by, at=at)
    _tell(committee, "dissolution_asked", at=at)
    return committee


@transaction.atomic
def confirm_dissolution(committee: Committee, *, by: Membership, at: datetime) -> Committee:
    """The second person's yes: the committee ends."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.confirm_dissolution(by, committee, at).enforce()
    Event.record("committees.dissolution_confirmed", committee, by=by, at=at)
    return _dissolved(committee, by=by, at=at)


def _dissolved(committee: Committee, *, by: Membership | None, at: datetime) -> Committee:
    committee.status, committee.dissolved_at = CommitteeStatus.DISSOLVED, at
    committee.save(update_fields=["status", "dissolved_at"])
    Event.record("committees.committee_dissolved", committee, by=by, at=at)
    for affiliation in Affiliation.objects.joined().filter(committee=committee).order_by("pk"):
        leave_council(affiliation, at=at)
    _tell(committee, "committee_dissolved", at=at)
    return committee


def _tell(committee: Committee, what: str, *, at: datetime) -> None:
    send_message(
        f"{what.replace('_', '-')}:{committee.public_id}:{at:%Y%m%d%H%M%S}",
        category="meetings",
        audience="committees.members",
        about={"committee": committee.public_id},
        template=f"committees/email/{what}",
        context=committee.mail_context | {"public_id": committee.public_id},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
    )
