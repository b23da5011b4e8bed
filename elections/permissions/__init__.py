"""Who may do what in an election, and why not. One file a room; every verb can be had from here."""

from elections.permissions.afterwards import (
    challenge_election,
    decide_challenge,
    fill_vacancy,
)
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
from elections.permissions.hustings import (
    answer_as_candidate,
    ask_candidates,
    take_down,
)
from elections.permissions.observers import (
    accept_observing,
    decline_observing,
    name_observer,
    observe_election,
    stop_observing,
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
from elections.permissions.recall_votes import (
    call_recall_vote,
    cast_recall_vote,
    close_recall_vote,
    decide_recall,
    drop_recall,
    lapse_recall,
    open_recall_vote,
    repeat_recall_vote,
    take_recall_paper,
    void_recall,
)
from elections.permissions.recalls import (
    answer_recall,
    open_recall,
    sign_recall,
    withdraw_signature,
)
from elections.permissions.rehearsals import (
    rehearse_election,
)
from elections.permissions.tellers import (
    accept_telling,
    ask_teller,
    decline_telling,
    drop_teller,
    print_paper,
    repeat_election,
)
from elections.permissions.voting import (
    cast_vote,
    take_paper,
)

__all__ = [
    "accept_nomination",
    "accept_observing",
    "accept_telling",
    "announce_election",
    "answer_as_candidate",
    "answer_recall",
    "ask_candidates",
    "ask_teller",
    "call_recall_vote",
    "cast_recall_vote",
    "cast_vote",
    "challenge_election",
    "change_statement",
    "close_nominations",
    "close_recall_vote",
    "close_voting",
    "complaints",
    "count_election",
    "decide_challenge",
    "decide_complaint",
    "decide_recall",
    "declare_election",
    "decline_nomination",
    "decline_observing",
    "decline_telling",
    "drop_recall",
    "drop_teller",
    "enter_paper",
    "fill_vacancy",
    "finish_election",
    "finish_papers",
    "import_election",
    "lapse_recall",
    "mark_on_paper",
    "name_counter",
    "name_observer",
    "nominate",
    "observe_election",
    "open_nominations",
    "open_recall",
    "open_recall_vote",
    "open_voting",
    "paper_annex",
    "print_ballot",
    "print_paper",
    "rehearse_election",
    "repeat_election",
    "repeat_recall_vote",
    "sign_recall",
    "stop_observing",
    "take_down",
    "take_paper",
    "take_recall_paper",
    "unmark_on_paper",
    "void_election",
    "void_recall",
    "vote_on_paper",
    "withdraw_candidacy",
    "withdraw_signature",
]
