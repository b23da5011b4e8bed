"""A committee and two messages to all of it, as JSON: `python -m tests.chaos.scene PEOPLE`.

An announcement, which two people have sent, and the call of a meeting, which is a formal notice.
"""

import json
import os
import sys
from datetime import datetime, time, timedelta
from typing import Any

import django


def main(people: int) -> None:
    from committees.models import Office
    from committees.operations.mandates import accept_office, share_office
    from core import clock
    from elections.simulation.world import committee_of
    from notices.models import Message
    from tests.stack.crowd import grown

    now = clock.now()
    committee, (second, founder) = committee_of(2, "chaos", now - timedelta(days=60))
    users = [second.user, founder.user, *grown(committee, people - 2, now - timedelta(days=50))]
    mandate = share_office(second, office=Office.MEMBERSHIP_SECRETARY, by=founder, at=now)
    accept_office(mandate, by=second, at=now)
    _announce(committee, founder, second, now)
    _call(committee, founder, now)
    told = Message.objects.filter(audience="committees.members")
    print(
        json.dumps(
            {
                "people": {one.pk: one.email for one in users},
                "messages": {one.public_id: one.is_formal for one in told},
            }
        )
    )


def _announce(committee: Any, founder: Any, second: Any, at: datetime) -> None:
    from announcements.operations import sending, writing

    draft = writing.Draft(title="Leaflets", text="At the **main gate**.", language="en")
    written = writing.write_announcement(committee, draft, by=founder, at=at)
    sent = sending.send_announcement(written, by=founder, at=at)
    if sent.proposed_by:
        sending.confirm_announcement(written, by=second, at=at)


def _call(committee: Any, by: Any, at: datetime) -> None:
    from meetings.agenda import Item
    from meetings.operations.meetings import Details, call_meeting

    details = Details(
        title="Founding meeting",
        local_date=at.date() + timedelta(days=5),
        local_time=time(17, 30),
        place="Room 2.14",
        agenda=(Item("Opening", 15),),
    )
    call_meeting(committee, kind="founding", details=details, by=by, at=at)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]))
