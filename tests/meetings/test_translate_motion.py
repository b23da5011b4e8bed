"""A motion beside itself in another language."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Motion, MotionTranslation
from meetings.operations.motions import Draft, change_motion, translate_motion
from tests.factories import MembershipFactory
from tests.meetings.motions import put

As = Callable[[object], Client]
TEXT = {"notes": "", "believes": "", "resolves": "Pedir un horario más largo."}


@pytest.fixture
def motion(committee: Committee, member: Membership, now: datetime) -> Motion:
    return put(committee, member, now)


def address(motion: Motion, language: str = "es") -> str:
    return reverse("translate-motion", args=[motion.public_id, language])


def test_it_stands_beside_the_motion_until_that_changes(
    motion: Motion, member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(member)
    assert motion.resolves in browser.get(address(motion)).content.decode()
    assert browser.post(address(motion), TEXT | {"title": "Horario"}).status_code == 302
    told = MotionTranslation.objects.get()
    assert (told.language, told.version, told.title) == ("es", 1, "Horario")
    page = reverse("motion", args=[motion.public_id])
    text = browser.get(page).content.decode()
    assert "Pedir un horario más largo." in text
    assert "has changed since this was translated" not in text
    change_motion(motion, Draft("To write."), by=member, at=now)
    assert "has changed since this was translated" in browser.get(page).content.decode()


def test_a_second_one_takes_the_place_of_the_first_and_none_takes_it_away(
    motion: Motion, coordinator: Membership, now: datetime
) -> None:
    for text in ("Pedir.", "Exigir."):
        translate_motion(
            motion, "es", title="", clauses=TEXT | {"resolves": text}, by=coordinator, at=now
        )
    told = MotionTranslation.objects.get()
    assert (told.resolves, told.title) == ("Exigir.", motion.title)
    translate_motion(
        motion, "es", title="", clauses=TEXT | {"resolves": ""}, by=coordinator, at=now
    )
    assert not MotionTranslation.objects.exists()


def test_only_the_proposer_and_coordinators_translate(
    motion: Motion, committee: Committee, member: Membership, now: datetime
) -> None:
    other = MembershipFactory(committee=committee)
    with pytest.raises(Refused, match="Only the proposer and coordinators"):
        translate_motion(motion, "es", title="", clauses=TEXT, by=other, at=now)
    with pytest.raises(Refused, match="is written in this language"):
        translate_motion(motion, "en", title="", clauses=TEXT, by=member, at=now)
    Motion.objects.update(status="withdrawn", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        translate_motion(motion, "es", title="", clauses=TEXT, by=member, at=now)


@pytest.mark.parametrize("language", ["en", "xx"])
def test_its_own_language_and_unknown_ones_do_not_exist(
    motion: Motion, member: Membership, as_: As, language: str
) -> None:
    assert as_(member).get(address(motion, language)).status_code == 404


def test_half_a_translation_is_none(motion: Motion, member: Membership, as_: As) -> None:
    answer = as_(member).post(address(motion), {"title": "Horario", "resolves": ""})
    assert answer.status_code == 422
    assert "Write this part, too." in answer.content.decode()


def test_what_is_there_is_mended(
    motion: Motion, member: Membership, as_: As, now: datetime
) -> None:
    translate_motion(motion, "ar", title="", clauses=TEXT, by=member, at=now)
    form = as_(member).get(address(motion, "ar")).context["form"]
    assert form["resolves"].value() == TEXT["resolves"]
