"""What `up` prints when the demonstration stands: counted from the database, not from a script."""

from committees.models import Campus, Committee, CommitteeKind, Membership
from elections.models import Election, ElectionStatus
from elections.states import DECIDED
from home.demo.people import people
from meetings.models import Meeting
from notices.models import Delivery, DeliveryStatus, Message


def summary(address: str) -> list[str]:
    """Lines for a terminal."""
    sent = Delivery.objects.filter(status=DeliveryStatus.SENT).count()
    waiting = Delivery.objects.filter(status=DeliveryStatus.WAITING).count()
    real = Election.objects.filter(rehearses=None)
    counted = real.filter(status__in=DECIDED).count()
    open_now = real.filter(status=ElectionStatus.VOTING).count()
    committees = Committee.objects.exclude(kind=CommitteeKind.COUNCIL)
    members = Membership.objects.active().filter(committee__in=committees).count()
    campuses, councils = Campus.objects.count(), Committee.objects.councils().count()
    elections = real.count()
    meetings, messages = Meeting.objects.count(), Message.objects.count()
    lines = [
        (
            f"Committees: {committees.count()}, with {members} members, on {campuses} known campuses."
            f" Councils of delegates: {councils}."
        ),
        f"Meetings called: {meetings}. Elections: {elections}, {open_now} open, {counted} counted.",
        f"Mail: {messages} notices, {sent} copies delivered by the worker so far, {waiting} waiting.",
        f"Read it at {address}/outbox/",
        f"Sign in at {address}/sign-in/ as one of these:",
    ]
    return lines + [f"  {words}" for _public_id, words in people()]
