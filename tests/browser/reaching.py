"""What lies before the journey of reaching out, in a running product: who joined, what was carried.

Runs as `python -m tests.browser.reaching WORD …` with the `VAR_DIR` of a running product:
`founded COMMITTEE NAME …` has these join a committee that is just opened, and its founding meeting
held; it prints a session for each. `carried COMMITTEE` is a ballot on a walkout, weeks ago.
COMMITTEE is the end of its page's address.
"""

import json
import os
import secrets
import sys
from datetime import timedelta

import django
from django.conf import settings


def main() -> None:
    word, committee, *names = sys.argv[1:]
    print({"founded": _founded, "carried": _carried}[word](committee, *names))


def _founded(public_id: str, *names: str) -> str:
    from committees.models import Committee
    from committees.operations.committees import found_committee
    from core import clock
    from tests import factories
    from tests.browser.cast import session_of

    at = clock.now()
    committee = Committee.objects.get(public_id=public_id)
    word = secrets.token_hex(4)
    members = {
        name: factories.MembershipFactory(
            committee=committee,
            chosen_name=name,
            joined_at=at,
            user__email=f"{name.lower()}-{word}@mail.example",
        )
        for name in names
    }
    founder = committee.memberships.exclude(pk__in=[one.pk for one in members.values()]).get()
    found_committee(committee, present=len(names) + 1, by=founder, at=at)
    sessions = {name: session_of(one.user) for name, one in members.items()}
    return json.dumps(
        {
            "cookie": settings.SESSION_COOKIE_NAME,
            "committee": committee.name,
            "home": f"/committees/{public_id}/",
            "sessions": sessions,
        }
    )


def _carried(public_id: str) -> str:
    from committees.models import Committee
    from core import clock
    from tests.factories_meetings import ResolutionFactory
    from tests.factories_strikes import StrikeBallotFactory

    at, day = clock.now(), timedelta(days=1)
    committee = Committee.objects.get(public_id=public_id)
    resolution = ResolutionFactory(
        committee=committee, title="To ask who walks out", number=90, carried_at=at - 9 * day
    )
    ballot = StrikeBallotFactory(
        committee=committee,
        resolution=resolution,
        action="walkout",
        title="Shall we walk out?",
        called_at=at - 7 * day,
        voting_opens_at=at - 6 * day,
        voting_closes_at=at - 3 * day,
        ended_at=at - 2 * day,
        lapses_at=at + 28 * day,
    )
    return ballot.title


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
