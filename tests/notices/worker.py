"""A process that works on one message until nothing is left: what the tests kill.

`python -m tests.notices.worker MESSAGE_ID MOMENT`
"""

import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main(message_id: str, moment: str) -> None:
    """Deliver as the Celery task does, slice after slice."""
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    django.setup()
    from notices.audiences import Recipient, audience
    from notices.operations.deliveries import deliver_message

    @audience("notices.slow")
    def slow(about: dict[str, Any]) -> Iterable[Recipient]:
        """Says that it has begun, then takes its time."""
        for number, user_id in enumerate(about["users"]):
            if number == len(about["users"]) // 2:
                sys.stdout.write("half way\n")
                sys.stdout.flush()
                time.sleep(about["pause"])
            yield Recipient(user_id)

    while deliver_message(message_id, at=datetime.fromisoformat(moment)):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
