"""The hall on a member's phone, and how it follows the meeting."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import redis
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as Away

from committees.models import Membership
from core import live
from meetings import fragments, schedule
from meetings.models import Meeting, Motion
from meetings.operations import log
from meetings.operations.casting import cast_open_vote
from meetings.operations.hall_stack import close_list
from tests.factories import MembershipFactory
from tests.factories_meetings import (
    STARTS_AT,
    AmendmentFactory,
    MeetingOfficerFactory,
    VoteFactory,
)
from tests.meetings.hall import As, here, waits

Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def _at_the_meeting(clock: time_machine.Traveller) -> None:
    clock.move_to(STARTS_AT)
    cache.clear()


def hall(meeting: Meeting) -> str:
    return f"/meetings/{meeting.public_id}/hall/"


def read(browser: object, address: str) -> str:
    found: str = browser.get(address).content.decode()  # type: ignore[attr-defined]
    return found


def test_it_shows_what_is_decided_who_speaks_and_the_quorum(
    in_debate: Motion, running: Meeting, member: Membership, as_: As
) -> None:
    Motion.objects.update(proposer=member)
    first, second = here(running, member, number=1)
    waits(running, first, status="speaking", called_at=STARTS_AT)
    waits(running, second, "question")
    page = read(as_(member), hall(running))
    for words in (
        "The library", "Longer hours", "We resolve", "Proposed by <bdi>Marek</bdi>",
        "You have the floor", "Question", 'data-live-field="present">2<', "the meeting can decide",
    ):  # fmt: skip
        assert " ".join(words.split()) in " ".join(page.split()), words
    ends = int((STARTS_AT + timedelta(minutes=5)).timestamp() * 1000)
    assert f'data-until="{ends}"' in page
    amendment = AmendmentFactory(motion=in_debate, status="moved", resolves="To demand it.")
    page = read(as_(member), hall(running))
    assert amendment.resolves in page
    assert "The motion as it stands" in page


def test_before_during_and_after_it_says_where_the_meeting_stands(
    running: Meeting, member: Membership, as_: As
) -> None:
    browser = as_(member)
    assert "takes the first item soon" in read(browser, hall(running))
    assert "Are you here?" in read(browser, hall(running))
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=STARTS_AT)
    assert "The meeting is adjourned" in read(browser, hall(running))
    Meeting.objects.filter(pk=running.pk).update(
        status="closed", adjourned_at=None, closed_at=STARTS_AT
    )
    assert "The meeting is over" in read(browser, hall(running))


def test_before_its_time_it_says_when(
    meeting: Meeting, member: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.called_at)
    page = read(as_(member), hall(meeting))
    assert "The meeting has not begun" in page
    assert "door opens half an hour before" in page


@pytest.mark.parametrize(
    ("kind", "minutes", "sentence"),
    [
        ("general", 29, "waits for more until 18:30"),
        ("general", 30, "may discuss, and decides nothing"),
        ("mass", 30, "it advises"),
    ],
)
def test_without_a_quorum_it_says_what_is_allowed(
    running: Meeting,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
    kind: str,
    minutes: int,
    sentence: str,
) -> None:
    Meeting.objects.filter(pk=running.pk).update(kind=kind)
    clock.move_to(STARTS_AT + timedelta(minutes=minutes))
    page = read(as_(member), hall(running))
    assert sentence in page
    assert "waits 30 minutes" in page


def test_what_one_may_not_do_is_grey_and_says_why(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    here(running, member)
    close_list(running, by=coordinator, at=STARTS_AT, seen=0)
    page = read(as_(member), hall(running))
    assert 'disabled aria-describedby="hand-reason"' in page
    assert "The list of speakers is closed." in page


def test_the_room_online_is_a_link_for_members(
    running: Meeting, member: Membership, as_: As
) -> None:
    Meeting.objects.filter(pk=running.pk).update(room_link="https://room.example/a")
    for address in (hall(running), f"/meetings/{running.public_id}/"):
        assert 'href="https://room.example/a"' in read(as_(member), address)


def test_who_keeps_the_door_finds_it_there(
    running: Meeting, member: Membership, coordinator: Membership, as_: As
) -> None:
    assert "Count members" not in read(as_(member), hall(running))
    MeetingOfficerFactory(meeting=running, membership=member, duty="steward")
    assert "Count members" in read(as_(member), hall(running))
    assert "The chair’s page" in read(as_(coordinator), hall(running))


def test_the_parts_are_sent_once_for_each_state(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    browser = as_(member)
    address = f"{hall(running)}now/"
    first = browser.get(address)
    assert (first.status_code, first["Cache-Control"]) == (200, "no-store, private")
    assert first["X-Mark"] == fragments.mark(Meeting.objects.get(pk=running.pk))
    assert int(first["X-Now"]) == int(STARTS_AT.timestamp() * 1000)
    assert "<html" not in first.content.decode()
    for tag in (first["ETag"], f"W/{first['ETag'].removeprefix('W/')}"):
        again = browser.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
    close_list(running, by=coordinator, at=STARTS_AT, seen=0)
    assert browser.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    before = browser.get(address)["ETag"]
    waits(running, member)  # a hand changes no version, and is shown all the same
    assert browser.get(address, headers={"if-none-match": before}).status_code == 200
    other = browser.get(address, headers={"accept-language": "es"})
    assert other["ETag"] != before


def test_what_is_the_same_for_all_is_made_once(
    running: Meeting, member: Membership, as_: As, django_assert_max_num_queries: Counter
) -> None:
    browser = as_(member)
    browser.get(f"{hall(running)}now/")
    with django_assert_max_num_queries(9):
        browser.get(f"{hall(running)}now/")


def test_many_are_given_the_same_with_a_token_of_their_own(
    running: Meeting, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = here(running, number=3)
    vote = VoteFactory(meeting=running, method="open", closes_at=STARTS_AT + timedelta(minutes=3))
    address, token = f"{hall(running)}now/", r'name="csrfmiddlewaretoken" value="(\w{64})"'
    pages = [read(as_(one), address) for one in (first, second)]
    tokens = [set(re.findall(token, page)) for page in pages]
    assert [len(one) for one in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert re.sub(token, "", pages[0]) == re.sub(token, "", pages[1])
    cast_open_vote(vote, choice="against", by=second, at=STARTS_AT)
    assert "Your vote: against." in read(as_(second), address)

    def writes(*_given: object) -> str:
        raise AssertionError("it is written already")

    monkeypatch.setattr(fragments, "render_to_string", writes)
    for one in (first, third):
        assert "One tap is your vote." in read(as_(one), address)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(third.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = {"choice": "for", "csrfmiddlewaretoken": re.findall(token, read(strict, address))[0]}
    url = f"/meetings/{running.public_id}/votes/{vote.public_id}/cast/"
    assert strict.post(url, {**sent, "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(url, sent).status_code == 302
    assert vote.cast.count() == 2


def _kept(meeting: Meeting) -> list[str]:
    """What the live process could hand out of this meeting."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        names = broker.keys(f"{live.PART}{meeting.live_topic}:*")
        return [bytes(one or b"").decode() for one in broker.mget(names)]  # type: ignore[arg-type,union-attr]


