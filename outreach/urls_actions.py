"""Actions, and defence."""

from django.urls import path

from outreach.views import actions, actions_buttons, defence, defence_totals, rights

_COMMITTEE = "committees/<slug:committee_id>"
_ACTION = "called-actions/<slug:public_id>"
_TASK = "tasks/<slug:public_id>"
_SHIFT = "shifts/<slug:public_id>"
_REPRISAL = "reprisals/<slug:public_id>"

urlpatterns = [
    path(f"{_COMMITTEE}/called-actions/", actions.called_actions, name="called-actions"),
    path(f"{_COMMITTEE}/called-actions/new/", actions.call_action, name="call-action"),
    path(
        f"{_COMMITTEE}/called-actions/<slug:public_id>/join/",
        actions.join_action,
        name="join-action",
    ),
    path(f"{_ACTION}/", actions.called_action, name="called-action"),
    path(f"{_ACTION}/change/", actions.change_action, name="change-action"),
    path(f"{_ACTION}/cancel/", actions.cancel_action, name="cancel-action"),
    path(f"{_ACTION}/report/", actions.report_action, name="report-action"),
    path(f"{_ACTION}/date.ics", actions.action_calendar, name="action-calendar"),
    path(f"{_ACTION}/marshals/", actions.print_marshals_sheet, name="print-marshals-sheet"),
    path(f"{_ACTION}/marshals.pdf", actions.marshals_sheet_pdf, name="marshals-sheet-pdf"),
    path(f"{_ACTION}/come/", actions_buttons.come_to_action, name="come-to-action"),
    path(
        f"{_ACTION}/stay-away/",
        actions_buttons.stay_away_from_action,
        name="stay-away-from-action",
    ),
    path(f"{_ACTION}/home-safe/", actions_buttons.say_home_safe, name="say-home-safe"),
    path(f"{_ACTION}/add-task/", actions_buttons.add_task, name="add-task"),
    path(f"{_TASK}/take/", actions_buttons.take_task, name="take-task"),
    path(f"{_TASK}/hand-back/", actions_buttons.hand_back_task, name="hand-back-task"),
    path(f"{_TASK}/finish/", actions_buttons.finish_task, name="finish-task"),
    path(f"{_TASK}/reopen/", actions_buttons.reopen_task, name="reopen-task"),
    path(f"{_ACTION}/fill-shift/", actions_buttons.fill_shift, name="fill-shift"),
    path(f"{_ACTION}/shifts/", actions_buttons.add_shift, name="add-shift"),
    path(f"{_SHIFT}/take/", actions_buttons.take_shift, name="take-shift"),
    path(f"{_SHIFT}/leave/", actions_buttons.leave_shift, name="leave-shift"),
    path(f"{_SHIFT}/drop/", actions_buttons.drop_shift, name="drop-shift"),
    path(f"{_COMMITTEE}/defence/", defence.defence, name="defence"),
    path(f"{_COMMITTEE}/defence/report/", defence.report_reprisal, name="report-reprisal"),
    path(f"{_COMMITTEE}/defence/chosen/", defence.name_defender, name="name-defender"),
    path(f"{_COMMITTEE}/defence/numbers/", defence_totals.reprisal_totals, name="reprisal-totals"),
    path(
        f"{_COMMITTEE}/defence/numbers/publish/",
        defence_totals.publish_totals,
        name="publish-totals",
    ),
    path(
        f"{_COMMITTEE}/defence/numbers/unpublish/",
        defence_totals.unpublish_totals,
        name="unpublish-totals",
    ),
    path("defence/<slug:public_id>/end/", defence.end_defence, name="end-defence"),
    path(f"{_REPRISAL}/", defence.reprisal, name="reprisal"),
    path(f"{_REPRISAL}/withdraw/", defence.withdraw_reprisal, name="withdraw-reprisal"),
    path(f"{_REPRISAL}/photo/", defence.add_evidence, name="add-evidence"),
    path(f"{_REPRISAL}/step/", defence.note_step, name="note-step"),
    path(f"{_REPRISAL}/count/", defence.count_reprisal, name="count-reprisal"),
    path("evidence/<slug:public_id>/photo.jpg", defence.evidence, name="evidence"),
    path("evidence/<slug:public_id>/drop/", defence.drop_evidence, name="drop-evidence"),
    path("steps/<slug:public_id>/finish/", defence.finish_step, name="finish-step"),
    path("rights/", rights.rights_cards, name="rights-cards"),
    path("rights/<slug:country>/", rights.rights_card, name="rights-card"),
    path("rights/<slug:country>/card.pdf", rights.rights_card_pdf, name="rights-card-pdf"),
    path("operator/rights/", rights.write_rights_card, name="write-rights-card"),
    path(
        "operator/rights/<slug:public_id>/delete/",
        rights.delete_rights_card,
        name="delete-rights-card",
    ),
]
