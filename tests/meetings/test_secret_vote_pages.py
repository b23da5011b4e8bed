"""The pages of a secret vote: the booth, the board, and what of few ballots is told."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from ballots import booth
from meetings.operations.votes import declare_vote
from tests.factories import NOW
from tests.meetings.voting import MINUTE, Hall, page_text, post_vote, vote_url
from tests.voting import cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")
def test_the_booth_of_a_meeting_has_its_own_addresses_and_words(hall: Hall, as_: As) -> None:
    vote = hall.put("practice", method="secret")
    browser = as_(hall.members[0])
    assert "Vote in secret" in page_text(browser, vote_url(vote))
    page = page_text(browser, vote_url(vote, "ballot/"))
    assert f'data-paper="{vote_url(vote, "paper/")}"' in page
    assert f'data-reader="{hall.members[0].public_id}"' in page
    assert "Back to the vote" in page
    assert "returning officer" not in page
    assert "election’s page" not in page


def test_a_secret_vote_is_declared_and_its_board_is_linked(
    hall: Hall, as_: As, clock: time_machine.Traveller
) -> None:
    vote = hall.put(method="secret")
    assert vote.contest is not None
    for number, one in enumerate(hall.everybody()[:6]):
        cast(vote.contest, one.public_id, choices=[1] if number < 4 else [2], at=NOW)
    browser, chair = as_(hall.members[0]), as_(hall.chair)
    assert "About" not in page_text(browser, vote_url(vote))
    clock.move_to(NOW + MINUTE)
    page = page_text(chair, vote_url(vote))
    assert "The ballots are opened half a minute after the close" in page
    assert "from 07:01:30" in page
    assert browser.get(vote_url(vote, "board/")).status_code == 404
    clock.move_to(vote.contest.complaints_until)
    assert post_vote(chair, vote, "declare/").status_code == 302
    page = page_text(browser, vote_url(vote))
    assert "<dd>4</dd>" in page
    assert "board/" in page
    board = page_text(browser, vote_url(vote, "board/"))
    assert "Every ballot that was cast" in board
    assert board.count("<bdi>For</bdi>") == 4
    assert "tell the chair" in board
    assert "returning officer" not in board


def test_of_few_ballots_the_page_tells_the_outcome_alone(hall: Hall, as_: As) -> None:
    vote = hall.put(method="secret")
    assert vote.contest is not None
    cast(vote.contest, hall.members[0].public_id, choices=[1], at=NOW)
    at = vote.contest.complaints_until
    declare_vote(vote, by=hall.chair, at=at, seen=None)
    page = page_text(as_(hall.members[1]), vote_url(vote))
    assert "So few voted that only the outcome is told" in page
    assert "<dd>1</dd>" not in page
    assert as_(hall.members[1]).get(vote_url(vote, "board/")).status_code == 404


def test_a_vote_that_is_not_secret_has_neither_booth_nor_board(hall: Hall, as_: As) -> None:
    vote = hall.put()
    for word in ("ballot/", "board/"):
        assert as_(hall.members[0]).get(vote_url(vote, word)).status_code == 404
    assert as_(hall.members[0]).post(vote_url(vote, "paper/")).status_code == 404
