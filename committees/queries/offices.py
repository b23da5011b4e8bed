"""Who carries an office, and what a committee lacks of them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from committees.models import Committee, Mandate, MandateSource, Membership, Office
from committees.queries.members import members_count

ROLES = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, by which decision, since and until when."""

    mandate: str
    name: str
    source: str
    election: str
    is_provisional: bool
    since: datetime
    until: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office with its holders, and how many are asked to carry it too."""

    office: str
    label: str | Promise
    task: str | Promise
    holders: tuple[Holder, ...]
    asked: int


_TASKS = {
    Office.COORDINATOR: gettext_lazy("Calls meetings and carries out what they decide."),
    Office.MEMBERSHIP_SECRETARY: gettext_lazy(
        "Admits members. Sees chosen names, never an address."
    ),
    Office.RETURNING_OFFICER: gettext_lazy("Runs an election, and does not stand in it."),
    Office.DELEGATE: gettext_lazy("Speaks for us at councils with other committees."),
    Office.ALTERNATE: gettext_lazy("Steps in when a delegate cannot."),
}


def roles_of(committee: Committee) -> tuple[Office, ...]:
    """The offices that somebody should carry; a council admits nobody."""
    if committee.is_council:
        return tuple(one for one in ROLES if one != Office.MEMBERSHIP_SECRETARY)
    return ROLES


def offices(committee: Committee) -> list[OfficeHeld]:
    """Every office, those that nobody holds too; delegates only where there are some."""
    rows = Mandate.objects.unended().filter(committee=committee).select_related("membership")
    found: dict[str, list[Mandate]] = {}
    for row in rows.order_by("position", "given_at", "pk"):
        found.setdefault(row.office, []).append(row)
    return [
        OfficeHeld(
            office=office.value,
            label=office.label,
            task=_TASKS[office],
            holders=tuple(_holder(one) for one in found.get(office, []) if one.status == "live"),
            asked=sum(one.status == "given" for one in found.get(office, [])),
        )
        for office in Office
        if office in found or office in roles_of(committee)
    ]


def _holder(mandate: Mandate) -> Holder:
    return Holder(
        mandate=mandate.public_id,
        name=mandate.membership.shown_name,
        source=str(mandate.get_source_display()),
        election=mandate.decision if mandate.source == MandateSource.ELECTION else "",
        is_provisional=mandate.is_provisional,
        since=mandate.given_at,
        until=mandate.ends_at,
        position=mandate.position,
    )


def own_mandates(member: Membership) -> list[Mandate]:
    """What this member carries or is asked to carry."""
    return list(Mandate.objects.unended().filter(membership=member).order_by("given_at", "pk"))


def nags(committee: Committee, member: Membership) -> list[str]:
    """What a committee lacks to be safe, as sentences for this member.

    That offices should be shared is told to who can share them, once there is somebody to ask.
    """
    live = Mandate.objects.live().filter(committee=committee, office__in=ROLES)
    rows = list(live.values_list("office", "membership"))
    found = []
    if not any(office == Office.COORDINATOR for office, _who in rows):
        found.append(_("Nobody is coordinator. Elect one at the next meeting."))
    admits = Office.MEMBERSHIP_SECRETARY in roles_of(committee)
    if admits and not any(office == Office.MEMBERSHIP_SECRETARY for office, _who in rows):
        found.append(_("Nobody is membership secretary, so nobody can admit members."))
    may_share = (Office.COORDINATOR, member.pk) in rows
    if may_share and len({who for _office, who in rows}) < 2 and members_count(committee) > 1:
        found.append(_("Fewer than two people carry offices. Share them, so that no one is alone."))
    return found


@dataclass(frozen=True, slots=True)
class Leaving:
    """What ends when a member leaves."""

    offices: tuple[str, ...]
    last_holder_of: tuple[str, ...]


def leaving(member: Membership) -> Leaving:
    """The offices that end, and those of them that nobody else holds."""
    live = Mandate.objects.live().filter(committee=member.committee)
    held = list(live.filter(membership=member).order_by("given_at"))
    others = set(live.exclude(membership=member).values_list("office", flat=True))
    return Leaving(
        offices=tuple(one.get_office_display() for one in held),
        last_holder_of=tuple(one.get_office_display() for one in held if one.office not in others),
    )


def is_resting(user: User, at: datetime) -> bool:
    """Whether an office that this person carries rests until they add a second factor."""
    live = Mandate.objects.live().filter(membership__user=user, membership__status="active")
    in_force = Mandate.objects.in_force(at).values("pk")
    return live.filter(strong_by__lte=at).exclude(pk__in=in_force).exists()
