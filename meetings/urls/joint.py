from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from meetings.views import joint

_ONE = "joint-meetings/<slug:public_id>/"


def _answer(view: Callable[..., HttpResponse], word: str, name: str) -> URLPattern:
    return path(f"joint-invitations/<slug:public_id>/{word}/", view, name=name)


urlpatterns: list[URLPattern] = [
    path(
        "committees/<slug:committee_id>/meetings/joint/",
        joint.call_joint_meeting,
        name="call-joint-meeting",
    ),
    path(_ONE, joint.joint_meeting, name="joint-meeting"),
    path(f"{_ONE}now/", joint.joint_now, name="joint-now"),
    path(f"{_ONE}here/", joint.attend_joint_meeting, name="attend-joint-meeting"),
    path(f"{_ONE}invite/", joint.invite_committee, name="invite-committee"),
    path(f"{_ONE}chair/", joint.hand_chair_to_committee, name="hand-chair-to-committee"),
    _answer(joint.accept_joint_meeting, "accept", "accept-joint-meeting"),
    _answer(joint.decline_joint_meeting, "decline", "decline-joint-meeting"),
    _answer(joint.withdraw_from_joint_meeting, "withdraw", "withdraw-from-joint-meeting"),
    path("meetings/<slug:public_id>/hear/", joint.hear_committee, name="hear-committee"),
]
