"""What each reader sees of a vote: no number before it is declared, and every button with its reason."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committees.models import Committee, Membership
from meetings.models import Choice, Vote
from meetings.operations.casting import cast_open_vote
from meetings.operations.votes import close_vote
from meetings.queries.votes import vote_now
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import (
    AmendmentFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
)
from tests.meetings.voting import MINUTE, Hall, page_text, post_vote, vote_url

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_three_buttons_and_one_s_own_vote(hall: Hall, as_: As) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    page = page_text(browser, vote_url(vote))
    assert page.count('class="vote-button"') == 3
    assert 'aria-pressed="true"' not in page
    assert "until 07:01:00" in page
    answer = post_vote(browser, vote, "cast/", choice="against")
    assert (answer.status_code, answer["Location"]) == (302, vote_url(vote))
    page = page_text(browser, vote_url(vote))
    assert "Your vote: against." in page
    assert re.search(r'value="against" aria-pressed="true"', page)
    post_vote(browser, vote, "cast/", choice="abstain")
    assert "You abstain." in page_text(browser, vote_url(vote))
    post_vote(browser, vote, "cast/", choice="for")
    assert "Your vote: for." in page_text(browser, vote_url(vote))


def test_a_choice_that_is_none_and_a_form_that_is_late_are_refused(
    hall: Hall, as_: As, clock: time_machine.Traveller
) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    assert post_vote(browser, vote, "cast/", choice="perhaps").status_code == 400
    clock.move_to(NOW + MINUTE)
    late = post_vote(browser, vote, "cast/", choice="for")
    assert late.status_code == 403
    assert "after the close is not counted" in late.content.decode()
    assert not vote.cast.exists()


def test_a_tap_in_the_hall_leads_back_to_the_hall_and_nowhere_else(hall: Hall, as_: As) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    own = f"/meetings/{hall.meeting.public_id}/hall/"
    for asked in (own, f"{own}now/"):
        assert post_vote(browser, vote, "cast/", choice="for", to=asked)["Location"] == own
    for elsewhere in ("https://example.org/", "//example.org", "/meetings/other/hall/"):
        answer = post_vote(browser, vote, "cast/", choice="for", to=elsewhere)
        assert answer["Location"] == vote_url(vote)


@pytest.mark.parametrize("who", ["chair", "teller", "member"])
def test_nobody_sees_a_tally_before_it_is_declared(hall: Hall, as_: As, who: str) -> None:
    """Whatever was cast, everybody is answered the same bytes."""
    reader = {"chair": hall.chair, "teller": hall.tellers[0], "member": hall.members[0]}[who]
    vote, browser = hall.put(), as_(reader)
    for one in hall.everybody():
        cast_open_vote(vote, choice=Choice.FOR, by=one, at=NOW)

    def seen() -> list[str]:
        pages = [
            page_text(browser, vote_url(vote)),
            page_text(browser, f"/meetings/{hall.meeting.public_id}/"),
        ]
        mask = r'(?:csrfmiddlewaretoken" value|ticket|nonce)="?=?[^"&]*'
        return [re.sub(mask, "", page) for page in pages]

    before = seen()
    for one in hall.everybody():
        if one != reader:
            cast_open_vote(vote, choice=Choice.AGAINST, by=one, at=NOW)
    assert seen() == before
    close_vote(vote, by=hall.chair, at=NOW)
    closed = seen()
    vote.cast.exclude(membership=reader).update(choice=Choice.ABSTAIN)
    assert seen() == closed


def test_the_clock_closes_the_page_before_the_tick_does(
    hall: Hall, as_: As, clock: time_machine.Traveller
) -> None:
    vote = hall.put()
    clock.move_to(NOW + MINUTE)
    now = vote_now(hall.meeting, hall.members[0])
    assert now is not None
    assert (now.state, now.vote.status) == ("closed", "open")
    assert "The vote is closed." in page_text(as_(hall.members[0]), vote_url(vote))
    vote.refresh_from_db()
    assert vote.status == "closed"


def test_the_chair_declares_in_one_tap_and_all_read_the_result(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    vote, chair = hall.put("motion", motion=motion), as_(hall.chair)
    hall.vote(vote, 8, 3, 1)
    page = page_text(chair, vote_url(vote))
    assert "The vote is still open." in page
    assert post_vote(chair, vote, "close/").status_code == 302
    assert post_vote(chair, vote, "declare/").status_code == 302
    page = page_text(as_(hall.members[0]), vote_url(vote))
    assert "Carried" in page
    for number in (8, 3, 1):
        assert f"<dd>{number}</dd>" in page
    assert "It is resolution 2026/1." in page
    assert 'name="version"' not in page
    again = post_vote(chair, vote, "recount/")
    newest = Vote.objects.latest("pk")
    assert again["Location"] == vote_url(newest)
    assert "This vote was set aside." in page_text(as_(hall.members[0]), vote_url(vote))
    assert post_vote(chair, newest, "set-aside/").status_code == 302
    assert "The chair may put the question again." in page_text(chair, vote_url(newest))


def test_an_old_page_rules_nothing(hall: Hall, as_: As) -> None:
    vote, chair = hall.put(), as_(hall.chair)
    for version in ("0", "", "x", "9" * 12):
        answer = chair.post(vote_url(vote, "close/"), {"version": version}, follow=True)
        assert answer.redirect_chain[-1][0] == vote_url(vote)
        assert "The meeting has moved on meanwhile" in answer.content.decode()
    vote.refresh_from_db()
    assert vote.status == "open"


def test_a_tie_and_a_challenge_are_explained(hall: Hall, as_: As) -> None:
    vote = hall.decide(hall.put("challenge_chair"), 6, 6)
    page = page_text(as_(hall.members[0]), vote_url(vote))
    assert "nobody has a casting vote" in page
    assert "does not stand" in page
    upheld = hall.decide(hall.put("challenge_chair"), 7, 5)
    assert "The ruling of the chair stands." in page_text(as_(hall.members[0]), vote_url(upheld))


def test_advice_and_practice_say_that_they_decide_nothing(committee: Committee, as_: As) -> None:
    MembershipFactory.create_batch(40, committee=committee)
    hall = Hall(committee, members=3, kind="mass")
    vote = hall.put("motion", motion=hall.motion())
    assert "this meeting advises" in page_text(as_(hall.members[0]), vote_url(vote))
    Vote.objects.all().delete()
    assert "It decides nothing." in page_text(as_(hall.members[0]), vote_url(hall.put("practice")))


def test_amendments_in_conflict_are_shown(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    AmendmentFactory(motion=motion, resolves="To beg for longer opening hours.")
    vote = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 12)
    assert "1 other amendment touches the same lines" in page_text(
        as_(hall.members[0]), vote_url(vote)
    )


def test_only_who_is_present_gets_buttons(hall: Hall, committee: Committee, as_: As) -> None:
    vote = hall.put()
    absent = MembershipFactory(committee=committee)
    page = page_text(as_(absent), vote_url(vote))
    assert "Only members who are present vote." in page
    assert "vote-button" not in page


def test_another_committee_finds_nothing(hall: Hall, outsider: Membership, as_: As) -> None:
    vote = hall.put()
    other = hall.meeting.public_id
    for url in (
        vote_url(vote),
        vote_url(vote, "ballot/"),
        vote_url(vote, "board/"),
        f"/meetings/{other}/put/",
    ):
        assert as_(outsider).get(url).status_code == 404
    foreign = MeetingFactory(committee=hall.committee)
    url = f"/meetings/{foreign.public_id}/votes/{vote.public_id}/"
    assert as_(hall.members[0]).get(url).status_code == 404


# Counting hands --------------------------------------------------------------------------------------

COUNT = {"votes_for": "7", "votes_against": "4", "abstentions": "1"}


def test_tellers_count_without_seeing_the_other(hall: Hall, as_: As) -> None:
    vote = hall.put(method="hands")
    first, second = (as_(one) for one in hall.tellers)
    assert "Show your hand" in page_text(as_(hall.members[0]), vote_url(vote))
    assert post_vote(first, vote, "count/", **COUNT).status_code == 302
    assert "You entered: for 7, against 4, abstentions 1." in page_text(first, vote_url(vote))
    other = page_text(second, vote_url(vote))
    assert "Enter my count" in other
    assert "You entered" not in other
    chair = page_text(as_(hall.chair), vote_url(vote))
    assert '<b class="number">1</b>' in chair
    post_vote(second, vote, "count/", **(COUNT | {"votes_for": "6"}))
    for browser in (first, second):
        page = page_text(browser, vote_url(vote))
        assert "The two counts differ." in page
        assert "Not the same: for" in re.sub(r"\s+", " ", page)
        assert "You entered" not in page
    assert "Ask for the hands again." in page_text(as_(hall.chair), vote_url(vote))
    post_vote(first, vote, "count/", **COUNT)
    assert "You entered" in page_text(first, vote_url(vote))
    vote.counts.all().delete()
    assert "The two counts differed." in page_text(second, vote_url(vote))
    post_vote(first, vote, "count/", **COUNT)
    post_vote(second, vote, "count/", **COUNT)
    vote.refresh_from_db()
    assert vote.status == "closed"
    assert "Declare the result" in page_text(as_(hall.chair), vote_url(vote))


def test_a_faulty_count_stands_there_with_its_reason(hall: Hall, as_: As) -> None:
    vote, teller = hall.put(method="hands"), as_(hall.tellers[0])
    faulty = post_vote(teller, vote, "count/", **(COUNT | {"abstentions": "-1"}))
    assert faulty.status_code == 422
    assert "Enter a whole number." in faulty.content.decode()
    many = post_vote(teller, vote, "count/", **(COUNT | {"votes_for": "70"}))
    assert many.status_code == 422
    assert "12 are present" in many.content.decode()
    assert 'value="70"' in many.content.decode()
    assert post_vote(as_(hall.members[0]), vote, "count/", **COUNT).status_code == 403


def test_no_abstentions_need_not_be_entered(hall: Hall, as_: As) -> None:
    vote = hall.put(method="hands")
    for one in hall.tellers:
        post_vote(as_(one), vote, "count/", votes_for="7", votes_against="4", abstentions="")
    vote.refresh_from_db()
    assert vote.status == "closed"
    assert set(vote.counts.values_list("abstentions", flat=True)) == {0}


# Queries ---------------------------------------------------------------------------------------------


def _queries(browser: Client, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_the_pages_cost_the_same_however_many_there_are(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    put = f"/meetings/{hall.meeting.public_id}/put/"
    browser, chair = as_(hall.members[0]), as_(hall.chair)
    MinutesFactory(meeting=MeetingFactory(committee=hall.committee))
    MotionFactory(committee=hall.committee)
    before = _queries(chair, put)
    for _more in range(4):
        MinutesFactory(meeting=MeetingFactory(committee=hall.committee))
        MotionFactory(committee=hall.committee)
    assert _queries(chair, put) == before <= 40
    vote = hall.put("motion", motion=motion)
    hall.vote(vote, 1)
    seen = _queries(browser, vote_url(vote)), _queries(chair, vote_url(vote))
    for number in range(5):
        hall.come(f"More {number}")
    hall.vote(vote, 12, 4)
    assert (_queries(browser, vote_url(vote)), _queries(chair, vote_url(vote))) == seen
    assert seen[0] <= 22
    assert seen[1] <= 32
