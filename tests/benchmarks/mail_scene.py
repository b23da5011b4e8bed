"""Committees with mail that is about to go out, beside a running product; prints JSON.

`python -m tests.benchmarks.mail_scene announcement PEOPLE` writes an announcement to a committee of so
many, which leaves within six minutes, and tells the paths on which each of them can stop such mail.
`… reminders COMMITTEES MEMBERS` calls a meeting in each; the reminders of all are due in one minute.
"""

import json
import os
import sys
from datetime import time, timedelta
from typing import Any

import django

DAY = timedelta(days=1)


def announcement(people: int) -> dict[str, Any]:
    from django.urls import reverse

    from announcements.operations import sending, writing
    from committees.models import Office
    from committees.operations.mandates import accept_office, share_office
    from core import clock
    from elections.simulation.world import committee_of
    from notices import tokens
    from tests.stack.crowd import grown

    now = clock.now()
    committee, (second, founder) = committee_of(2, "crowd", now - 60 * DAY)
    users = grown(committee, people - 2, now - 50 * DAY)
    mandate = share_office(second, office=Office.MEMBERSHIP_SECRETARY, by=founder, at=now)
    accept_office(mandate, by=second, at=now)
    draft = writing.Draft(
        title="Leaflets on Thursday at the main gate",
        text="We hand out leaflets **on Thursday from 8:00**.\n\n- bring a friend\n- two hours",
        language="en",
    )
    written = writing.write_announcement(committee, draft, by=founder, at=now)
    if sending.send_announcement(written, by=founder, at=now).proposed_by:
        sending.confirm_announcement(written, by=second, at=now)
    scope = committee.public_id
    links = (reverse("unsubscribe", args=[tokens.make(one, "meetings", scope)]) for one in users)
    return {"paths": list(links)}


def reminders(committees: int, members: int) -> dict[str, Any]:
    from core import clock
    from elections.simulation.world import committee_of
    from meetings.agenda import Item
    from meetings.models import Meeting
    from meetings.operations.meetings import Details, call_meeting

    now = clock.now()
    for number in range(committees):
        committee, [*_others, founder] = committee_of(members, f"many-{number}", now - 60 * DAY)
        details = Details(
            title="Founding meeting",
            local_date=now.date() + 6 * DAY,
            local_time=time(17, 30),
            place="Room 2.14",
            agenda=(Item("Opening", 15),),
        )
        call_meeting(committee, kind="founding", details=details, by=founder, at=now)
    due = set(Meeting.objects.values_list("reminder_due_at", flat=True))
    assert len({one.replace(second=0, microsecond=0) for one in due if one}) == 1, due
    return {"due": max(one for one in due if one).isoformat()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    what = {"announcement": announcement, "reminders": reminders}[sys.argv[1]]
    print(json.dumps(what(*map(int, sys.argv[2:]))))
