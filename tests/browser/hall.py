"""A founded committee of six in a running product (`more`: of twelve), for the journeys of ballots.

Runs as `python -m tests.browser.hall` with the `VAR_DIR` of a running product, and prints JSON: the
committee's page, the members' addresses, and a session for each.
"""

import json
import os
import secrets
import sys
from datetime import timedelta

import django
from django.conf import settings

MEMBERS = ("Ana", "Ben", "Caro", "Dev", "Eli", "Fay")
# Enough for tellers, and for a returning officer who does not stand: Lea.
MORE = ("Gil", "Hana", "Ivo", "Jun", "Kim", "Lea")


def main() -> None:
    from core import clock
    from tests import factories
    from tests.browser.cast import session_of

    word = secrets.token_hex(4)
    since = clock.now() - timedelta(days=30)
    committee = factories.CommitteeFactory(
        campus=factories.CampusFactory(name=f"Polytechnic {word}"),
        name=f"Committee {word}",
        status="founded",
        opened_at=since,
        founded_at=since,
    )
    members = {
        name: factories.MembershipFactory(
            committee=committee,
            chosen_name=name,
            joined_at=since,
            user__email=f"{name.lower()}-{word}@mail.example",
        )
        for name in (*MEMBERS, *(MORE if "more" in sys.argv else ()))
    }
    if "Lea" in members:
        factories.MandateFactory(
            committee=committee,
            membership=members["Lea"],
            office="returning_officer",
            given_at=since,
        )
    factories.MandateFactory(
        committee=committee, membership=members["Ana"], office="coordinator", given_at=since
    )
    print(
        json.dumps(
            {
                "cookie": settings.SESSION_COOKIE_NAME,
                "home": f"/committees/{committee.public_id}/",
                "addresses": {name: f"{name.lower()}-{word}@mail.example" for name in members},
                "sessions": {name: session_of(one.user) for name, one in members.items()},
            }
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
