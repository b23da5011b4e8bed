"""What the host chooses, the codes it gives out, and the committees it suspends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from committees import emails, permissions
from committees.founding import digest_of_code, new_code
from committees.models import Committee, FoundingCode, HostChoices
from core.models import Event
from notices.operations.messages import silence_scope

LIMITS = ("members_at_most", "invited_a_day", "announced_a_day")


@transaction.atomic
def choose_hosting(*, founding: str, by: User, at: datetime, **limits: int) -> HostChoices:
    """Choose who may found, and the limits named in `LIMITS`; members of every committee read it."""
    permissions.choose_hosting(by).enforce()
    choices = HostChoices.objects.select_for_update().first() or HostChoices()
    choices.founding, choices.chosen_at = founding, at
    for name in LIMITS:
        setattr(choices, name, limits[name])
    choices.save()
    Event.record("committees.hosting_chosen", choices, by=by, at=at, founding=founding, **limits)
    return choices


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A code with what is typed, which is nowhere else from now on."""

    row: FoundingCode
    typed: str


@transaction.atomic
def make_founding_code(*, label: str, uses: int, days: int, by: User, at: datetime) -> MadeCode:
    """Make one, good `uses` times within `days`."""
    permissions.make_founding_code(by).enforce()
    typed = new_code()
    row = FoundingCode.objects.create(
        label=label,
        digest=digest_of_code(typed),
        uses=uses,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    Event.record("committees.founding_code_made", row, by=by, at=at, uses=uses)
    return MadeCode(row, typed)


@transaction.atomic
def revoke_founding_code(code: FoundingCode, *, by: User, at: datetime) -> FoundingCode:
    """Make it useless; the committees that were founded with it stay."""
    code = FoundingCode.objects.select_for_update().get(pk=code.pk)
    permissions.revoke_founding_code(by, code).enforce()
    code.revoked_at = at
    code.save(update_fields=["revoked_at"])
    Event.record("committees.founding_code_revoked", code, by=by, at=at)
    return code


@transaction.atomic
def suspend_committee(committee: Committee, *, because: str, by: User, at: datetime) -> Committee:
    """Nothing new begins, its public pages go, its mail stops; its members are told, and read why."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.suspend_committee(by, committee).enforce()
    committee.suspended_at, committee.suspended_because = at, because
    committee.save(update_fields=["suspended_at", "suspended_because"])
    Event.record("committees.committee_suspended", committee, by=by, at=at)
    silence_scope(committee.public_id, at=at)
    emails.committee_suspended(committee, at=at)
    return committee


@transaction.atomic
def lift_committee_suspension(committee: Committee, *, by: User, at: datetime) -> Committee:
    """Everything is as before; what was taken back is not sent after all."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.lift_committee_suspension(by, committee).enforce()
    committee.suspended_at, committee.suspended_because = None, ""
    committee.save(update_fields=["suspended_at", "suspended_because"])
    Event.record("committees.committee_suspension_lifted", committee, by=by, at=at)
    emails.committee_suspension_lifted(committee, at=at)
    return committee
