"""The clock of a product in which things are killed."""

from datetime import UTC, datetime, timedelta

from django.test.utils import override_settings

from core import clock
from tests.browser.running import Running


def move_clock(product: Running, to: datetime | timedelta) -> None:
    with override_settings(CLOCK_FILE=product.var / "clock"):
        clock.move_to(to if isinstance(to, datetime) else clock.now() + to)


def next_noon() -> datetime:
    """In New York, when anything may go out."""
    day = datetime.now(UTC) + timedelta(days=1)
    return day.replace(hour=17, minute=0, second=0, microsecond=0)
