"""Signing a demand, until it is enough, or too late."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import schedule
from meetings.models import Meeting, Requisition, RequisitionSignature
from meetings.operations.meetings import (
    Details,
    call_meeting,
    cancel_meeting,
    change_meeting,
)
from meetings.operations.requisitions import (
    lapse_requisition,
    meet_requisition,
    sign_requisition,
)
from notices import audiences
from notices.models import Message
from tests.factories import MembershipFactory
from tests.factories_meetings import MeetingFactory, RequisitionFactory

As = Callable[[object], Client]
HELD_BY = timedelta(days=8)  # a general meeting's seven days of notice, and one to call it in


@pytest.fixture
def requisition(committee: Committee) -> Requisition:
    return RequisitionFactory(committee=committee)


@pytest.fixture
def reached(requisition: Requisition, now: datetime) -> Requisition:
    signed(requisition, 3, now)
    return requisition


def signed(requisition: Requisition, times: int, at: datetime) -> None:
    for _one in range(times):
        sign_requisition(requisition, by=MembershipFactory(committee=requisition.committee), at=at)
    requisition.refresh_from_db()


def at_days(now: datetime, days: int) -> Details:
    local = (now + timedelta(days=days)).astimezone(ZoneInfo("America/New_York"))
    return Details("On demand", local.date(), local.time(), "Room 12")


def test_two_taps_sign(requisition: Requisition, member: Membership, as_: As) -> None:
    browser = as_(member)
    page = reverse("requisition", args=[requisition.public_id])
    meetings = reverse("committee-meetings", args=[requisition.committee.public_id])
    assert page in browser.get(meetings).content.decode()  # the first
    path = reverse("sign-requisition", args=[requisition.public_id])
    assert f'action="{path}"' in browser.get(page).content.decode()  # the second
    assert browser.post(path)["Location"] == page
    requisition.refresh_from_db()
    assert requisition.signed == 1


def test_whoever_signs_last_reads_that_it_is_enough(
    requisition: Requisition, member: Membership, as_: As, now: datetime
) -> None:
    signed(requisition, 2, now)
    path = reverse("sign-requisition", args=[requisition.public_id])
    text = as_(member).post(path, follow=True).content.decode()
    assert "You signed, and that is enough. The coordinators are told." in text


def test_with_enough_the_signatures_go_and_coordinators_are_told(
    requisition: Requisition, coordinator: Membership, now: datetime
) -> None:
    signed(requisition, 2, now)
    assert not Message.objects.exists()
    signed(requisition, 1, now)
    assert (requisition.status, requisition.signed) == ("reached", 3)
    assert (requisition.reached_at, requisition.meeting_by) == (now, now + HELD_BY)
    assert not RequisitionSignature.objects.exists()
    message = Message.objects.get()
    assert (message.category, message.is_formal) == ("meetings", True)
    assert [one.user_id for one in audiences.find(message.audience)(message.about)] == [
        coordinator.user_id
    ]
    signs = Event.objects.filter(name="meetings.requisition_signed")
    assert {one.actor for one in signs} == {""}


def test_a_mass_meeting_is_held_within_the_days_of_the_rule(
    committee: Committee, now: datetime
) -> None:
    requisition = RequisitionFactory(committee=committee, kind="mass", needed=2)
    signed(requisition, 2, now)
    assert requisition.meeting_by == now + timedelta(days=7)


def test_who_has_left_does_not_count(
    requisition: Requisition, member: Membership, now: datetime
) -> None:
    sign_requisition(requisition, by=member, at=now)
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now, user=None)
    signed(requisition, 2, now)
    assert (requisition.signed, requisition.status) == (2, "open")


def test_nobody_signs_twice_or_after_the_end(
    requisition: Requisition, member: Membership, outsider: Membership, now: datetime
) -> None:
    sign_requisition(requisition, by=member, at=now)
    with pytest.raises(Refused, match="signed already"):
        sign_requisition(requisition, by=member, at=now)
    with pytest.raises(Refused, match="Only members"):
        sign_requisition(requisition, by=outsider, at=now)
    with pytest.raises(Refused, match="Too few have signed in time"):
        sign_requisition(requisition, by=member, at=requisition.lapses_at)
    signed(requisition, 2, now)
    with pytest.raises(Refused, match="Enough members have signed"):
        sign_requisition(requisition, by=member, at=now)


def test_the_clock_lets_it_lapse_and_forgets_who_signed(
    requisition: Requisition, now: datetime
) -> None:
    signed(requisition, 2, now)
    schedule.lapse_requisitions(requisition.lapses_at - timedelta(minutes=1))
    requisition.refresh_from_db()
    assert requisition.status == "open"
    with pytest.raises(Refused, match="can still sign"):
        lapse_requisition(requisition, by=None, at=now)
    schedule.lapse_requisitions(requisition.lapses_at)
    schedule.lapse_requisitions(requisition.lapses_at)
    requisition.refresh_from_db()
    assert (requisition.status, requisition.lapsed_at) == ("lapsed", requisition.lapses_at)
    assert not RequisitionSignature.objects.exists()
    with pytest.raises(Refused, match="answered already"):
        lapse_requisition(requisition, by=None, at=requisition.lapses_at)


def test_calling_the_meeting_answers_it_and_cancelling_owes_it_again(
    reached: Requisition, coordinator: Membership, now: datetime
) -> None:
    called = call_meeting(
        reached.committee,
        kind="general",
        details=at_days(now, 7),
        by=coordinator,
        at=now,
        requisition=reached,
    )
    reached.refresh_from_db()
    assert (reached.status, reached.meeting) == ("met", called)
    with pytest.raises(Refused, match="is held by"):
        change_meeting(called, details=at_days(now, 12), by=coordinator, at=now)
    cancel_meeting(called, reason="Snow", by=coordinator, at=now)
    reached.refresh_from_db()
    assert (reached.status, reached.meeting) == ("reached", None)


@pytest.mark.parametrize(
    ("kind", "days", "sentence"), [("mass", 7, "of another kind"), ("general", 9, "is held by")]
)
def test_another_kind_or_a_later_day_is_no_answer(
    reached: Requisition,
    coordinator: Membership,
    now: datetime,
    kind: str,
    days: int,
    sentence: str,
) -> None:
    with pytest.raises(Refused, match=sentence):
        call_meeting(
            reached.committee,
            kind=kind,
            details=at_days(now, days),
            by=coordinator,
            at=now,
            requisition=reached,
        )
    reached.refresh_from_db()
    assert reached.status == "reached"


def test_an_overdue_one_can_still_be_answered(
    reached: Requisition, coordinator: Membership, as_: As, now: datetime
) -> None:
    Requisition.objects.update(meeting_by=now - timedelta(days=3))
    page = reverse("requisition", args=[reached.public_id])
    assert "This meeting is overdue" in as_(coordinator).get(page).content.decode()
    call_meeting(
        reached.committee,
        kind="general",
        details=at_days(now, 8),
        by=coordinator,
        at=now,
        requisition=reached,
    )


def test_only_coordinators_answer_and_only_what_is_owed_here(
    requisition: Requisition, member: Membership, coordinator: Membership, now: datetime
) -> None:
    meeting: Meeting = MeetingFactory(committee=requisition.committee)
    for by, where, sentence in (
        (member, meeting, "Only a coordinator"),
        (coordinator, MeetingFactory(), "another committee"),
        (coordinator, meeting, "No meeting is owed"),
    ):
        with pytest.raises(Refused, match=sentence):
            meet_requisition(requisition, meeting=where, by=by, at=now)


def test_the_coordinator_is_asked_and_the_form_is_filled(
    reached: Requisition, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(coordinator)
    call = reverse("call-meeting", args=[reached.committee.public_id])
    path = f"{call}?requisition={reached.public_id}"
    for name, arguments in (("dashboard", []), ("committee", [reached.committee.public_id])):
        text = browser.get(reverse(name, args=arguments)).content.decode()
        assert "Members demand a meeting" in text
        assert path in text
    assert path not in as_(member).get(reverse("dashboard")).content.decode()
    form = browser.get(path).context["form"]
    given = {one.name: one.value() or "" for one in form} | {"place": "Room 12"}
    assert (given["kind"], given["purpose"]) == ("general", "To decide on the library.")
    late = browser.post(path, given | {"local_date": "2026-04-20"})
    assert late.status_code == 422
    assert "is held by" in str(late.context["form"].errors["local_date"])
    other = browser.post(path, given | {"kind": "mass"})
    assert "of another kind" in str(other.context["form"].errors["kind"])
    assert browser.post(path, given).status_code == 302
    reached.refresh_from_db()
    assert reached.status == "met"
    assert browser.get(path).status_code == 404


def test_a_stranger_finds_nothing(requisition: Requisition, outsider: Membership, as_: As) -> None:
    path = reverse("requisition", args=[requisition.public_id])
    assert as_(outsider).get(path).status_code == 404
    assert as_(None).get(path).status_code == 302


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("open", "You have signed"),
        ("reached", "Coordinators call the meeting"),
        ("met", "The meeting is called"),
        ("lapsed", "Anybody can demand a meeting anew"),
    ],
)
def test_every_state_says_what_comes_next(
    requisition: Requisition,
    member: Membership,
    as_: As,
    now: datetime,
    status: str,
    words: str,
) -> None:
    sign_requisition(requisition, by=member, at=now)
    Requisition.objects.update(
        status=status,
        reached_at=now if status in ("reached", "met") else None,
        meeting_by=now if status in ("reached", "met") else None,
        lapsed_at=now if status == "lapsed" else None,
    )
    path = reverse("requisition", args=[requisition.public_id])
    assert words in as_(member).get(path).content.decode()
