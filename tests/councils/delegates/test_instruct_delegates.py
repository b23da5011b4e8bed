"""The pages: what our delegates carry, the form for a motion, the card in the hall."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.models import Affiliation, Committee, Membership, Seat
from councils import permissions
from councils.effects_delegates import instructing
from meetings.effects import from_token
from meetings.models import AgendaItem, Meeting, Motion
from tests.councils.delegates import telling
from tests.factories_councils import InstructionFactory

pytestmark = pytest.mark.django_db
As = Callable[[Membership | None], Client]


def text(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status
    return str(answer.content.decode())


def form(meeting: Meeting, committee: Committee) -> str:
    return f"/committees/{committee.public_id}/instruct/{meeting.public_id}/"


def test_the_page_says_what_is_decided_and_what_is_missing(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    member: Membership,
    committee: Committee,
    as_: As,
) -> None:
    InstructionFactory(
        affiliation=affiliation, item=items[1], stance="guided", limits="Not on a Friday."
    )
    page = text(as_(member), f"/committees/{committee.public_id}/instructions/")
    assert "On 1 of 2 items nothing is decided" in page
    assert "Not on a Friday." in page
    assert "The card of Dara" in page
    assert "Dodo" not in page
    assert form(meeting, committee) in page


def test_a_committee_in_no_council_reads_so(
    member: Membership, committee: Committee, as_: As
) -> None:
    page = text(as_(member), f"/committees/{committee.public_id}/instructions/")
    assert "We belong to no council" in page


def test_a_choice_for_each_item_becomes_a_motion_to_read_and_put(
    meeting: Meeting,
    items: list[AgendaItem],
    member: Membership,
    committee: Committee,
    as_: As,
) -> None:
    browser, url = as_(member), form(meeting, committee)
    assert "Free buses" in text(browser, url)
    one, two = (item.public_id for item in items)
    answer = browser.post(
        url,
        {
            f"stance-{one}": "for",
            f"limits-{one}": "Left over",
            f"stance-{two}": "guided",
            f"limits-{two}": "Not on a Friday.",
        },
    )
    assert answer.status_code == 200
    prefilled = answer.context["form"]
    assert "they vote for it" in prefilled["resolves"].value()
    submit = reverse("submit-motion", args=[committee.public_id])
    assert f'action="{submit}"' in answer.content.decode()
    effect = prefilled["effect"].value()
    told = {one: ("for", ""), two: ("guided", "Not on a Friday.")}
    assert from_token(effect) == instructing(meeting, told)
    put = browser.post(
        submit,
        {"resolves": prefilled["resolves"].value(), "effect": effect, "meeting": ""},
    )
    assert put.status_code == 302
    assert Motion.objects.get(committee=committee).effect == instructing(meeting, told)


def test_limits_are_written_down_and_something_is_chosen(
    meeting: Meeting, items: list[AgendaItem], member: Membership, committee: Committee, as_: As
) -> None:
    browser, url = as_(member), form(meeting, committee)
    answer = browser.post(url, {f"stance-{items[0].public_id}": "guided"})
    assert answer.status_code == 422
    assert "Write down the limits" in answer.content.decode()
    answer = browser.post(url, {f"limits-{items[0].public_id}": "x" * 600})
    assert answer.status_code == 422
    answer = browser.post(
        url,
        {f"stance-{items[0].public_id}": "guided", f"limits-{items[0].public_id}": "x" * 600},
    )
    assert answer.status_code == 422
    answer = browser.post(url, {"csrf": "1"})
    assert "Choose what they do on at least one item" in answer.content.decode()


def test_what_holds_already_stands_in_the_form(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    member: Membership,
    committee: Committee,
    as_: As,
) -> None:
    InstructionFactory(affiliation=affiliation, item=items[0], stance="against")
    page = text(as_(member), form(meeting, committee))
    assert "So far: Bound: vote against it" in page
    one, two = (item.public_id for item in items)
    url = form(meeting, committee)
    same = as_(member).post(url, {f"stance-{one}": "against"})
    assert "at least one item, or change it" in same.content.decode()
    more = as_(member).post(url, {f"stance-{one}": "against", f"stance-{two}": "open"})
    effect = more.context["form"]["effect"].value()
    assert from_token(effect) == instructing(meeting, {two: ("open", "")})


def test_only_members_of_a_committee_of_the_council_find_the_form(
    meeting: Meeting,
    items: list[AgendaItem],
    outsider: Membership,
    other_seat: Seat,
    committee: Committee,
    as_: As,
) -> None:
    text(as_(outsider), form(meeting, committee), 404)
    text(as_(outsider), form(meeting, outsider.committee), 404)
    text(as_(other_seat.mandate.membership), form(meeting, committee), 404)


def test_a_meeting_that_is_over_takes_no_instructions(
    meeting: Meeting, items: list[AgendaItem], member: Membership, committee: Committee, as_: As
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status="closed", closed_at=meeting.ends_at)
    assert "is over" in text(as_(member), form(meeting, committee), 403)
    page = text(as_(member), f"/committees/{committee.public_id}/instructions/")
    assert "No meeting of this council is called" in page


def test_who_may_put_no_motion_may_not_instruct(
    meeting: Meeting, items: list[AgendaItem], member: Membership, committee: Committee, as_: As
) -> None:
    member.status = "left"
    assert "Only members" in str(permissions.instruct_delegates(member, meeting).reason)


def test_the_card_holds_what_one_is_told_by_which_resolution_and_what_is_missing(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    seat: Seat,
    delegate: Membership,
    as_: As,
) -> None:
    told = InstructionFactory(affiliation=affiliation, item=items[0], stance="refer_back")
    browser = as_(delegate)
    answer = browser.get(f"/meetings/{meeting.public_id}/my-card/")
    card = f"/meetings/{meeting.public_id}/cards/{seat.public_id}/"
    assert answer.headers["Location"] == card
    page = text(browser, card)
    assert "What I carry" in page
    assert "Ask that it be referred back" in page
    assert f"By resolution {told.resolution}" in page
    assert "On 1 item the committee has decided nothing" in page


def test_members_at_home_read_the_card_and_no_other_delegate_does(
    meeting: Meeting,
    items: list[AgendaItem],
    seat: Seat,
    other_seat: Seat,
    member: Membership,
    as_: As,
) -> None:
    card = f"/meetings/{meeting.public_id}/cards/{seat.public_id}/"
    assert "What Dara carries" in text(as_(member), card)
    text(as_(other_seat.mandate.membership), card, 404)
    text(as_(member), f"/meetings/{meeting.public_id}/my-card/", 404)


def test_the_councils_meeting_and_the_dashboard_lead_to_the_card(
    meeting: Meeting,
    items: list[AgendaItem],
    seat: Seat,
    delegate: Membership,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    browser = as_(delegate)
    assert "My card: what I carry" in text(browser, f"/meetings/{meeting.public_id}/")
    card = f"/meetings/{meeting.public_id}/cards/{seat.public_id}/"
    assert card not in text(browser, reverse("dashboard"))
    clock.move_to(meeting.starts_at)
    assert card in text(as_(delegate), reverse("dashboard"))
    assert card not in text(as_(member), reverse("dashboard"))


def test_instructing_carries_tuples_over_json(meeting: Meeting, items: list[AgendaItem]) -> None:
    asked = instructing(meeting, telling.told(items[0]))
    assert asked["told"] == {items[0].public_id: ["for", ""]}
