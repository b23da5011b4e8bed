"""Questions to candidates, observers, and a practice that is over."""

from datetime import datetime, timedelta

from ballots.scripted import ScriptedVoter
from committees.models import Membership
from elections.models import Candidacy, Election, ElectionStatus, Observer
from elections.operations.clockwork import advance_election
from elections.operations.hustings import answer_as_candidate, ask_candidates, take_down
from elections.operations.observers import accept_observing, name_observer
from elections.operations.rehearsals import rehearse_election

HOUR = timedelta(hours=1)
QUESTIONS = (
    "How often will you report back to us, and where?",
    "What do you do if a council decides against our mandate?",
    "Which building do you want to reach first?",
)
ANSWERS = (
    "Every fortnight, in the open, with what was decided and how I voted.",
    "I say what the mandate says, vote as it says, and bring the decision back to the next meeting.",
    "The one where nobody of us studies. That is where we are missing.",
)


def asked(election: Election, members: list[Membership], *, until: datetime) -> Election:
    """Questions with and without a name since nominations closed; one candidate is late."""
    at = election.nominations_close_at
    election = advance_election(election, at=at)
    if election.status != ElectionStatus.QUESTIONS:
        return election
    standing = _standing(election)
    for number, text in enumerate(QUESTIONS):
        at = min(at + 2 * HOUR, until)
        by = members[-1 - number]
        question = ask_candidates(election, text=text, with_name=number == 1, by=by, at=at)
        for place, candidacy in enumerate(standing[: -1 - number]):
            said = ANSWERS[(place + number) % len(ANSWERS)]
            by = _member(candidacy)
            answer_as_candidate(question, text=said, candidacy=candidacy, by=by, at=at)
    if election.returning_officer is not None:
        rude = ask_candidates(
            election, text="Is it true that one of you lives in Elm Street?", with_name=False,
            by=members[-4], at=at,
        )  # fmt: skip
        because = "It asks where somebody lives."
        by = election.returning_officer
        take_down(rude, ground="private", because=because, by=by, at=min(at + HOUR, until))
    return election


def watched(election: Election, watching: Membership, named: Membership, *, at: datetime) -> None:
    """One member watches for the first candidate, another is asked by the second."""
    first, second = _standing(election)[:2]
    accept_observing(_named(first, watching, at), by=watching, at=at)
    _named(second, named, at)


def practised(election: Election, members: list[Membership], *, at: datetime) -> None:
    """A practice on its roll that some took part in, to its end."""
    assert election.returning_officer is not None  # a committee of ten and more has one
    rehearsal = rehearse_election(election, by=election.returning_officer, at=at)
    for number, member in enumerate(members[:7]):
        fruit = [1 + number % 3, 4 + number % 2]
        ScriptedVoter(rehearsal.contest, member.public_id).vote(fruit, at=at)
    advance_election(rehearsal, at=at + HOUR)


def _named(candidacy: Candidacy, member: Membership, at: datetime) -> Observer:
    return name_observer(candidacy, name=member.chosen_name, by=_member(candidacy), at=at)


def _standing(election: Election) -> list[Candidacy]:
    return list(election.candidacies.standing().select_related("membership").order_by("pk"))


def _member(candidacy: Candidacy) -> Membership:
    assert candidacy.membership is not None  # nobody of this world has left
    return candidacy.membership
