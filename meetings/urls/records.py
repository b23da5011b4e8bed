from django.urls import path

from meetings.views import records_actions, records_minutes, records_resolutions

_COMMITTEE = "committees/<slug:committee_id>"
_MINUTES = "minutes/<slug:public_id>"
_ACTION = "actions/<slug:public_id>"
_RESOLUTION = "resolutions/<slug:public_id>"
_RECEIVED = "received/<slug:public_id>"

urlpatterns = [
    path(f"{_MINUTES}/", records_minutes.minutes, name="minutes"),
    path(f"{_MINUTES}/edit/", records_minutes.edit_minutes, name="edit-minutes"),
    path(f"{_MINUTES}/changes/", records_minutes.minutes_changes, name="minutes-changes"),
    path(f"{_MINUTES}/minutes.md", records_minutes.minutes_file, name="minutes-file"),
    path(f"{_MINUTES}/approve/", records_minutes.approve_minutes, name="approve-minutes"),
    path(f"{_COMMITTEE}/actions/", records_actions.actions, name="actions"),
    path("meetings/<slug:public_id>/action/", records_actions.note_action, name="note-action"),
    path(f"{_ACTION}/take/", records_actions.take_action, name="take-action"),
    path(f"{_ACTION}/hand-back/", records_actions.hand_back_action, name="hand-back-action"),
    path(f"{_ACTION}/finish/", records_actions.finish_action, name="finish-action"),
    path(f"{_ACTION}/reopen/", records_actions.reopen_action, name="reopen-action"),
    path(f"{_COMMITTEE}/resolutions/", records_resolutions.resolutions, name="resolutions"),
    path(
        f"{_COMMITTEE}/received/",
        records_resolutions.received_resolutions,
        name="received-resolutions",
    ),
    path(f"{_RESOLUTION}/", records_resolutions.resolution, name="resolution"),
    path(
        f"{_RESOLUTION}/publish/",
        records_resolutions.publish_resolution,
        name="publish-resolution",
    ),
    path(
        f"{_RESOLUTION}/unpublish/",
        records_resolutions.unpublish_resolution,
        name="unpublish-resolution",
    ),
    path(f"{_RESOLUTION}/act/", records_resolutions.act_on_resolution, name="act-on-resolution"),
    path(
        f"{_RESOLUTION}/report-back/",
        records_resolutions.report_back_on_resolution,
        name="report-back-on-resolution",
    ),
    path(f"{_RESOLUTION}/send/", records_resolutions.send_resolution, name="send-resolution"),
    path(f"{_RECEIVED}/", records_resolutions.received_resolution, name="received-resolution"),
    path(f"{_RECEIVED}/put/", records_resolutions.put_received, name="put-received"),
]
