from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from meetings.views import hall, hall_chair, hall_screen


def _of(view: Callable[..., HttpResponse], word: str, name: str) -> URLPattern:
    return path(f"meetings/<slug:public_id>/{word}/", view, name=name)


urlpatterns: list[URLPattern] = [
    _of(hall.hall, "hall", "hall"),
    _of(hall.hall_now, "hall/now", "hall-now"),
    _of(hall.attend_meeting, "attend", "attend-meeting"),
    _of(hall.leave_meeting, "leave", "leave-meeting"),
    _of(hall.count_at_door, "door", "count-at-door"),
    _of(hall.raise_hand, "raise-hand", "raise-hand"),
    _of(hall.lower_hand, "lower-hand", "lower-hand"),
    _of(hall.offer_duty, "offer", "offer-duty"),
    _of(hall.withdraw_offer, "withdraw-offer", "withdraw-offer"),
    _of(hall_chair.chair_meeting, "chair", "chair-meeting"),
    _of(hall_chair.chair_now, "chair/now", "chair-now"),
    _of(hall_chair.take_item, "take-item", "take-item"),
    _of(hall_chair.move_motion, "move-motion", "move-motion"),
    _of(hall_chair.settle_motion, "settle-motion", "settle-motion"),
    _of(hall_chair.move_amendment, "move-amendment", "move-amendment"),
    _of(hall_chair.settle_amendment, "settle-amendment", "settle-amendment"),
    _of(hall_chair.call_speaker, "call-speaker", "call-speaker"),
    _of(hall_chair.end_speech, "end-speech", "end-speech"),
    _of(hall_chair.close_list, "close-list", "close-list"),
    _of(hall_chair.open_list, "open-list", "open-list"),
    _of(hall_chair.adopt_balance, "adopt-balance", "adopt-balance"),
    _of(hall_chair.drop_balance, "drop-balance", "drop-balance"),
    _of(hall_chair.choose_officer, "choose-officer", "choose-officer"),
    _of(hall_chair.hand_over_chair, "hand-over-chair", "hand-over-chair"),
    _of(hall_chair.release_officer, "release-officer", "release-officer"),
    _of(hall_chair.note_ruling, "ruling", "note-ruling"),
    _of(hall_chair.adjourn_meeting, "adjourn", "adjourn-meeting"),
    _of(hall_chair.undo_ruling, "undo", "undo-ruling"),
    _of(hall_screen.show_screen, "screen", "show-screen"),
    _of(hall_screen.door_now, "screen/code", "door-now"),
    path("screen/<slug:public_id>/", hall_screen.hall_screen, name="hall-screen"),
    path("screen/<slug:public_id>/now/", hall_screen.screen_now, name="screen-now"),
]
