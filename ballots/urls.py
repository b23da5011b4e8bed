from django.urls import URLPattern, path

from ballots import holder_views, views

_HOLDER = "box/<slug:contest_id>/holders/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("box/keys/<slug:key>.json", views.key_contest, name="key-contest"),
    path("box/<slug:contest_id>/definition.json", views.definition, name="definition"),
    path("box/<slug:contest_id>/roll.json", views.roll, name="roll"),
    path("box/<slug:contest_id>/ready.json", views.ready, name="ready"),
    path("box/<slug:contest_id>/state.json", views.state, name="state"),
    path("box/<slug:contest_id>/envelopes", views.cast_envelope, name="cast-envelope"),
    path("box/<slug:contest_id>/complaints", views.lodge_complaint, name="lodge-complaint"),
    path("box/<slug:contest_id>/opening.json", views.opening, name="opening"),
    path("box/<slug:contest_id>/evidence", views.bring_evidence, name="bring-evidence"),
    path("box/<slug:contest_id>/list.json", views.closing_list, name="closing-list"),
    path("box/<slug:contest_id>/ballots.csv", views.ballots_csv, name="ballots-csv"),
    path("box/<slug:contest_id>/board.json", views.board_file, name="board-file"),
    path(f"{_HOLDER}ready", holder_views.sign_ready, name="sign-ready"),
    path(f"{_HOLDER}lot", holder_views.reveal_lot, name="reveal-lot"),
    path(f"{_HOLDER}envelopes", holder_views.envelopes, name="envelopes"),
    path(f"{_HOLDER}bundles/<int:other>", holder_views.pass_bundle, name="pass-bundle"),
    path(f"{_HOLDER}lots.json", holder_views.lots, name="lots"),
    path(f"{_HOLDER}leaves.json", holder_views.leaves, name="leaves"),
    path(f"{_HOLDER}faults", holder_views.report_fault, name="report-fault"),
    path(f"{_HOLDER}paper.json", holder_views.paper, name="paper"),
    path(f"{_HOLDER}board", holder_views.sign_board, name="sign-board"),
]
