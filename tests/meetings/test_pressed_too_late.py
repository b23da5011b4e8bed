"""Two taps, two chairs at once, and a chair who has handed over: told, and led on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
import time_machine
from django.db import connection, connections, transaction

from committees.models import Committee, Membership
from meetings.models import Meeting, Vote
from meetings.operations import hall_stack
from meetings.operations.hall_officers import hand_over_chair
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import STARTS_AT, MeetingOfficerFactory, OfferFactory
from tests.meetings import records
from tests.meetings.hall import As, entries, here, version
from tests.meetings.records import drafted
from tests.meetings.voting import Hall, vote_url

pytestmark = pytest.mark.django_db
MOVED_ON = "The meeting has moved on meanwhile, so nothing was done."
NO_LONGER = "You no longer chair this meeting."


def text(answer: Any) -> str:
    return str(answer.content.decode())


def put(meeting: Meeting, **more: str) -> dict[str, str]:
    asked = {"question": "other:", "text": "A break?", "method": "open", "minutes": "1"}
    return {"version": str(version(meeting)), **asked, **more}


def test_two_taps_put_one_question_and_say_so(hall: Hall, as_: As) -> None:
    browser, address = as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/"
    sent = put(hall.meeting)
    assert browser.post(address, sent).status_code == 302
    second = browser.post(address, sent, follow=True)
    assert second.redirect_chain == [(f"/meetings/{hall.meeting.public_id}/chair/", 302)]
    assert MOVED_ON in text(second)
    assert Vote.objects.count() == 1
    # What is pressed on a page of now is refused with its reason.
    assert browser.post(address, put(hall.meeting)).status_code == 403


def test_what_was_written_stays_where_the_question_can_still_be_put(hall: Hall, as_: As) -> None:
    browser, address = as_(hall.chair), f"/meetings/{hall.meeting.public_id}/put/"
    sent = put(hall.meeting)
    hall_stack.close_list(hall.meeting, by=hall.chair, at=NOW, seen=None)
    old = browser.post(address, sent)
    assert old.status_code == 422
    assert "The meeting has moved on meanwhile" in text(old)
    assert "A break?" in text(old)
    assert f'name="version" value="{version(hall.meeting)}"' in text(old)


def pressed_meanwhile(ruling: Callable[[], object], press: Callable[[], Any]) -> Any:
    """What `press` is answered that looked before `ruling` was done, and came to the lock after."""

    def pressed() -> Any:
        try:
            return press()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ruling()
            answer = pool.submit(pressed)
            for _look in range(500):
                with connection.cursor() as cursor:
                    # Within one transaction it is read once, unless it is asked to forget.
                    cursor.execute("SELECT pg_stat_clear_snapshot()")
                    cursor.execute(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                        "AND datname = current_database()"
                    )
                    if cursor.fetchone()[0]:
                        break
                sleep(0.02)
        return answer.result(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("word", ["close-list", "choose-officer", "close"])
def test_who_loses_the_race_is_told_and_not_turned_away(hall: Hall, as_: As, word: str) -> None:
    vote, there = hall.put(), f"/meetings/{hall.meeting.public_id}"
    offer = OfferFactory(meeting=hall.meeting, membership=hall.members[0], duty="teller")
    address = vote_url(vote, "close/") if word == "close" else f"{there}/{word}/"
    sent = {"version": str(version(hall.meeting)), "offer": offer.public_id}
    browser = as_(hall.chair)
    answer = pressed_meanwhile(
        lambda: hall_stack.close_list(hall.meeting, by=hall.chair, at=NOW, seen=None),
        lambda: browser.post(address, sent),
    )
    to = vote_url(vote) if word == "close" else f"{there}/chair/"
    assert (answer.status_code, answer["Location"]) == (302, to)
    assert text(browser.get(to)).count(MOVED_ON) == 1
    assert entries(hall.meeting) == ["quorum_reached", "put", "list_closed"]


@pytest.mark.django_db(transaction=True)
def test_of_two_chairs_who_put_a_question_at_once_one_is_told(hall: Hall, as_: As) -> None:
    sent, browser = put(hall.meeting), as_(hall.chair)
    address = f"/meetings/{hall.meeting.public_id}/put/"
    answer = pressed_meanwhile(hall.put, lambda: browser.post(address, sent, follow=True))
    assert answer.redirect_chain == [(f"/meetings/{hall.meeting.public_id}/chair/", 302)]
    assert MOVED_ON in text(answer)
    assert Vote.objects.count() == 1


def test_a_member_who_never_chaired_is_refused_on_an_old_page(hall: Hall, as_: As) -> None:
    there = f"/meetings/{hall.meeting.public_id}"
    browser = as_(hall.members[0])
    for address in (f"{there}/close-list/", vote_url(hall.put(), "close/")):
        assert browser.post(address, {"version": "0"}).status_code == 403


@pytest.fixture
def handed(running: Meeting, member: Membership, clock: time_machine.Traveller) -> Membership:
    """Who chaired until just now; the chair is with `member`."""
    clock.move_to(STARTS_AT)
    chair = MembershipFactory(committee=running.committee, chosen_name="Chandra")
    MeetingOfficerFactory(meeting=running, membership=chair)
    here(running, member, chair)
    offer = OfferFactory(meeting=running, membership=member)
    hand_over_chair(offer, by=chair, at=STARTS_AT, seen=None)
    return chair


@pytest.mark.parametrize("word", ["close-list", "choose-officer", "hand-over-chair", "take-item"])
def test_who_has_handed_over_is_told_and_led_to_the_hall(
    running: Meeting, handed: Membership, as_: As, word: str
) -> None:
    before = entries(running)
    for old in ("0", str(version(running))):
        sent = {"version": old, "offer": "gone", "item": "gone"}
        answer = as_(handed).post(f"/meetings/{running.public_id}/{word}/", sent, follow=True)
        assert answer.redirect_chain == [(f"/meetings/{running.public_id}/hall/", 302)]
        assert NO_LONGER in text(answer)
    assert entries(running) == before


def test_their_old_vote_page_leads_to_the_hall_too(hall: Hall, as_: As) -> None:
    vote = hall.put()
    offer = OfferFactory(meeting=hall.meeting, membership=hall.members[0])
    hand_over_chair(offer, by=hall.chair, at=NOW, seen=None)
    browser, there = as_(hall.chair), f"/meetings/{hall.meeting.public_id}"
    sent = {"version": "0", "to": f"{there}/chair/"}
    for address in (vote_url(vote, "close/"), f"{there}/put/"):
        answer = browser.post(address, sent, follow=True)
        assert answer.redirect_chain == [(f"{there}/hall/", 302)]
        assert NO_LONGER in text(answer)


def test_the_chairs_page_tells_who_chaired_and_links_to_the_hall(
    running: Meeting, handed: Membership, as_: As
) -> None:
    page = as_(handed).get(f"/meetings/{running.public_id}/chair/")
    assert page.status_code == 403
    assert NO_LONGER in text(page)
    assert f'href="/meetings/{running.public_id}/hall/"' in text(page)
    other = MembershipFactory(committee=running.committee)
    page = as_(other).get(f"/meetings/{running.public_id}/chair/")
    assert page.status_code == 403
    assert "Only whoever chairs" in text(page)


def test_what_is_not_there_stays_not_there_for_who_was_not_late(
    running: Meeting, coordinator: Membership, as_: As
) -> None:
    sent = {"version": str(version(running)), "item": "gone"}
    assert (
        as_(coordinator).post(f"/meetings/{running.public_id}/take-item/", sent).status_code == 404
    )


def test_many_late_taps_are_told_once(hall: Hall, as_: As) -> None:
    browser, there = as_(hall.chair), f"/meetings/{hall.meeting.public_id}"
    for _tap in range(5):
        browser.post(f"{there}/close-list/", {"version": "0"})
    assert text(browser.get(f"{there}/chair/")).count(MOVED_ON) == 1


def test_two_taps_adjourn_once_and_say_so(hall: Hall, as_: As) -> None:
    browser, there = as_(hall.chair), f"/meetings/{hall.meeting.public_id}"
    sent = {"version": str(version(hall.meeting)), "minutes": "10"}
    assert f'name="version" value="{sent["version"]}"' in text(browser.get(f"{there}/adjourn/"))
    assert browser.post(f"{there}/adjourn/", sent).status_code == 302
    second = browser.post(f"{there}/adjourn/", sent, follow=True)
    assert second.redirect_chain == [(f"{there}/chair/", 302)]
    assert MOVED_ON in text(second)
    assert entries(hall.meeting) == ["adjourned"]
    # What is pressed on a page of now is refused with its reason.
    sent = {"version": str(version(hall.meeting)), "minutes": "10"}
    assert browser.post(f"{there}/adjourn/", sent).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_adjourn_at_once_one_is_told(hall: Hall, as_: As) -> None:
    browser, there = as_(hall.chair), f"/meetings/{hall.meeting.public_id}"
    answer = pressed_meanwhile(
        lambda: hall_stack.close_list(hall.meeting, by=hall.chair, at=NOW, seen=None),
        lambda: browser.post(f"{there}/adjourn/", {"minutes": "10"}),
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{there}/chair/")
    assert text(browser.get(f"{there}/chair/")).count(MOVED_ON) == 1
    assert entries(hall.meeting) == ["list_closed"]


@pytest.mark.parametrize("word", ["put", "adjourn", "ruling", "undo"])
def test_the_forms_of_a_former_chair_lead_to_the_hall(
    running: Meeting, handed: Membership, as_: As, word: str
) -> None:
    browser, address = as_(handed), f"/meetings/{running.public_id}/{word}/"
    for press in (browser.post,) if word == "undo" else (browser.get, browser.post):
        answer = press(address, follow=True)
        assert answer.redirect_chain == [(f"/meetings/{running.public_id}/hall/", 302)]
        assert text(answer).count(NO_LONGER) == 1
    other = as_(MembershipFactory(committee=running.committee))
    assert other.post(address).status_code == 403


def test_what_the_chairs_page_fetches_says_it_too(
    running: Meeting, handed: Membership, as_: As
) -> None:
    answer = as_(handed).get(f"/meetings/{running.public_id}/chair/now/")
    assert answer.status_code == 403
    assert NO_LONGER in text(answer)
    assert "X-Mark" not in answer


@pytest.mark.django_db(transaction=True)
def test_who_approves_minutes_after_another_ruling_is_told(
    committee: Committee, member: Membership, as_: As
) -> None:
    minutes, meeting = drafted(committee, "# Minutes\n"), records.running(committee, member)
    browser = as_(member)
    answer = pressed_meanwhile(
        lambda: hall_stack.close_list(meeting, by=member, at=meeting.starts_at, seen=None),
        lambda: browser.post(
            f"/minutes/{minutes.public_id}/approve/", {"version": str(version(meeting))}
        ),
    )
    to = f"/meetings/{meeting.public_id}/chair/"
    assert (answer.status_code, answer["Location"]) == (302, to)
    assert text(browser.get(to)).count(MOVED_ON) == 1
    minutes.refresh_from_db()
    assert minutes.status == "drafted"
