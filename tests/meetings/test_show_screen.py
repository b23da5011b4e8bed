"""The screen of the hall: by a ticket, or for visitors who listen."""

from datetime import timedelta

import pytest
import time_machine

from committees.models import Membership
from meetings import door, screens
from meetings.models import Meeting, Motion
from tests.factories_meetings import (
    STARTS_AT,
    AmendmentFactory,
    MeetingFactory,
    MotionTranslationFactory,
    VoteFactory,
)
from tests.meetings.hall import As, here, waits


@pytest.fixture(autouse=True)
def _at_the_meeting(clock: time_machine.Traveller) -> None:
    clock.move_to(STARTS_AT)


def on_the_wall(as_: As, meeting: Meeting, word: str = "", **query: str) -> str:
    answer = as_(None).get(
        f"/screen/{meeting.public_id}/{word}", {"ticket": screens.ticket(meeting), **query}
    )
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert not answer.cookies
    found: str = answer.content.decode()
    return found


def test_a_ticket_opens_it_without_signing_in(
    in_debate: Motion, running: Meeting, member: Membership, as_: As
) -> None:
    MotionTranslationFactory(motion=in_debate)
    MotionTranslationFactory(motion=in_debate, language="ar", version=2)  # of another text
    VoteFactory(
        meeting=running, status="declared", outcome="carried", votes_for=41, votes_against=7,
        abstentions=2, closed_at=STARTS_AT, declared_at=STARTS_AT,
    )  # fmt: skip
    speaks, *line = here(running, member, number=4)
    waits(running, speaks, status="speaking", called_at=STARTS_AT)
    for number, one in enumerate(line):
        one.chosen_name = f"Waits{number}"
        one.save(update_fields=["chosen_name"])
        waits(running, one, asked_at=STARTS_AT + timedelta(seconds=number))
    page = on_the_wall(as_, running)
    for words in (
        "The library", "To ask for longer opening hours.", "Pedir un horario", "Marek", "41",
        "Waits0", "Waits2", "4 wait to speak", door.code(running, STARTS_AT), "scan this",
    ):  # fmt: skip
        assert words in page, words
    assert page.count('lang="ar"') == 0
    assert "Waits3" not in page
    assert "<form" not in page


def test_its_parts_follow_the_meeting_and_the_code(
    running: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    address = f"/screen/{running.public_id}/now/"
    given = {"ticket": screens.ticket(running)}
    first = as_(None).get(address, given)
    same = as_(None).get(address, given, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, same.status_code) == (200, 304)
    clock.move_to(STARTS_AT + timedelta(minutes=1))
    fresh = as_(None).get(address, given, headers={"if-none-match": first["ETag"]})
    assert door.code(running, STARTS_AT + timedelta(minutes=1)) in fresh.content.decode()


def test_it_says_where_the_meeting_stands(
    running: Meeting, meeting: Meeting, in_debate: Motion, as_: As
) -> None:
    AmendmentFactory(motion=in_debate, status="moved", resolves="To demand it.")
    assert "The amendment would change:" in on_the_wall(as_, running)
    assert "demand it" in on_the_wall(as_, running)
    assert "We begin at" in on_the_wall(as_, meeting)
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=STARTS_AT)
    assert "The meeting is adjourned" in on_the_wall(as_, running)
    running.log.create(
        number=1, kind="adjourned", at=STARTS_AT, facts={"until": STARTS_AT.isoformat()}
    )
    assert "We go on" in on_the_wall(as_, running)
    Meeting.objects.filter(pk=running.pk).update(
        status="closed", adjourned_at=None, closed_at=STARTS_AT
    )
    over = on_the_wall(as_, running)
    assert "The meeting is over" in over
    assert "scan this" not in over


@pytest.mark.parametrize(
    ("asked", "given"), [("light", "scheme-light"), ("dark", "scheme-dark"), ("pink", "")]
)
def test_it_is_light_or_dark(running: Meeting, as_: As, asked: str, given: str) -> None:
    page = on_the_wall(as_, running, scheme=asked)
    assert (f'class="{given}"' in page) == bool(given)
    assert "scheme-pink" not in page


