"""A hall, its officers, newcomers and founders, as JSON: `python -m tests.chaos.population_scene N`.

`sessions` are of N members who attend, and last of the chair, who also is a coordinator and a
membership secretary; `second` is of another with these two offices. A twentieth as many `newcomers`
want to join, a fortieth are `founders`, with a campus each.
"""

import json
import os
import sys
from datetime import datetime
from typing import Any

import django


def main(people: int) -> None:
    from core import clock
    from tests.benchmarks.meeting_scene import hall

    now = clock.now()
    told, committee = hall(people)
    told |= {
        "committee": committee.public_id,
        "second": [_second(committee, now)],
        "newcomers": _strangers("newcomer", people // 20),
        "founders": _strangers("founder", people // 40),
        "campuses": _campuses(people // 40, now),
    }
    print(json.dumps(told))


def _second(committee: Any, at: datetime) -> str:
    """Who says yes after the founder."""
    from committees.models import Membership, Office
    from committees.operations.mandates import accept_office, share_office
    from tests.browser.cast import session_of

    founder = Membership.objects.get(
        committee=committee, mandates__office=Office.COORDINATOR, mandates__status="live"
    )
    second = Membership.objects.get(committee=committee, chosen_name="Member 1")
    for office in (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY):
        mandate = share_office(second, office=office, by=founder, at=at)
        accept_office(mandate, by=second, at=at)
    return session_of(second.user)


def _strangers(word: str, number: int) -> list[str]:
    """Sessions of people in no committee."""
    from accounts.models import User
    from tests.browser.cast import session_of

    addresses = [f"{word}-{one}@mail.example" for one in range(number)]
    return [session_of(User.objects.create(email=one, language="en")) for one in addresses]


def _campuses(number: int, at: datetime) -> list[str]:
    from accounts.models import User
    from committees.operations.campuses import add_campus

    by = User.objects.get(email="crowd-0@mail.example")
    place = {"country": "US", "kind": "college", "timezone": "America/New_York"}
    return [
        add_campus(
            f"Chaos College {one}", city=f"Springfield {one}", by=by, at=at, **place
        ).public_id
        for one in range(number)
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]))
