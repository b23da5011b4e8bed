"""A vote as the hall, the screen and the chair's page include it."""

from collections.abc import Callable

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from committees.models import Membership
from meetings.models import Vote
from meetings.operations.votes import declare_vote
from meetings.queries.questions import adjourn_is_carried
from meetings.queries.votes import vote_now
from tests.factories import NOW
from tests.factories_meetings import LogEntryFactory
from tests.meetings.voting import MINUTE, Hall, page_text

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_the_last_result_leaves_the_screens_when_the_meeting_goes_on(hall: Hall) -> None:
    assert vote_now(hall.meeting, None) is None
    assert not adjourn_is_carried(hall.meeting)
    hall.decide(hall.put("adjourn"), 12)
    assert adjourn_is_carried(hall.meeting)
    now = vote_now(hall.meeting, None)
    assert now is not None
    assert (now.state, now.chairing, now.is_carried) == ("declared", None, True)
    last = hall.meeting.log.order_by("number").last()
    assert last is not None
    LogEntryFactory(meeting=hall.meeting, number=last.number + 1, kind="item_taken", at=NOW)
    assert vote_now(hall.meeting, None) is None


def test_a_screen_is_shown_no_buttons(hall: Hall) -> None:
    for method in ("open", "hands", "secret"):
        hall.put("practice", method=method)
        now = vote_now(hall.meeting, None)
        assert now is not None
        assert (bool(now.may_cast), now.mine, now.watch) == (False, "", None)
        assert now.counting is None or not now.counting.may_enter
        Vote.objects.all().delete()


def test_the_chair_puts_what_is_debated_with_one_tap(hall: Hall, as_: As) -> None:
    motion, browser = hall.motion(), as_(hall.chair)
    hall.meeting.item = hall.meeting.agenda.get(motion=motion)
    hall.meeting.save(update_fields=["item"])
    chair = f"/meetings/{hall.meeting.public_id}/chair/"
    page = page_text(browser, chair)
    assert "Put to the vote: The motion" in page
    assert f"?question=motion%3A{motion.public_id}&amp;to=" in page
    hall.meeting.refresh_from_db()
    sent = {"question": f"motion:{motion.public_id}", "method": "open", "minutes": "1"}
    put = browser.post(
        f"/meetings/{hall.meeting.public_id}/put/",
        {**sent, "version": hall.meeting.version, "to": f"{chair}now/"},
    )
    assert put["Location"] == chair
    assert Vote.objects.get().motion == motion
    page = page_text(browser, chair)
    assert "A vote is being taken: it stands above." in page
    assert "Put to the vote" not in page


def test_the_parts_for_the_hall_and_the_screen_show_every_state(
    hall: Hall, clock: time_machine.Traveller
) -> None:
    """As the hall includes them."""

    def part(name: str, reader: Membership | None) -> str:
        context = {
            "vote": vote_now(hall.meeting, reader),
            "meeting": hall.meeting,
        }
        request = RequestFactory().get(f"/meetings/{hall.meeting.public_id}/chair/now/")
        return render_to_string(f"meetings/votes/{name}.html", context, request)

    assert part("in_hall", hall.members[0]).strip() == part("on_screen", None).strip() == ""
    motion = hall.motion()
    vote = hall.put("motion", motion=motion)
    screen = part("on_screen", None)
    assert "Vote now, on your phone" in screen
    assert motion.title in screen
    assert "<form" not in screen
    member = part("in_hall", hall.members[0])
    assert "The page of this vote" in member
    assert 'name="to" value="/meetings/' in member
    clock.move_to(NOW + MINUTE)
    assert "The vote is closed." in part("on_screen", None)
    hall.vote(vote, 7, 5)
    declare_vote(vote, by=hall.chair, at=NOW + MINUTE, seen=None)
    for name, reader in (
        ("on_screen", None),
        ("in_hall", hall.members[0]),
        ("at_chair", hall.chair),
    ):
        assert "Carried" in part(name, reader)
    clock.move_to(NOW)
    for method, words in (("hands", "Show of hands"), ("secret", "Secret vote: on your phone")):
        hall.put("practice", method=method)
        assert words in part("on_screen", None)
        Vote.objects.latest("pk").delete()