def test_a_ticket_opens_one_meeting(running: Meeting, as_: As) -> None:
    other = MeetingFactory(status="open", opened_at=STARTS_AT)
    for ticket in ("", "forged", screens.ticket(other)):
        for word in ("", "now/"):
            answer = as_(None).get(f"/screen/{running.public_id}/{word}", {"ticket": ticket})
            assert answer.status_code == 404
    assert as_(None).get("/screen/none-such/").status_code == 404


def test_visitors_listen_where_they_may_and_read_no_name_and_no_code(
    running: Meeting, member: Membership, as_: As
) -> None:
    waits(running, *here(running, member), status="speaking", called_at=STARTS_AT)
    Meeting.objects.filter(pk=running.pk).update(
        listening="visitors", room_link="https://a.example"
    )
    running.refresh_from_db()
    page = as_(None).get(f"/screen/{running.public_id}/").content.decode()
    assert "You listen. Only members attend and vote." in page
    for hidden in ("Marek", "scan this", door.code(running, STARTS_AT), "https://a.example"):
        assert hidden not in page
    assert "Marek" not in on_the_wall(as_, running)
    assert as_(None).get(f"/screen/{running.public_id}/now/").status_code == 200
    Meeting.objects.filter(pk=running.pk).update(status="closed", closed_at=STARTS_AT)
    assert as_(None).get(f"/screen/{running.public_id}/").status_code == 404


def test_a_page_that_visitors_have_open_says_that_the_meeting_is_over(
    running: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    address = f"/screen/{running.public_id}/now/"
    Meeting.objects.update(listening="visitors", status="closed", closed_at=STARTS_AT)
    assert "The meeting is over" in as_(None).get(address).content.decode()
    clock.move_to(STARTS_AT + timedelta(minutes=15))
    assert as_(None).get(address).status_code == 404
    assert as_(None).get(address, {"ticket": "forged"}).status_code == 404


def test_the_page_for_visitors_is_found_where_they_may_listen(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    address = f"/screen/{running.public_id}/"
    show, meeting = f"/meetings/{running.public_id}/screen/", f"/meetings/{running.public_id}/"
    assert "For visitors" not in as_(coordinator).get(show).content.decode()
    assert address not in as_(member).get(meeting).content.decode()
    Meeting.objects.filter(pk=running.pk).update(listening="visitors")
    assert (
        f'{screens.address_for_visitors(running)}"' in as_(coordinator).get(show).content.decode()
    )
    assert f'href="{address}"' in as_(member).get(meeting).content.decode()


def test_nobody_listens_before_the_doors_open(
    meeting: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    Meeting.objects.update(listening="visitors")
    clock.move_to(meeting.starts_at - timedelta(minutes=31))
    assert as_(None).get(f"/screen/{meeting.public_id}/").status_code == 404
    clock.move_to(meeting.starts_at - timedelta(minutes=30))
    assert as_(None).get(f"/screen/{meeting.public_id}/").status_code == 200


def test_who_keeps_the_door_has_the_code_and_the_address(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    address = f"/meetings/{running.public_id}/screen/"
    page = as_(coordinator).get(address).content.decode()
    assert door.code(running, STARTS_AT) in page
    assert screens.ticket(running) in page
    part = as_(coordinator).get(f"{address}code/")
    clock.move_to(STARTS_AT + timedelta(minutes=1))
    fresh = as_(coordinator).get(f"{address}code/", headers={"if-none-match": part["ETag"]})
    assert fresh.status_code == 200
    for path in (address, f"{address}code/"):
        assert as_(member).get(path).status_code == 403
        assert as_(outsider).get(path).status_code == 404


def test_before_the_doors_open_there_is_no_code(
    meeting: Meeting, coordinator: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.called_at)
    page = as_(coordinator).get(f"/meetings/{meeting.public_id}/screen/").content.decode()
    assert "Then the code stands here." in page
