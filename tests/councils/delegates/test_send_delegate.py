"""A member who is ready to go is sent by a resolution, while a seat is free, and accepts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Affiliation, Committee, Mandate, Membership, Seat
from committees.operations.mandates import accept_office
from councils.effects_sending import sending
from councils.permissions import send_delegate
from meetings import effects
from meetings.models import Meeting, Motion
from meetings.operations.motions import Draft, submit_motion
from meetings.operations.questions import set_aside_vote
from notices.models import Message
from tests.factories import MandateFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db
As = Callable[[Membership | None], Client]


def test_carried_it_is_offered_and_from_the_yes_on_they_sit_there(
    hall: Hall, affiliation: Affiliation, member: Membership, now: datetime
) -> None:
    motion = hall.motion(effect=sending(member), about_person=True)
    assert "Marek is asked to be our delegate" in effects.said(motion)
    hall.decide(hall.put("motion", motion=motion), votes_for=9)
    mandate = Mandate.objects.get(membership=member, office="delegate")
    assert (mandate.status, mandate.source) == ("given", "resolution")
    assert mandate.ends_at is not None
    assert not Seat.objects.exists()
    assert Message.objects.get().template == "councils/email/delegate_sent"
    accept_office(mandate, by=member, at=now)
    assert Seat.objects.taken().get().affiliation == affiliation


def test_a_vote_that_is_set_aside_ends_it(
    hall: Hall, affiliation: Affiliation, member: Membership, now: datetime
) -> None:
    motion = hall.motion(effect=sending(member), about_person=True)
    vote = hall.decide(hall.put("motion", motion=motion), votes_for=9)
    mandate = Mandate.objects.get(membership=member, office="delegate")
    accept_office(mandate, by=member, at=now)
    set_aside_vote(vote, by=hall.chair, at=now)
    mandate.refresh_from_db()
    assert (mandate.status, mandate.ended_by) == ("ended", "annulled")
    assert not Seat.objects.taken().exists()


def test_it_is_a_motion_about_a_person(
    affiliation: Affiliation, committee: Committee, member: Membership, now: datetime, as_: As
) -> None:
    draft = Draft("To send Marek.", effect=sending(member))
    submitted = submit_motion(committee, draft, by=member, at=now)
    assert submitted.about_person  # the draft need not say so
    submitted.delete()
    browser = as_(member)
    page = browser.get(reverse("instructions", args=[committee.public_id]))
    assert "I am ready to go" in page.content.decode()
    submit = reverse("submit-motion", args=[committee.public_id])
    browser.post(submit, {"resolves": "To send Marek.", "effect": page.context["going"]})
    motion = Motion.objects.get()
    assert motion.about_person
    assert motion.effect == sending(member)


def test_only_while_a_seat_is_free_and_never_twice(
    meeting: Meeting,
    seat: Seat,
    delegate: Membership,
    committee: Committee,
    member: Membership,
    outsider: Membership,
) -> None:
    assert "Every seat is taken" in send_delegate(committee, member).reason
    assert "delegate already" in send_delegate(committee, delegate).reason
    assert "Only a member" in send_delegate(committee, outsider).reason
    assert "Only a member" in send_delegate(committee, None).reason
    assert "no council" in send_delegate(outsider.committee, outsider).reason


def test_of_somebody_who_left_the_motion_says_no_name(
    affiliation: Affiliation, committee: Committee, member: Membership, now: datetime
) -> None:
    asked = sending(member)
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now, chosen_name="")
    assert "A former member" in effects.known(asked).draft(committee, asked)[0]
    MandateFactory(membership__committee=committee)
    assert not effects.may(committee, asked, now)
