"""What pages need from several tables, as frozen values."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from committees.models import Committee, Mandate, Membership


def membership_of(user: object, committee: Committee) -> Membership:
    """This person's membership of the committee; 404 where there is none."""
    if not getattr(user, "is_authenticated", False):
        raise Http404
    try:
        membership = Membership.objects.active().get(user=user, committee=committee)  # type: ignore[misc]
    except ObjectDoesNotExist:
        raise Http404 from None
    membership.committee = committee
    return membership


def members_count(committee: Committee) -> int:
    """How many members there are now."""
    return Membership.objects.active().filter(committee=committee).count()


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
