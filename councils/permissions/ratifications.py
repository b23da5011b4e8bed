"""Answering a council: by a vote of the committee, in time."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.decision import ALLOWED, Decision, denied
from councils.models import Ratification, RatificationStatus
from meetings.models import ResolutionStatus


def answer_ratification(ratification: Ratification, at: datetime) -> Decision:
    """Once, while the time for it lasts and the council has not taken its decision back."""
    if ratification.resolution.status == ResolutionStatus.RESCINDED:
        return denied(_("The council has rescinded this resolution."))
    if ratification.status == RatificationStatus.BOUND:
        return denied(_("The committee had bound its delegates: the decision binds it."))
    if ratification.status in (RatificationStatus.RATIFIED, RatificationStatus.REJECTED):
        return denied(_("The committee has answered already."))
    if ratification.status == RatificationStatus.STANDS or ratification.closes_at <= at:
        return denied(_("The time to answer is over: the decision binds the committee."))
    return ALLOWED
