from django.urls import URLPattern, path

from elections.views import (
    boards,
    candidates,
    complaints,
    elections,
    on_paper,
    papers,
    results,
    voting,
)

urlpatterns: list[URLPattern] = [
    path("committees/<slug:committee_id>/elections/", elections.elections, name="elections"),
    path(
        "committees/<slug:committee_id>/elections/announce/",
        elections.announce_election,
        name="announce-election",
    ),
    path("elections/<slug:public_id>/", elections.election, name="election"),
    path("elections/<slug:public_id>/void/", elections.void_election, name="void-election"),
    path("elections/<slug:public_id>/nominate/", candidates.nominate, name="nominate"),
    path("candidacies/<slug:public_id>/", candidates.answer_nomination, name="answer-nomination"),
    path(
        "candidacies/<slug:public_id>/accept/",
        candidates.accept_nomination,
        name="accept-nomination",
    ),
    path(
        "candidacies/<slug:public_id>/decline/",
        candidates.decline_nomination,
        name="decline-nomination",
    ),
    path(
        "candidacies/<slug:public_id>/statement/",
        candidates.change_statement,
        name="change-statement",
    ),
    path(
        "candidacies/<slug:public_id>/withdraw/",
        candidates.withdraw_candidacy,
        name="withdraw-candidacy",
    ),
    path("elections/<slug:public_id>/vote/", voting.cast_vote, name="cast-vote"),
    path("elections/<slug:public_id>/paper/", papers.take_paper, name="take-paper"),
    path("elections/<slug:public_id>/on-paper/", on_paper.vote_on_paper, name="vote-on-paper"),
    path("elections/<slug:public_id>/on-paper/mark/", on_paper.mark_on_paper, name="mark-on-paper"),
    path(
        "elections/<slug:public_id>/on-paper/unmark/",
        on_paper.unmark_on_paper,
        name="unmark-on-paper",
    ),
    path(
        "elections/<slug:public_id>/on-paper/counter/", on_paper.name_counter, name="name-counter"
    ),
    path("elections/<slug:public_id>/on-paper/print/", on_paper.print_ballot, name="print-ballot"),
    path("elections/<slug:public_id>/on-paper/annex/", on_paper.paper_annex, name="paper-annex"),
    path("elections/<slug:public_id>/complain/", complaints.complain, name="complain"),
    path("elections/<slug:public_id>/complaints/", complaints.complaints, name="complaints"),
    path("complaints/<slug:public_id>/", complaints.decide_complaint, name="decide-complaint"),
    path("elections/<slug:public_id>/vote-here/", on_paper.vote_here, name="vote-here"),
    path("papers/<slug:public_id>/", on_paper.enter_paper, name="enter-paper"),
    path("papers/<slug:public_id>/finish/", on_paper.finish_papers, name="finish-papers"),
    path("elections/<slug:public_id>/result/", results.election_result, name="election-result"),
    path("elections/<slug:public_id>/board/", boards.election_board, name="election-board"),
    path("verify.py", boards.verifier, name="verifier"),
    path("elections/<slug:public_id>/result.blt", results.result_blt, name="result-blt"),
    path("elections/<slug:public_id>/stages.csv", results.result_csv, name="result-csv"),
    path("elections/<slug:public_id>/count.svg", results.result_picture, name="result-picture"),
]
