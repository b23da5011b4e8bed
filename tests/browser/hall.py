"""A founded committee in a running product, for the journeys of a ballot and of a meeting.

Runs as `python -m tests.browser.hall [NAME …] [--more N]` with the `VAR_DIR` of a running product, and
prints JSON: the committee's page, the members' addresses, and a session for each. The first of the
names coordinates, `--officer` is the returning officer; N more members never sign in.
"""

import argparse
import json
import os
import secrets
from datetime import timedelta

import django
from django.conf import settings

MEMBERS = ("Ana", "Ben", "Caro", "Dev", "Eli", "Fay")


def main() -> None:
    from core import clock
    from tests import factories
    from tests.browser.cast import session_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=MEMBERS)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--officer", default="")
    asked = parser.parse_args()
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
        for name in asked.names
    }
    factories.UserFactory.reset_sequence(secrets.randbits(48))  # nobody's address of before
    factories.MembershipFactory.create_batch(asked.more, committee=committee, joined_at=since)
    factories.MandateFactory(
        committee=committee,
        membership=members[asked.names[0]],
        office="coordinator",
        given_at=since,
    )
    if asked.officer:
        factories.MandateFactory(
            committee=committee,
            membership=members[asked.officer],
            office="returning_officer",
            given_at=since,
        )
    print(
        json.dumps(
            {
                "cookie": settings.SESSION_COOKIE_NAME,
                "committee": committee.name,
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
