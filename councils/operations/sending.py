"""A delegate sent by a resolution of the committee, who accepts it."""

from datetime import datetime

from django.db import transaction

from committees.models import Mandate, MandateEnd, MandateSource, Membership, Office
from committees.operations.mandates import end_mandate, offer_mandate
from committees.standing_orders import orders
from councils import emails, permissions
from meetings.models import Resolution


@transaction.atomic
def send_delegate(member: Membership, *, resolution: Resolution, at: datetime) -> Mandate:
    """Offer the mandate of a delegate for a term; it begins when the member accepts."""
    committee = resolution.committee
    permissions.send_delegate(committee, member).enforce()
    mandate = offer_mandate(
        member,
        office=Office.DELEGATE,
        source=MandateSource.RESOLUTION,
        decision=resolution.public_id,
        at=at,
        ends_at=orders(committee).term_end(Office.DELEGATE, at),
    )
    emails.delegate_sent(mandate, at=at)
    return mandate


@transaction.atomic
def take_back_delegate(resolution: Resolution, *, at: datetime) -> None:
    """The vote that sent somebody is set aside: what it gave ends."""
    given = Mandate.objects.unended().filter(
        committee=resolution.committee, decision=resolution.public_id
    )
    for mandate in given.order_by("pk"):
        end_mandate(mandate, because=MandateEnd.ANNULLED, by=None, at=at)
