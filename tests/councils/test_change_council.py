"""A council's name and aims: changed by its delegates' resolution, and by nobody alone."""

from datetime import datetime

import pytest

from committees.models import Committee, CommitteeStatus, Membership
from committees.operations.councils import change_council
from core.decision import Refused
from core.models import Event
from councils.effects_changing import changing
from councils.forms.councils import CHANGED_AIMS_AT_MOST
from meetings import effects
from meetings.models import Motion
from tests.councils.conftest import As, seated
from tests.factories import CouncilFactory
from tests.factories_meetings import MotionFactory, ResolutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dara(council: Committee, committee: Committee) -> Membership:
    return seated(council, committee, "Dara")


def path(council: Committee) -> str:
    return f"/committees/{council.public_id}/councils/change/"


@pytest.mark.parametrize(
    ("sent", "title", "said"),
    [
        ({"name": "River Council"}, "Another name: River Council", "is called “River Council”"),
        ({"aims": "Bread."}, "Other aims", "these are the aims of the council"),
        (
            {"name": "River Council", "aims": "Bread."},
            "Another name and other aims: River Council",
            "with the aims written here",
        ),
    ],
)
def test_a_delegate_puts_it_to_a_meeting(
    council: Committee, dara: Membership, as_: As, sent: dict[str, str], title: str, said: str
) -> None:
    browser = as_(dara)
    assert council.name in browser.get(path(council)).content.decode()
    whole = {"name": council.name, "aims": council.aims} | sent
    shown = browser.post(path(council), whole).content.decode()
    assert f'action="/committees/{council.public_id}/motions/put/"' in shown
    assert title in shown
    assert said in shown
    council.refresh_from_db()
    assert council.name == "City Council"


def test_carried_it_holds_at_once_and_set_aside_it_is_as_before(
    council: Committee, now: datetime
) -> None:
    asked = changing("River Council", "Bread.")
    motion: Motion = MotionFactory(committee=council, effect=asked)
    resolution, aims = ResolutionFactory(committee=council), council.aims
    done = effects.carry(motion, resolution, now)
    council.refresh_from_db()
    assert (council.name, council.aims) == ("River Council", "Bread.")
    event = Event.objects.get(name="committees.council_changed")
    assert (event.actor, event.scope) == ("", council.public_id)
    effects.undo(motion, resolution, done, now)
    council.refresh_from_db()
    assert (council.name, council.aims) == ("City Council", aims)


def test_nothing_new_a_name_that_is_taken_and_too_many_words_come_back(
    council: Committee, dara: Membership, as_: As
) -> None:
    CouncilFactory(name="Taken")
    for sent, why in (
        ({}, "Nothing is changed yet."),
        ({"name": "TAKEN"}, "Another council has this name."),
        ({"aims": "x" * (CHANGED_AIMS_AT_MOST + 1)}, f"{CHANGED_AIMS_AT_MOST} characters"),
    ):
        whole = {"name": council.name, "aims": council.aims} | sent
        answer = as_(dara).post(path(council), whole)
        assert answer.status_code == 422
        assert why in answer.content.decode()


def test_the_longest_aims_are_carried_to_the_motion_whole(
    council: Committee, dara: Membership, as_: As
) -> None:
    aims = "日" * CHANGED_AIMS_AT_MOST
    browser = as_(dara)
    form = browser.post(path(council), {"name": "River Council", "aims": aims}).context["form"]
    assert form.asked["aims"] == aims
    sent = {name: form[name].value() or "" for name in ("resolves", "title", "effect", "language")}
    put = browser.post(f"/committees/{council.public_id}/motions/put/", sent)
    assert put.status_code == 302
    assert Motion.objects.get().effect["aims"] == aims


def test_a_motion_for_what_is_so_already_does_nothing(council: Committee, now: datetime) -> None:
    same = changing(council.name, council.aims)
    assert "already" in str(effects.may(council, same, now).reason)
    assert effects.may(council, changing("River Council", council.aims), now)


def test_it_is_a_living_council_that_changes(
    council: Committee, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match="not a council"):
        change_council(committee, name="A", aims="B", at=now)
    council.status, council.dissolved_at = CommitteeStatus.DISSOLVED, now
    council.save()
    with pytest.raises(Refused, match="does not exist any more"):
        change_council(council, name="A", aims="B", at=now)


def test_who_does_not_sit_there_finds_no_such_page(
    council: Committee, committee: Committee, coordinator: Membership, as_: As
) -> None:
    assert as_(coordinator).get(path(council)).status_code == 404
    assert as_(coordinator).get(path(committee)).status_code == 404
