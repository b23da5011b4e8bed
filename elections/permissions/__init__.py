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
from elections.permissions.complaints import (
    complaints,
    decide_complaint,
)
from elections.permissions.elections import (
    announce_election,
    import_election,
    void_election,
)
from elections.permissions.on_paper import (
    enter_paper,
    finish_papers,
    mark_on_paper,
    name_counter,
    paper_annex,
    print_ballot,
    unmark_on_paper,
    vote_on_paper,
)
from elections.permissions.voting import (
    cast_vote,
    take_paper,
)

__all__ = [
    "accept_nomination",
    "announce_election",
    "cast_vote",
    "change_statement",
    "close_nominations",
    "close_voting",
    "complaints",
    "count_election",
    "decide_complaint",
    "declare_election",
    "decline_nomination",
    "enter_paper",
    "finish_election",
    "finish_papers",
    "import_election",
    "mark_on_paper",
    "name_counter",
    "nominate",
    "open_nominations",
    "open_voting",
    "paper_annex",
    "print_ballot",
    "take_paper",
    "unmark_on_paper",
    "void_election",
    "vote_on_paper",
    "withdraw_candidacy",
]
