from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from meetings.views import votes


def _of(view: Callable[..., HttpResponse], word: str, name: str) -> URLPattern:
    return path(f"meetings/<slug:public_id>/votes/<slug:vote_id>/{word}", view, name=name)


urlpatterns: list[URLPattern] = [
    path("meetings/<slug:public_id>/put/", votes.put_question, name="put-question"),
    _of(votes.vote, "", "vote"),
    _of(votes.vote_now, "now/", "vote-now"),
    _of(votes.cast_open_vote, "cast/", "cast-open-vote"),
    _of(votes.cast_secret_vote, "ballot/", "cast-secret-vote"),
    _of(votes.take_vote_paper, "paper/", "take-vote-paper"),
    _of(votes.vote_board, "board/", "vote-board"),
    _of(votes.enter_count, "count/", "enter-count"),
    _of(votes.close_vote, "close/", "close-vote"),
    _of(votes.declare_vote, "declare/", "declare-vote"),
    _of(votes.recount_vote, "recount/", "recount-vote"),
    _of(votes.set_aside_vote, "set-aside/", "set-aside-vote"),
]
