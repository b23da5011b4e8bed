"""Sets the scene by operations: a committee of generated members, and an election about to open."""

import os
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from accounts.operations.people import sign_up
from accounts.sessions import SessionStore
from ballots.operations.holders import Key
from ballots.protocol.holders import HolderKeys
from committees.models import Committee, Membership, Office
from committees.operations.campuses import add_campus
from committees.operations.committees import open_committee
from committees.operations.memberships import admit_member
from elections.models import Election, Preset
from elections.operations.announcing import announce_election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from elections.simulation.plan import Scale
from elections.simulation.setting import Person, Setting
from elections.timetable import Timetable

DOMAIN = "simulated.example"
DAY = timedelta(days=1)
_MEMBER_FOR = 60 * DAY


def set_up(scale: Scale, *, by_code: int, voting: timedelta, at: datetime) -> Setting:
    """A committee, and its election, which has opened or waits for its tellers to be ready.

    Of the members all but the first `by_code` have a session from the start.
    """
    word = secrets.token_hex(3)
    with transaction.atomic():
        committee, members = committee_of(scale.voters, word, at - _MEMBER_FOR)
        tellers = [HolderKeys(os.urandom(32)) for _teller in range(scale.tellers)]
        election = _election(scale, committee, members, tellers, voting, at)
    people = [
        Person(
            voter=member.public_id,
            address=_address(word, number),
            session="" if number < by_code else _session(member.user),
        )
        for number, member in enumerate(members)
    ]
    return Setting(
        address=settings.PUBLIC_URL,
        contest=election.contest.public_id,
        election=election.public_id,
        people=tuple(people),
        tellers=tuple(one.secret.hex() for one in tellers),
        needed=scale.needed,
        session_cookie=settings.SESSION_COOKIE_NAME,
        csrf_cookie=settings.CSRF_COOKIE_NAME,
        outbox=str(settings.OUTBOX_DIR),
    )


def committee_of(voters: int, word: str, at: datetime) -> tuple[Committee, list[Membership]]:
    """The voters as members; the committee's founder comes last and votes as they do."""
    people = [
        sign_up(_address(word, number), age=17, language="en", at=at) for number in range(voters)
    ]
    campus = add_campus(
        f"Simulated College {word}",
        country="US",
        kind="college",
        city="Springfield",
        timezone="America/New_York",
        by=people[-1],
        at=at,
    )
    committee = open_committee(
        campus,
        name=f"Simulated Committee {word}",
        aims="To vote and be counted.",
        chosen_name=f"Member {voters}",
        by=people[-1],
        at=at,
    )
    members = [
        admit_member(committee, person, f"Member {number}", at=at)
        for number, person in enumerate(people[:-1], 1)
    ]
    return committee, [*members, Membership.objects.get(committee=committee, user=people[-1])]


def _election(
    scale: Scale,
    committee: Committee,
    members: list[Membership],
    tellers: list[HolderKeys],
    voting: timedelta,
    at: datetime,
) -> Election:
    """Announced days ago, nominations made in time; voting opens at `at`."""
    opens_at = at.replace(microsecond=0)
    table = Timetable(
        nominations_open_at=opens_at - 3 * DAY,
        nominations_close_at=opens_at - 2 * DAY,
        voting_opens_at=opens_at,
        voting_closes_at=opens_at + voting,
        challenge_ends_at=opens_at + voting + 2 * DAY,
    )
    election = announce_election(
        committee,
        office=Office.DELEGATE,
        seats=scale.seats,
        title="Simulated election",
        about="Nobody is elected to anything.",
        preset=Preset.PRACTICE,
        table=table,
        by=members[-1],
        at=table.nominations_open_at,
        tellers=[_key(number, keys) for number, keys in enumerate(tellers, 1)],
        needed=scale.needed,
    )
    for member in members[: scale.candidates]:
        nominate(election, name=None, statement="", by=member, at=table.nominations_open_at)
    return advance_election(election, at=at)


def _key(number: int, keys: HolderKeys) -> Key:
    described = keys.describe(number, f"Teller {number}")
    return Key(described.name, described.seal, described.sign, described.lot)


def _session(user: User | None) -> str:
    """A session as signing in makes one, without the way through the mail."""
    assert user is not None
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return str(request.session.session_key)


def _address(word: str, number: int) -> str:
    return f"voter-{number + 1}-{word}@{DOMAIN}"
