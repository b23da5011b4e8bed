"""A delegate and an alternate in a running product's hall, by one election that is long over.

Runs as `python -m tests.browser.recalling COMMITTEE DELEGATE ALTERNATE` with the `VAR_DIR` of a running
product; COMMITTEE is the end of its page's address, the others are chosen names. Prints the mandate.
"""

import os
import sys
from datetime import timedelta

import django


def main() -> None:
    from core import clock
    from tests import factories

    committee, delegate, alternate = sys.argv[1:]
    since, until = clock.now() - timedelta(days=20), clock.now() + timedelta(days=160)
    made = [
        factories.MandateFactory(
            membership=_member(committee, name),
            office=office,
            source="resolution",
            decision=committee[:12],
            given_at=since,
            ends_at=until,
        )
        for name, office in ((delegate, "delegate"), (alternate, "alternate"))
    ]
    print(made[0].public_id)


def _member(committee: str, name: str) -> object:
    from committees.models import Membership

    return Membership.objects.get(committee__public_id=committee, chosen_name=name)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