def test_what_many_see_alike_is_kept_for_the_live_process_without_anybodys_token_or_vote(
    running: Meeting, as_: As
) -> None:
    first, second = here(running, number=2)
    vote = VoteFactory(meeting=running, method="open", closes_at=STARTS_AT + timedelta(minutes=3))
    cast_open_vote(vote, choice="against", by=second, at=STARTS_AT)
    address = f"{hall(running)}now/"
    assert "Your vote: against." in read(as_(second), address)
    assert _kept(running) == []
    browser = as_(first)
    answer = browser.get(address)
    (kept,) = _kept(running)
    assert live.TOKEN in kept
    assert "One tap is your vote." in kept
    token = re.findall(r'value="(\w{64})"', answer.content.decode())[0]
    assert kept.replace(live.TOKEN, token) == answer.content.decode()
    part = live.Part(running.live_topic, "en", "here")
    session = browser.session.session_key or ""
    assert live.part_of(answer["X-Part"], session) == part
    assert f'data-live-part="{running.live_topic} en here' in read(browser, hall(running))


def test_whoever_does_something_in_the_meeting_has_no_ticket_of_what_many_see(
    in_debate: Motion, running: Meeting, member: Membership, coordinator: Membership, as_: As
) -> None:
    first, second = here(running, member, number=1)
    address = f"{hall(running)}now/"
    assert "X-Part" in as_(second).get(address)
    assert "X-Part" not in as_(coordinator).get(address)
    Motion.objects.update(proposer=second)
    Meeting.objects.update(item=None, version=running.version + 1)  # not taken yet
    assert "X-Part" not in as_(second).get(address)
    assert 'data-live-part=""' in read(as_(second), hall(running))
    Motion.objects.update(proposer=None)
    waits(running, first, item=None)
    assert "X-Part" not in as_(first).get(address)


def test_without_the_cache_it_is_made_each_time(
    running: Meeting, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object, **_options: object) -> None:
        raise Away

    browser = as_(member)
    monkeypatch.setattr(fragments.cache, "get", away)
    assert browser.get(f"{hall(running)}now/").status_code == 200


def test_hundreds_in_the_hall_cost_no_more_queries(
    in_debate: Motion,
    running: Meeting,
    member: Membership,
    coordinator: Membership,
    as_: As,
    django_assert_max_num_queries: Counter,
) -> None:
    for one in here(running, member, number=12):
        waits(running, one)
    VoteFactory(meeting=running)
    for _one in range(5):
        MeetingOfficerFactory(
            meeting=running,
            membership=MembershipFactory(committee=running.committee),
            duty="teller",
        )
        AmendmentFactory(motion=in_debate)
    browser = as_(member)
    with django_assert_max_num_queries(27):
        browser.get(hall(running))
    browser = as_(coordinator)
    with django_assert_max_num_queries(60):
        browser.get(f"/meetings/{running.public_id}/chair/")


def test_another_committees_hall_is_not_there(
    running: Meeting, outsider: Membership, as_: As
) -> None:
    assert as_(outsider).get(hall(running)).status_code == 404
    assert as_(outsider).get(f"{hall(running)}now/").status_code == 404
    assert as_(None).get(hall(running)).status_code == 302


def test_in_a_large_hall_not_every_coming_is_told_at_once(
    running: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setattr("core.live.publish", lambda _topic, state: told.append(state))

    def comes(times: int) -> None:
        for _time in range(times):
            with django_capture_on_commit_callbacks(execute=True):
                log.moved(running)

    comes(3)
    assert len(told) == 3
    Meeting.objects.filter(pk=running.pk).update(hand_count=201)
    comes(3)
    assert len(told) == 4

    def away(*_given: object) -> None:
        raise Away

    monkeypatch.setattr(log.cache, "add", away)
    comes(1)
    assert len(told) == 4
    schedule.tell_open_pages(STARTS_AT)
    assert len(told) == 5
    assert told[-1]["present"] == 201
    schedule.tell_open_pages(STARTS_AT)
    assert len(told) == 5  # all have heard
    monkeypatch.setattr(log.cache, "get_many", away)
    schedule.tell_open_pages(STARTS_AT)
    assert len(told) == 5
