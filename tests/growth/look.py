"""One size: `python -m tests.growth.look` beside a demonstration; JSON of pages, duties and plans."""

import json
import os
import time
from typing import Any

import django

TRIES = 3
ROLES = (0, 3)  # of the world's: a coordinator, and a member


def main() -> None:
    from committees.models import Committee, Membership
    from tests.growth.plans import Watch, sizes

    rows = sizes()
    watch = Watch(rows)
    pages = [*_pages(watch)]
    duties = [*_duties(watch)]
    print(
        json.dumps(
            {
                "committees": Committee.objects.count(),
                "memberships": Membership.objects.count(),
                "rows": sum(rows.values()),
                "pages": pages,
                "duties": duties,
                "read whole": watch.read_whole,
            }
        )
    )


def _pages(watch: Any) -> Any:
    from django.conf import settings
    from django.test import Client

    from tests.browser import world
    from tests.growth.plans import counting, watching

    people = [(one.name, world.member_of(one)) for one in (world.ROLES[number] for number in ROLES)]
    for role, member in [*people, ("visitor", people[0][1])]:
        user = None if role == "visitor" else member.user
        seen = world.seen_by(user, member, set(), set(), set())
        client = Client(headers={"host": settings.PUBLIC_URL.split("//")[1]})
        client.cookies[settings.SESSION_COOKIE_NAME] = seen["session"]
        for name, path in seen["pages"]:
            with watching(watch):
                client.get(path)
            took = []
            for _try in range(TRIES):
                began = time.perf_counter()
                with counting() as asked:
                    client.get(path)
                took.append(time.perf_counter() - began)
            yield {
                "role": role,
                "name": name,
                "path": path,
                "asked": len(asked),
                "ms": 1000 * min(took),
            }


def _duties(watch: Any) -> Any:
    from core import clock, ticking
    from core.discovery import discover
    from tests.growth.plans import counting, watching

    discover("schedule")
    at = clock.now()
    for name, duty in ticking.DUTIES.items():
        with watching(watch):
            duty(at)
        began = time.perf_counter()
        with counting() as asked:
            duty(at)
        yield {"name": name, "asked": len(asked), "ms": 1000 * (time.perf_counter() - began)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
