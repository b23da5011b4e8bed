from django.urls import URLPattern, path

from elections.views import (
    afterwards,
    boards,
    candidates,
    complaints,
    elections,
    hustings,
    mandates,
    observers,
    on_paper,
    papers,
    recall_votes,
    recalls,
    rehearsals,
    results,
    rules,
    strikes,
    tellers,
    voting,
)


def _rules(who: str) -> list[URLPattern]:
    place = f"committees/<slug:committee_id>/rules/{who}"
    return [
        path(f"{place}/", rules.rules_page, {"who": who}, name=f"rules-for-{who}"),
        path(f"{place}.pdf", rules.rules_pdf, {"who": who}, name=f"rules-for-{who}-pdf"),
    ]


urlpatterns: list[URLPattern] = [
    path("committees/<slug:committee_id>/elections/", elections.elections, name="elections"),
    path("committees/<slug:committee_id>/mandates/", mandates.mandates, name="mandates"),
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
    path("elections/<slug:public_id>/tellers/", tellers.tellers, name="tellers"),
    path("elections/<slug:public_id>/tellers/ask/", tellers.ask_teller, name="ask-teller"),
    path("elections/<slug:public_id>/repeat/", tellers.repeat_election, name="repeat-election"),
    path("tellers/<slug:public_id>/", tellers.teller, name="teller"),
    path("tellers/<slug:public_id>/accept/", tellers.accept_telling, name="accept-telling"),
    path("tellers/<slug:public_id>/decline/", tellers.decline_telling, name="decline-telling"),
    path("tellers/<slug:public_id>/drop/", tellers.drop_teller, name="drop-teller"),
    path(
        "elections/<slug:public_id>/challenge/",
        afterwards.challenge_election,
        name="challenge-election",
    ),
    path(
        "challenges/<slug:public_id>/decide/", afterwards.decide_challenge, name="decide-challenge"
    ),
    path("elections/<slug:public_id>/fill/", afterwards.fill_vacancy, name="fill-vacancy"),
    path("teller.html", tellers.teller_page, name="teller-page"),
    path("mandates/<slug:public_id>/recall/", recalls.open_recall, name="open-recall"),
    path("recalls/<slug:public_id>/", recalls.recall, name="recall"),
    path("recalls/<slug:public_id>/sign/", recalls.sign_recall, name="sign-recall"),
    path(
        "recalls/<slug:public_id>/withdraw/", recalls.withdraw_signature, name="withdraw-signature"
    ),
    path("recalls/<slug:public_id>/reply/", recalls.answer_recall, name="answer-recall"),
    path("recalls/<slug:public_id>/vote/", recall_votes.cast_recall_vote, name="cast-recall-vote"),
    path(
        "recalls/<slug:public_id>/paper/", recall_votes.take_recall_paper, name="take-recall-paper"
    ),
    path("recalls/<slug:public_id>/board/", recall_votes.recall_board, name="recall-board"),
    path("verify.py", boards.verifier, name="verifier"),
    path("elections/<slug:public_id>/result.blt", results.result_blt, name="result-blt"),
    path("elections/<slug:public_id>/stages.csv", results.result_csv, name="result-csv"),
    path("elections/<slug:public_id>/count.svg", results.result_picture, name="result-picture"),
    path("elections/<slug:public_id>/hustings/", hustings.hustings, name="hustings"),
    path("elections/<slug:public_id>/ask/", hustings.ask_candidates, name="ask-candidates"),
    path("asked/<slug:public_id>/", hustings.answer_as_candidate, name="answer-as-candidate"),
    path(
        "asked/<slug:public_id>/take-down/", hustings.take_down_question, name="take-down-question"
    ),
    path("answers/<slug:public_id>/take-down/", hustings.take_down_answer, name="take-down-answer"),
    path(
        "statements/<slug:public_id>/take-down/",
        hustings.take_down_statement,
        name="take-down-statement",
    ),
    path("candidacies/<slug:public_id>/observer/", observers.name_observer, name="name-observer"),
    path("observers/<slug:public_id>/", observers.answer_observing, name="answer-observing"),
    path("observers/<slug:public_id>/accept/", observers.accept_observing, name="accept-observing"),
    path(
        "observers/<slug:public_id>/decline/",
        observers.decline_observing,
        name="decline-observing",
    ),
    path("observers/<slug:public_id>/stop/", observers.stop_observing, name="stop-observing"),
    path(
        "elections/<slug:public_id>/observe/", observers.observe_election, name="observe-election"
    ),
    path("elections/<slug:public_id>/observe/now/", observers.observe_now, name="observe-now"),
    path("elections/<slug:public_id>/first-list.json", observers.first_list, name="first-list"),
    path("elections/<slug:public_id>/final-list.json", observers.final_list, name="final-list"),
    path(
        "elections/<slug:public_id>/rehearse/",
        rehearsals.rehearse_election,
        name="rehearse-election",
    ),
    *_rules("tellers"),
    *_rules("observers"),
    *_rules("voters"),
    path(
        "committees/<slug:committee_id>/strike-ballots/",
        strikes.strike_ballots,
        name="strike-ballots",
    ),
    path("strike-ballots/<slug:public_id>/", strikes.strike_ballot, name="strike-ballot"),
    path(
        "strike-ballots/<slug:public_id>/practise/",
        strikes.rehearse_strike_ballot,
        name="rehearse-strike-ballot",
    ),
    path(
        "strike-ballots/<slug:public_id>/vote/", strikes.cast_strike_vote, name="cast-strike-vote"
    ),
    path(
        "strike-ballots/<slug:public_id>/paper/",
        strikes.take_strike_paper,
        name="take-strike-paper",
    ),
    path("strike-ballots/<slug:public_id>/board/", strikes.strike_board, name="strike-board"),
]
