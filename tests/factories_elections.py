"""Votes and elections as the operations make them, at the step a test asks for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from ballots.models import Complaint, Contest
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.contests import (
    Answer,
    draft_contest,
    open_contest,
    prepare_contest,
)
from ballots.operations.opening import open_ballots
from committees.models import Committee, Membership
from elections import timetable
from elections.models import (
    Candidacy,
    Challenge,
    ComplaintDecision,
    Election,
    HustingsAnswer,
    HustingsQuestion,
    Observer,
    PaperCount,
    PaperEntry,
    Teller,
)
from elections.operations.announcing import announce_election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from tests.factories import NOW, MembershipFactory

DAY = timedelta(days=1)


def drafted(voters: Sequence[str] = ("ann", "bob", "cem"), **fields: Any) -> Contest:
    """A contest that opens at NOW and closes a day later."""
    given = {"rule": "scottish-stv-ron", "seats": 1, "opens_at": NOW, "closes_at": NOW + DAY}
    return draft_contest("Who?", voters=voters, at=NOW - DAY, **(given | fields))


def prepared(voters: Sequence[str] = ("ann", "bob", "cem"), **fields: Any) -> Contest:
    """The same with its paper printed: Ada, Ben, Cy and re-open nominations."""
    names = [Answer(name, name.lower()) for name in ("Ada", "Ben", "Cy")]
    answers = [*names, Answer("Re-open nominations", is_ron=True)]
    return prepare_contest(drafted(voters, **fields), options=answers, at=NOW)


def opened(voters: Sequence[str] = ("ann", "bob", "cem"), **fields: Any) -> Contest:
    """The same, open."""
    return open_contest(prepared(voters, **fields), at=NOW)


def counted(contest: Contest) -> Contest:
    """Closed, listed, opened by the host and counted."""
    contest = close_contest(contest, at=contest.closes_at)
    contest = settle_list(contest, at=contest.complaints_until)
    return open_ballots(contest, at=contest.complaints_until)


def members(committee: Committee, number: int) -> list[Membership]:
    """So many members called Voter 0, Voter 1 …"""
    return [
        MembershipFactory(committee=committee, chosen_name=f"Voter {place}")
        for place in range(number)
    ]


def announced(
    committee: Committee, by: Membership, *, at: datetime = NOW, **fields: Any
) -> Election:
    """An election whose nominations are open from `at`, by the standard timetable."""
    preset = fields.get("preset", "standard")
    given = {
        "office": "delegate",
        "seats": 1,
        "title": "Election of delegates",
        "about": "",
        "preset": preset,
        "table": timetable.propose(preset, at, committee),
    }
    return announce_election(committee, by=by, at=at, **(given | fields))


def stand(election: Election, *candidates: Membership) -> None:
    """These stand, with a statement."""
    for candidate in candidates:
        at = election.nominations_open_at
        nominate(election, name=None, statement="I will carry it.", by=candidate, at=at)


def voting(
    committee: Committee, by: Membership, *candidates: Membership, **fields: Any
) -> Election:
    """An election in which voting has just opened."""
    election = announced(committee, by, **fields)
    stand(election, *candidates)
    return advance_election(election, at=election.voting_opens_at)


def number_of(election: Election, candidate: Membership) -> int:
    """The candidate's number on the paper."""
    return election.contest.options.get(label=candidate.chosen_name).number


def asking(
    committee: Committee, by: Membership, *candidates: Membership, **fields: Any
) -> Election:
    """An election in which candidates have just begun to be asked."""
    election = announced(committee, by, **fields)
    stand(election, *candidates)
    return advance_election(election, at=election.nominations_close_at)


def candidacy_of(election: Election, candidate: Membership) -> Candidacy:
    return election.candidacies.get(membership=candidate)


class HustingsQuestionFactory(DjangoModelFactory[HustingsQuestion]):
    """Asked without a name; `election` is to be given."""

    class Meta:
        model = HustingsQuestion

    text = factory.Sequence(lambda n: f"What will you do first? {n}")
    asked_on = NOW.date()


class HustingsAnswerFactory(DjangoModelFactory[HustingsAnswer]):
    """`question` and `candidacy` are to be given."""

    class Meta:
        model = HustingsAnswer

    text = "I will report back."
    answered_at = NOW


class ObserverFactory(DjangoModelFactory[Observer]):
    """Asked; `candidacy` and `membership` are to be given."""

    class Meta:
        model = Observer

    name = "Olga"
    named_at = NOW


# What a teller who accepted has handed in; good for rows alone.
KEYS: dict[str, Any] = {
    "status": "accepted",
    "seal": bytes(32),
    "sign": bytes(32),
    "lots": bytes(288),
    "answered_at": NOW,
}


class TellerFactory(DjangoModelFactory[Teller]):
    """Asked to hold a key; `election` and `membership` are to be given."""

    class Meta:
        model = Teller

    name = "Tula"
    asked_at = NOW


class ChallengeFactory(DjangoModelFactory[Challenge]):
    """Waits for a meeting; `election` is to be given."""

    class Meta:
        model = Challenge

    reason = "The notice came late."
    made_at = NOW


class PaperCountFactory(DjangoModelFactory[PaperCount]):
    """The returning officer's list; `election` is to be given."""

    class Meta:
        model = PaperCount

    place = 1
    named_at = NOW


class PaperEntryFactory(DjangoModelFactory[PaperEntry]):
    """A blank paper; `count` is to be given."""

    class Meta:
        model = PaperEntry

    number = factory.Sequence(lambda n: n + 1)
    written = "blank"


class ComplaintFactory(DjangoModelFactory[Complaint]):
    """Evidence that proves nothing; `contest` is to be given."""

    class Meta:
        model = Complaint

    key = factory.Sequence(lambda n: n.to_bytes(32, "big"))
    evidence = factory.Dict({})


class ComplaintDecisionFactory(DjangoModelFactory[ComplaintDecision]):
    """Not upheld; `election` is to be given."""

    class Meta:
        model = ComplaintDecision

    mark = "abcdefghij"
    proof = "no_receipt"
    ruling = "not_upheld"
    because = "The board has it."
    decided_at = NOW
