"""An open meeting in which so many members attend, each signed in, beside a running product; prints JSON.

`python -m tests.benchmarks.meeting_scene MEMBERS`: the meeting, the names of the two cookies, everybody's
session, and last the chair's; the ticket of the meeting's stream.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django


def main(people: int) -> None:
    told, _committee = hall(people)
    print(json.dumps(told))


def hall(people: int) -> tuple[dict[str, Any], Any]:
    """What `main` prints, and the committee."""
    from django.conf import settings

    from committees.models import Membership
    from core import clock, live
    from elections.simulation.world import committee_of
    from meetings.models import Attendance, Duty, Meeting
    from tests.browser.cast import session_of
    from tests.stack.crowd import grown

    now = clock.now()
    zone, hour = ZoneInfo("America/New_York"), timedelta(hours=1)
    began = now.astimezone(zone) - hour
    committee, (_second, chair) = committee_of(2, "hall", now - timedelta(days=60))
    users = grown(committee, people, now - timedelta(days=50))
    committee.status, committee.founded_at = "founded", now - timedelta(days=50)
    committee.save()
    meeting = Meeting.objects.create(
        committee=committee,
        kind="general",
        title="General meeting",
        place="The hall",
        local_date=began.date(),
        local_time=began.time(),
        timezone=zone,
        starts_at=now - hour,
        ends_at=now + hour,
        called_at=now - timedelta(days=8),
        status="open",
        opened_at=now - hour,
    )
    meeting.officers.create(membership=chair, duty=Duty.CHAIR, since=now - hour)
    members = Membership.objects.filter(committee=committee, user__in=users)
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, membership=one) for one in members], batch_size=1000
    )
    told: dict[str, Any] = {
        "meeting": meeting.public_id,
        "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
        "sessions": [session_of(one) for one in [*users, chair.user]],
        "ticket": live.ticket(meeting.live_topic),
    }
    return told, committee


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]))
