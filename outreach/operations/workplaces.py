"""The list of workplaces, kept by the committee's members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from committees.models import Committee, Membership
from core.models import Event
from outreach import permissions
from outreach.models import Workplace

FIELDS = (
    "kind",
    "name",
    "city",
    "country",
    "timezone",
    "unions",
    "note",
    "latitude",
    "longitude",
)


@transaction.atomic
def add_workplace(
    committee: Committee, said: Mapping[str, Any], *, by: Membership, at: datetime
) -> Workplace:
    """Put a workplace on the committee's list; `said` are its `FIELDS`."""
    permissions.add_workplace(by, committee).enforce()
    known = {name: said[name] for name in FIELDS if name in said}
    workplace = Workplace.objects.create(committee=committee, added_at=at, **known)
    Event.record("outreach.workplace_added", workplace, by=None, at=at)
    return workplace


@transaction.atomic
def edit_workplace(
    workplace: Workplace, said: Mapping[str, Any], *, by: Membership, at: datetime
) -> Workplace:
    """Say what is known of it now."""
    workplace = _locked(workplace)
    permissions.edit_workplace(by, workplace).enforce()
    changed = [name for name in FIELDS if name in said]
    for name in changed:
        setattr(workplace, name, said[name])
    workplace.save(update_fields=changed)
    Event.record("outreach.workplace_edited", workplace, by=None, at=at)
    return workplace


@transaction.atomic
def drop_workplace(workplace: Workplace, *, by: Membership, at: datetime) -> None:
    """Take it off the list; its contacts are erased with it."""
    workplace = _locked(workplace)
    permissions.drop_workplace(by, workplace).enforce()
    Event.record("outreach.workplace_dropped", workplace, by=by, at=at)
    workplace.delete()


def _locked(workplace: Workplace) -> Workplace:
    return (
        Workplace.objects.select_for_update(of=("self",))
        .select_related("committee__campus")
        .get(pk=workplace.pk)
    )
