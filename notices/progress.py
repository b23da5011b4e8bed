"""How far a message has got, in numbers: for its sender's page, also while it goes out."""

from dataclasses import asdict, dataclass

from django.db.models import Count, Q

from core import live
from notices.models import Category, Delivery, DeliveryStatus, Message


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of deliveries. `delayed` were put off by a mail server and are tried again."""

    sent: int
    waiting: int
    delayed: int
    refused: int


def of(message: Message) -> Progress:
    """What stands in the deliveries now; they are kept for three days."""
    is_open = Q(status__in=[DeliveryStatus.WAITING, DeliveryStatus.CLAIMED])
    numbers = Delivery.objects.filter(message=message).aggregate(
        sent=Count("pk", filter=Q(status=DeliveryStatus.SENT)),
        waiting=Count("pk", filter=is_open & Q(attempts=0)),
        delayed=Count("pk", filter=is_open & Q(attempts__gt=0)),
        refused=Count("pk", filter=Q(status=DeliveryStatus.REFUSED)),
    )
    return Progress(**numbers)


def tell(message: Message) -> None:
    """Tell the open pages of its sender; of a message that nobody watches, nothing."""
    if message.category == Category.ANNOUNCEMENTS and message.in_digest:
        live.publish(message.live_topic, asdict(of(message)))
