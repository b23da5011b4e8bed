"""Meetings under way for the flows of the hall, each in a committee of its own; called by `cast.py`."""

from datetime import datetime, timedelta
from typing import Any

MEMBERS = ("Ana", "Ben", "Tom", "Tia", "Cleo", "Dev", "Eve", "Fay", "Gus")
LONG = 60  # minutes: a vote that outlives the tests that walk to it


def halls(word: str, at: datetime) -> tuple[dict[str, str], dict[str, Any]]:
    """Paths at which flows begin, and the members who walk them, by their roles."""
    from meetings import screens, voting
    from meetings.models import ItemKind

    debate, secret, hands = (_hall(name, word, at) for name in ("debate", "secret", "hands"))
    debate.go_to(ItemKind.MOTION, at)
    voting.LENGTHS = (*voting.LENGTHS, LONG)  # in this process alone
    ballot = _put(secret, "secret", at, minutes=LONG)
    _put(hands, "hands", at, minutes=1)
    meeting = f"/meetings/{hands.meeting.public_id}/"
    paths = {
        "chair": f"/meetings/{debate.meeting.public_id}/chair/",
        "ballot": f"/meetings/{ballot.meeting.public_id}/hall/",
        "hands": f"{meeting}hall/",
        "screen": f"/screen/{hands.meeting.public_id}/?ticket={screens.ticket(hands.meeting)}",
        "door": f"{meeting}attend/",
    }
    members = {
        "chair": debate.chair.user,
        "elector": secret.there[5].user,
        "teller": hands.there[2].user,
        "newcomer": hands.members[-1].user,
    }
    return paths, members


def _hall(name: str, word: str, at: datetime) -> Any:
    """A general meeting that was opened ten minutes ago, with its officers chosen."""
    from home.demo.assemblies import Assembly
    from meetings.operations.meetings import Details, call_meeting
    from tests import factories

    since, called = at - timedelta(days=60), at - timedelta(days=9)
    committee = factories.CommitteeFactory(
        campus=factories.CampusFactory(name=f"{word.title()} School of {name}"),
        name=f"{word.title()} {name}",
        status="founded",
        opened_at=since,
        founded_at=since,
    )
    members = [
        factories.MembershipFactory(
            committee=committee,
            chosen_name=one,
            joined_at=since,
            user__email=f"{one.lower()}-{name}-{word}@mail.example",
        )
        for one in MEMBERS
    ]
    factories.MandateFactory(
        committee=committee, membership=members[0], office="coordinator", given_at=since
    )
    start = (at - timedelta(minutes=10)).astimezone(committee.timezone)
    details = Details(
        title=f"We meet: {name}",
        local_date=start.date(),
        local_time=start.time().replace(microsecond=0),
        place="Canteen",
    )
    meeting = call_meeting(committee, kind="general", details=details, by=members[0], at=called)
    assembly = Assembly(meeting, members)
    assembly.prepare(called + timedelta(hours=5))
    assembly.begin()
    return assembly


def _put(assembly: Any, method: str, at: datetime, *, minutes: int) -> Any:
    from meetings.operations.questions import put_question
    from meetings.subjects import Subject

    subject = Subject("other", text="That we meet again on Friday.")
    return put_question(
        assembly.meeting,
        subject=subject,
        method=method,
        minutes=minutes,
        by=assembly.chair,
        at=at,
        seen=None,
    )
