"""Sending a delegate by a resolution, where no election has filled the seat."""

from django.utils.translation import gettext_lazy as _

from committees.models import Affiliation, Committee, Mandate, Membership, Office
from core.decision import ALLOWED, Decision, denied


def send_delegate(committee: Committee, member: Membership | None) -> Decision:
    """A member who wants to go, while a seat of the committee in a council is free."""
    joined = Affiliation.objects.joined().filter(committee=committee)
    if not joined.exists():
        return denied(_("The committee belongs to no council."))
    if member is None or not member.is_active or member.committee_id != committee.pk:
        return denied(_("Only a member of the committee can be its delegate."))
    carried = Mandate.objects.unended().filter(committee=committee, office=Office.DELEGATE)
    if carried.filter(membership=member).exists():
        return denied(_("This member is a delegate already, or is asked to be one."))
    most = joined.order_by("-seats").values_list("seats", flat=True).first() or 0
    if carried.count() >= most:
        return denied(_("Every seat is taken. Delegates are elected when their terms end."))
    return ALLOWED
