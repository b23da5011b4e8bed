"""What went wrong, for the operator's page: a sentence, no values, no addresses."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, transaction

from notices.models import Failure

log = logging.getLogger("rankandfile.notices")
_SAID_LATELY = timedelta(hours=1)


def report(part: str, sentence: str, at: datetime, *, subject: str = "") -> None:
    """Write a failure, unless the same was said within the hour; never raises.

    `sentence` is English, as logs are: it is written where no reader's language is known.
    """
    said = {"part": part[:80], "sentence": sentence[:300], "subject": subject}
    try:
        with transaction.atomic():
            if not Failure.objects.filter(**said, at__gt=at - _SAID_LATELY).exists():
                Failure.objects.create(**said, at=at)
    except (DatabaseError, InterfaceError):
        log.warning("the failure of %s could not be written: no database", part)


def report_duty(name: str, fault: str, at: datetime) -> None:
    """For `core.ticking.REPORTERS`: a duty of the clock failed."""
    report(name, f"A duty of the clock failed: {fault}.", at)
