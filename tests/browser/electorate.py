"""Open votes of each kind with a roll of voters, beside a running product: for tests of the booth.

Runs as `python -m tests.browser.electorate` with the `VAR_DIR` of a running product, and prints JSON:
the address of each vote, its moments, its fingerprint, and a session for each voter. Each call makes
others. The votes are an hour old; they close in a day.
"""

import json
import os
import secrets
from datetime import datetime, timedelta
from typing import Any

import django
from django.conf import settings

VOTERS = 19
SCRIPTED = 5  # have voted without a browser: fewer ballots would not be published
KINDS = {
    "ranked": "scottish-stv-ron",
    "approval": "approval",
    "yes-no": "yes-no",
}


def main() -> None:
    from core import clock
    from tests import factories
    from tests.browser.cast import session_of
    from tests.factories_elections import members

    factories.UserFactory.reset_sequence(secrets.randbits(48))  # nobody's address of before
    at = clock.now()
    since = at - timedelta(days=30)
    committee = factories.CommitteeFactory(
        name="Committee of the booth", status="founded", opened_at=since, founded_at=since
    )
    ana = factories.officer(committee, "coordinator", "Ana")
    voters = members(committee, VOTERS + SCRIPTED)
    for voter in voters:
        voter.joined_at = since
        voter.save(update_fields=["joined_at"])
    made = {kind: _vote(committee, ana, voters, kind, at) for kind in KINDS}
    print(
        json.dumps(
            {
                "cookie": settings.SESSION_COOKIE_NAME,
                "votes": made,
                "sessions": {
                    voter.chosen_name: session_of(voter.user) for voter in voters[:VOTERS]
                },
            }
        )
    )


def _vote(committee: Any, ana: Any, voters: list[Any], kind: str, at: datetime) -> dict[str, Any]:
    from django.db import transaction

    from ballots.operations.contests import Answer, prepare_contest
    from ballots.scripted import ScriptedVoter
    from elections.operations.announcing import announce_election
    from elections.operations.clockwork import RON, advance_election
    from elections.timetable import Timetable
    from tests.factories_elections import stand

    opened = at - timedelta(hours=1)
    table = Timetable(
        nominations_open_at=opened - timedelta(days=8),
        nominations_close_at=opened - timedelta(days=2),
        voting_opens_at=opened,
        voting_closes_at=at + timedelta(days=1),
        challenge_ends_at=at + timedelta(days=4),
    )
    with transaction.atomic():  # or the product's own clock would take its steps in between
        election = announce_election(
            committee, office="", seats=2, title=f"A {kind} vote", about="", preset="practice",
            table=table, by=ana, at=table.nominations_open_at,
        )  # fmt: skip
        stand(election, *voters[:5])
        contest = election.contest
        if kind != "ranked":
            contest.kind, contest.rule = kind, KINDS[kind]
            contest.save(update_fields=["kind", "rule"])
            names = ("Yes", "No") if kind == "yes-no" else ("Ada", "Ben", "Cy")
            answers = [Answer(name) for name in names]
            ron = [] if kind == "yes-no" else [Answer(RON, is_ron=True)]
            prepare_contest(contest, options=[*answers, *ron], at=opened)
        election = advance_election(election, at=at)
    assert election.status == "voting", election.status
    contest = election.contest
    for voter in voters[VOTERS:]:
        ScriptedVoter(contest, voter.public_id).vote([1], at=at)
    return {
        "page": f"/elections/{election.public_id}/",
        "ballot": f"/elections/{election.public_id}/vote/",
        "contest": contest.public_id,
        "fingerprint": contest.fingerprint,
        "closes_at": contest.closes_at.isoformat(),
        "complaints_until": contest.complaints_until.isoformat(),
        "numbers": {option.label: option.number for option in contest.options.order_by("number")},
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
