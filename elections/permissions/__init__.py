"""Who may do what in an election, and why not. One file a room; every verb can be had from here."""

from elections.permissions.candidates import (
    accept_nomination,
    change_statement,
    decline_nomination,
    nominate,
    withdraw_candidacy,
)
from elections.permissions.clockwork import (
    close_nominations,
    close_voting,
    count_election,
    declare_election,
    finish_election,
    open_nominations,
    open_voting,
)
from elections.permissions.elections import (
    announce_election,
    import_election,
    void_election,
)
from elections.permissions.hustings import answer_as_candidate, ask_candidates, take_down
from elections.permissions.observers import (
    accept_observing,
    decline_observing,
    name_observer,
    observe_election,
    stop_observing,
)
from elections.permissions.rehearsals import rehearse_election
from elections.permissions.voting import (
    cast_vote,
    take_paper,
)

__all__ = [
    "accept_nomination",
    "accept_observing",
    "announce_election",
    "answer_as_candidate",
    "ask_candidates",
    "cast_vote",
    "change_statement",
    "close_nominations",
    "close_voting",
    "count_election",
    "declare_election",
    "decline_nomination",
    "decline_observing",
    "finish_election",
    "import_election",
    "name_observer",
    "nominate",
    "observe_election",
    "open_nominations",
    "open_voting",
    "rehearse_election",
    "stop_observing",
    "take_down",
    "take_paper",
    "void_election",
    "withdraw_candidacy",
]
