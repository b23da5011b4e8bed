"""What each reader sees of a vote: no number before it is declared, and every button with its reason."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from ballots import booth
from committees.models import Committee, Membership
from meetings import debate
from meetings.models import Choice, Vote
from meetings.operations.casting import cast_open_vote
from meetings.operations.votes import close_vote, declare_vote
from meetings.queries.votes import adjourn_is_carried, questions, to_confirm, vote_now
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import (
    AmendmentFactory,
    LogEntryFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    ResolutionFactory,
)
from tests.meetings.voting import MINUTE, Hall
from tests.voting import cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def _url(vote: Vote, word: str = "") -> str:
    return f"/meetings/{vote.meeting.public_id}/votes/{vote.public_id}/{word}"


def _text(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status
    return str(answer.content.decode())


def _post(browser: Client, vote: Vote, word: str, **data: Any) -> Any:
    vote.meeting.refresh_from_db()
    return browser.post(_url(vote, word), {"version": vote.meeting.version, **data})


def test_three_buttons_and_one_s_own_vote(hall: Hall, as_: As) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    page = _text(browser, _url(vote))
    assert page.count('class="vote-button"') == 3
    assert 'aria-pressed="true"' not in page
    assert "until 07:01:00" in page
    answer = _post(browser, vote, "cast/", choice="against")
    assert (answer.status_code, answer["Location"]) == (302, _url(vote))
    page = _text(browser, _url(vote))
    assert "Your vote: against." in page
    assert re.search(r'value="against" aria-pressed="true"', page)
    _post(browser, vote, "cast/", choice="abstain")
    assert "You abstain." in _text(browser, _url(vote))
    _post(browser, vote, "cast/", choice="for")
    assert "Your vote: for." in _text(browser, _url(vote))


def test_a_choice_that_is_none_and_a_form_that_is_late_are_refused(
    hall: Hall, as_: As, clock: time_machine.Traveller
) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    assert _post(browser, vote, "cast/", choice="perhaps").status_code == 400
    clock.move_to(NOW + MINUTE)
    late = _post(browser, vote, "cast/", choice="for")
    assert late.status_code == 403
    assert "after the close is not counted" in late.content.decode()
    assert not vote.cast.exists()


def test_a_tap_in_the_hall_leads_back_to_the_hall_and_nowhere_else(hall: Hall, as_: As) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    own = f"/meetings/{hall.meeting.public_id}/hall/"
    for asked in (own, f"{own}now/"):
        assert _post(browser, vote, "cast/", choice="for", to=asked)["Location"] == own
    for elsewhere in ("https://example.org/", "//example.org", "/meetings/other/hall/"):
        answer = _post(browser, vote, "cast/", choice="for", to=elsewhere)
        assert answer["Location"] == _url(vote)


@pytest.mark.parametrize("who", ["chair", "teller", "member"])
def test_nobody_sees_a_tally_before_it_is_declared(hall: Hall, as_: As, who: str) -> None:
    """Whatever was cast, everybody is answered the same bytes."""
    reader = {"chair": hall.chair, "teller": hall.tellers[0], "member": hall.members[0]}[who]
    vote, browser = hall.put(), as_(reader)
    for one in hall.everybody():
        cast_open_vote(vote, choice=Choice.FOR, by=one, at=NOW)

    def seen() -> list[str]:
        pages = [
            _text(browser, _url(vote)),
            _text(browser, f"/meetings/{hall.meeting.public_id}/"),
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
    assert "The vote is closed." in _text(as_(hall.members[0]), _url(vote))
    vote.refresh_from_db()
    assert vote.status == "closed"


def test_the_chair_declares_in_one_tap_and_all_read_the_result(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    vote, chair = hall.put("motion", motion=motion), as_(hall.chair)
    hall.vote(vote, 8, 3, 1)
    page = _text(chair, _url(vote))
    assert "The vote is still open." in page
    assert _post(chair, vote, "close/").status_code == 302
    assert _post(chair, vote, "declare/").status_code == 302
    page = _text(as_(hall.members[0]), _url(vote))
    assert "Carried" in page
    for number in (8, 3, 1):
        assert f"<dd>{number}</dd>" in page
    assert "It is resolution 2026/1." in page
    assert 'name="version"' not in page
    again = _post(chair, vote, "recount/")
    newest = Vote.objects.latest("pk")
    assert again["Location"] == _url(newest)
    assert "This vote was set aside." in _text(as_(hall.members[0]), _url(vote))
    assert _post(chair, newest, "set-aside/").status_code == 302
    assert "The chair may put the question again." in _text(chair, _url(newest))


def test_an_old_page_rules_nothing(hall: Hall, as_: As) -> None:
    vote, chair = hall.put(), as_(hall.chair)
    for version in ("0", "", "x", "9" * 12):
        answer = chair.post(_url(vote, "close/"), {"version": version}, follow=True)
        assert answer.redirect_chain[-1][0] == _url(vote)
        assert "The meeting has moved on meanwhile" in answer.content.decode()
    vote.refresh_from_db()
    assert vote.status == "open"


def test_a_tie_and_a_challenge_are_explained(hall: Hall, as_: As) -> None:
    vote = hall.decide(hall.put("challenge_chair"), 6, 6)
    page = _text(as_(hall.members[0]), _url(vote))
    assert "nobody has a casting vote" in page
    assert "does not stand" in page
    upheld = hall.decide(hall.put("challenge_chair"), 7, 5)
    assert "The ruling of the chair stands." in _text(as_(hall.members[0]), _url(upheld))


def test_advice_and_practice_say_that_they_decide_nothing(committee: Committee, as_: As) -> None:
    MembershipFactory.create_batch(40, committee=committee)
    hall = Hall(committee, members=3, kind="mass")
    vote = hall.put("motion", motion=hall.motion())
    assert "this meeting advises" in _text(as_(hall.members[0]), _url(vote))
    Vote.objects.all().delete()
    assert "It decides nothing." in _text(as_(hall.members[0]), _url(hall.put("practice")))


def test_amendments_in_conflict_are_shown(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    amendment = AmendmentFactory(motion=motion, status="moved")
    AmendmentFactory(motion=motion, resolves="To beg for longer opening hours.")
    vote = hall.decide(hall.put("amendment", amendment=amendment, motion=motion), 12)
    assert "1 other amendment touches the same lines" in _text(as_(hall.members[0]), _url(vote))


def test_only_who_is_present_gets_buttons(hall: Hall, committee: Committee, as_: As) -> None:
    vote = hall.put()
    absent = MembershipFactory(committee=committee)
    page = _text(as_(absent), _url(vote))
    assert "Only members who are present vote." in page
    assert "vote-button" not in page


def test_another_committee_finds_nothing(hall: Hall, outsider: Membership, as_: As) -> None:
    vote = hall.put()
    other = hall.meeting.public_id
    for url in (_url(vote), _url(vote, "ballot/"), _url(vote, "board/"), f"/meetings/{other}/put/"):
        assert as_(outsider).get(url).status_code == 404
    foreign = MeetingFactory(committee=hall.committee)
    url = f"/meetings/{foreign.public_id}/votes/{vote.public_id}/"
    assert as_(hall.members[0]).get(url).status_code == 404


# Counting hands --------------------------------------------------------------------------------------

COUNT = {"votes_for": "7", "votes_against": "4", "abstentions": "1"}


def test_tellers_count_without_seeing_the_other(hall: Hall, as_: As) -> None:
    vote = hall.put(method="hands")
    first, second = (as_(one) for one in hall.tellers)
    assert "Show your hand" in _text(as_(hall.members[0]), _url(vote))
    assert _post(first, vote, "count/", **COUNT).status_code == 302
    assert "You entered: for 7, against 4, abstentions 1." in _text(first, _url(vote))
    other = _text(second, _url(vote))
    assert "Enter my count" in other
    assert "You entered" not in other
    chair = _text(as_(hall.chair), _url(vote))
    assert '<b class="number">1</b>' in chair
    _post(second, vote, "count/", **(COUNT | {"votes_for": "6"}))
    for browser in (first, second):
        page = _text(browser, _url(vote))
        assert "The two counts differ." in page
        assert "Not the same: for" in re.sub(r"\s+", " ", page)
        assert "You entered" not in page
    assert "Ask for the hands again." in _text(as_(hall.chair), _url(vote))
    _post(first, vote, "count/", **COUNT)
    assert "You entered" in _text(first, _url(vote))
    vote.counts.all().delete()
    assert "The two counts differed." in _text(second, _url(vote))
    _post(first, vote, "count/", **COUNT)
    _post(second, vote, "count/", **COUNT)
    vote.refresh_from_db()
    assert vote.status == "closed"
    assert "Declare the result" in _text(as_(hall.chair), _url(vote))


def test_a_faulty_count_stands_there_with_its_reason(hall: Hall, as_: As) -> None:
    vote, teller = hall.put(method="hands"), as_(hall.tellers[0])
    faulty = _post(teller, vote, "count/", **(COUNT | {"abstentions": "-1"}))
    assert faulty.status_code == 422
    assert "Enter a whole number." in faulty.content.decode()
    many = _post(teller, vote, "count/", **(COUNT | {"votes_for": "70"}))
    assert many.status_code == 422
    assert "12 are present" in many.content.decode()
    assert 'value="70"' in many.content.decode()
    assert _post(as_(hall.members[0]), vote, "count/", **COUNT).status_code == 403


def test_no_abstentions_need_not_be_entered(hall: Hall, as_: As) -> None:
    vote = hall.put(method="hands")
    for one in hall.tellers:
        _post(as_(one), vote, "count/", votes_for="7", votes_against="4", abstentions="")
    vote.refresh_from_db()
    assert vote.status == "closed"
    assert set(vote.counts.values_list("abstentions", flat=True)) == {0}


# Putting ---------------------------------------------------------------------------------------------


def test_the_page_offers_what_can_be_put_and_says_why_not(hall: Hall, as_: As) -> None:
    motion = hall.motion()
    AmendmentFactory(motion=motion)
    page = _text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "Amendments are decided before the motion." in page
    assert 'value="close_debate:' in page
    assert "Two thirds of the votes" in page
    assert 'value="motion:' not in page
    refused = as_(hall.members[0]).get(f"/meetings/{hall.meeting.public_id}/put/")
    assert refused.status_code == 403


def test_the_chair_puts_it_and_comes_back_to_the_chair_s_page(hall: Hall, as_: As) -> None:
    chair, meeting = as_(hall.chair), hall.meeting
    url = f"/meetings/{meeting.public_id}/put/"
    to = f"/meetings/{meeting.public_id}/chair/"
    motion = hall.motion()
    page = _text(chair, f"{url}?question=motion:{motion.public_id}&to={to}")
    assert f'name="to" value="{to}"' in page
    assert re.search(rf'value="motion:{motion.public_id}"[^>]*checked', page)
    sent = {"version": meeting.version, "method": "open", "minutes": "5", "to": to}
    answer = chair.post(url, {**sent, "question": f"motion:{motion.public_id}"})
    assert (answer.status_code, answer["Location"]) == (302, to)
    vote = Vote.objects.get()
    assert (vote.motion, vote.closes_at) == (motion, NOW + 5 * MINUTE)


def test_what_is_missing_is_said_on_its_field(hall: Hall, as_: As) -> None:
    chair, url = as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/"
    sent = {"version": hall.meeting.version, "method": "hands", "minutes": "1"}
    for more, words in (
        ({}, "Choose the question."),
        ({"question": "other:"}, "Write the question."),
    ):
        answer = chair.post(url, {**sent, **more})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    hall.meeting.officers.filter(duty="teller").update(ended_at=NOW)
    answer = chair.post(url, {**sent, "question": "other:", "text": "A break?"})
    assert answer.status_code == 422
    assert "choose them first" in answer.content.decode()
    assert "A break?" in answer.content.decode()
    answer = chair.post(url, {**sent, "question": "other:", "text": "A break?", "method": "open"})
    assert answer.status_code == 302
    assert Vote.objects.get().question == "A break?"


def test_members_without_a_phone_are_thought_of(hall: Hall, as_: As) -> None:
    hall.meeting.hand_count = 2
    hall.meeting.save()
    page = _text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "2 of those present have no phone here" in page
    assert re.search(r'value="hands"[^>]*checked', page)
    vote = hall.put()
    assert "2 of those present have no phone here" in _text(as_(hall.chair), _url(vote))


def test_an_emergency_meeting_is_told_its_limits(committee: Committee, as_: As) -> None:
    hall = Hall(committee, kind="emergency")
    page = _text(as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/")
    assert "decides nothing on persons or rules" in page


def test_the_questions_are_in_the_order_of_procedure(hall: Hall) -> None:
    motion = hall.motion()
    AmendmentFactory(motion=motion, status="moved")
    MinutesFactory(meeting=MeetingFactory(committee=hall.committee))
    MotionFactory(committee=hall.committee)
    emergency = MeetingFactory(committee=hall.committee, kind="emergency")
    ResolutionFactory(committee=hall.committee, meeting=emergency)
    offered = questions(hall.meeting, hall.chair)
    abouts = list(dict.fromkeys(one.subject.about for one in offered))
    assert abouts == [
        "amendment", "motion", "close_debate", "minutes", "other", "hear_emergency",
        "suspend_rules", "challenge_chair", "adjourn", "practice",
    ]  # fmt: skip
    assert [bool(one.may) for one in offered if one.subject.about == "amendment"] == [True]
    assert not any(one.may for one in questions(hall.meeting, hall.members[0]))


def test_a_suspended_rule_is_not_offered_again(hall: Hall) -> None:
    hall.decide(hall.put("suspend_rules", rule="speaker_minutes"), 12)
    assert debate.suspended(hall.meeting) == {"speaker_minutes"}
    rules = [one.subject.rule for one in questions(hall.meeting, hall.chair) if one.subject.rule]
    assert rules == ["mover_minutes", "reply_minutes", "amendments_hours"]


def test_what_was_confirmed_is_not_asked_again(hall: Hall) -> None:
    emergency = MeetingFactory(committee=hall.committee, kind="emergency")
    resolution = ResolutionFactory(committee=hall.committee, meeting=emergency)
    ResolutionFactory(committee=hall.committee)
    assert to_confirm(hall.meeting) == [resolution]
    vote = hall.decide(hall.put("other", resolution=resolution), 12)
    assert to_confirm(hall.meeting) == []
    now = vote_now(hall.meeting, hall.members[0])
    assert now is not None
    assert (now.vote, "confirm resolution" in now.question) == (vote, True)


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
    page = _text(browser, chair)
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
    page = _text(browser, chair)
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


# Secret ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")
def test_the_booth_of_a_meeting_has_its_own_addresses_and_words(hall: Hall, as_: As) -> None:
    vote = hall.put("practice", method="secret")
    browser = as_(hall.members[0])
    assert "Vote in secret" in _text(browser, _url(vote))
    page = _text(browser, _url(vote, "ballot/"))
    assert f'data-paper="{_url(vote, "paper/")}"' in page
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
    assert "About" not in _text(browser, _url(vote))
    clock.move_to(NOW + MINUTE)
    page = _text(chair, _url(vote))
    assert "The ballots are opened half a minute after the close" in page
    assert "from 07:01:30" in page
    assert browser.get(_url(vote, "board/")).status_code == 404
    clock.move_to(vote.contest.complaints_until)
    assert _post(chair, vote, "declare/").status_code == 302
    page = _text(browser, _url(vote))
    assert "<dd>4</dd>" in page
    assert "board/" in page
    board = _text(browser, _url(vote, "board/"))
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
    page = _text(as_(hall.members[1]), _url(vote))
    assert "So few voted that only the outcome is told" in page
    assert "<dd>1</dd>" not in page
    assert as_(hall.members[1]).get(_url(vote, "board/")).status_code == 404


def test_a_vote_that_is_not_secret_has_neither_booth_nor_board(hall: Hall, as_: As) -> None:
    vote = hall.put()
    for word in ("ballot/", "board/"):
        assert as_(hall.members[0]).get(_url(vote, word)).status_code == 404
    assert as_(hall.members[0]).post(_url(vote, "paper/")).status_code == 404


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
    seen = _queries(browser, _url(vote)), _queries(chair, _url(vote))
    for number in range(5):
        hall.come(f"More {number}")
    hall.vote(vote, 12, 4)
    assert (_queries(browser, _url(vote)), _queries(chair, _url(vote))) == seen
    assert seen[0] <= 22
    assert seen[1] <= 32
