"""What `up` prints when the demonstration stands: counted from the database, not from a script."""

from committees.models import Campus, Committee, Membership
from elections.models import Election, ElectionStatus
from home.demo.people import people
from meetings.models import Meeting
from notices.models import Delivery, DeliveryStatus, Message


def summary(address: str) -> list[str]:
    """Lines for a terminal."""
    sent = Delivery.objects.filter(status=DeliveryStatus.SENT).count()
    waiting = Delivery.objects.filter(status=DeliveryStatus.WAITING).count()
    counted = Election.objects.filter(
        status__in=[ElectionStatus.DECLARED, ElectionStatus.FINAL]
    ).count()
    lines = [
        f"Committees: {Committee.objects.count()}, with {Membership.objects.active().count()}"
        f" members, on {Campus.objects.count()} known campuses.",
        f"Meetings called: {Meeting.objects.count()}. Elections: {Election.objects.count()},"
        f" {Election.objects.filter(status=ElectionStatus.VOTING).count()} open, {counted} counted.",
        f"Mail: {Message.objects.count()} notices, {sent} copies delivered by the worker so far"
        f" ({waiting} waiting). Read it at {address}/outbox/",
        f"Sign in at {address}/sign-in/ as one of these:",
    ]
    return lines + [f"  {words}" for _public_id, words in people()]
