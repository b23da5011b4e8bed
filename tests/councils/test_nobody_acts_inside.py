"""Who sits in a council can do nothing inside its committees, and counts nobody there.

Every permission of every app that asks for a member is asked with a delegate, who carries every office
in the council and in a committee of their own, and with every object of the first committee that it
takes. (Every address is walked with the same delegate by the role matrix.)
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldError
from django.db import models

from announcements.models import Announcement
from ballots.models import RollEntry
from committees.models import Affiliation, Committee, Mandate, Membership
from committees.queries.faces import SIZES, coarse
from core.decision import Decision
from councils.queries import faces
from meetings.models import JointMeeting
from meetings.subjects import Subject
from tests.factories import NOW, MembershipFactory
from tests.world import World, standing

pytestmark = pytest.mark.django_db
APPS = ("committees", "meetings", "elections", "announcements", "archives", "councils")
# They ask nothing of a committee: their object is the reader's own, or everybody's.
OWN = {
    "committees.change_chosen_name",  # of the membership itself, and so are the next ones
    "committees.leave_committee",
    "committees.open_council",
    "committees.remove_member",  # by a vote of the committee, of whom it is asked
    "committees.restore_member",
    "committees.suspensions",
    "committees.see_roll",
    "committees.share_office",
}
# Their first member is whom it is done to; who does it is `by`, of the committee itself.
OWN |= {"elections.mark_on_paper", "elections.name_counter", "elections.unmark_on_paper"}
PLAIN: dict[Any, Any] = {bool: True, str: "", int: 1, datetime: NOW}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with standing(tmp_path):
        yield World()


def permissions() -> list[tuple[str, Callable[..., Decision]]]:
    found = []
    for app in APPS:
        if (Path(apps.get_app_config(app).path) / "permissions").exists() or (
            Path(apps.get_app_config(app).path) / "permissions.py"
        ).exists():
            module = import_module(f"{app}.permissions")
            found += [
                (f"{app}.{name}", one)
                for name, one in vars(module).items()
                if inspect.isfunction(one) and not name.startswith("_")
            ]
    return [(name, one) for name, one in found if _takes_member(one)]


def _takes_member(one: Callable[..., Decision]) -> bool:
    hints = get_type_hints(one)
    first = next(iter(inspect.signature(one).parameters), "")
    return hints.get("return") is Decision and hints.get(first) in (
        Membership,
        Membership | None,
    )


def _model(hint: Any) -> type[models.Model] | None:
    known = [hint, *getattr(hint, "__args__", ())]
    return next(
        (one for one in known if inspect.isclass(one) and issubclass(one, models.Model)), None
    )


def _inside(model: type[models.Model], committee: Committee) -> list[Any]:
    """Objects of this model that belong to the committee."""
    if model is Committee:
        return [committee]
    if model._meta.abstract:
        return [row for one in model.__subclasses__() for row in _inside(one, committee)]
    found: list[Any] = []
    for way in WAYS:
        with suppress(FieldError):  # another way leads there
            found += model._default_manager.filter(**{way: committee})[:5]
    return found


WAYS = (
    "committee",
    "host",
    "membership__committee",
    "seat__affiliation__committee",
    "meeting__committee",
    "motion__committee",
    "election__committee",
    "candidacy__election__committee",
    "question__election__committee",
    "amendment__motion__committee",
    "composite__committee",
    "made_by__committee",
    "contest__election__committee",
    "roll__contest__election__committee",
)


def _calls(one: Callable[..., Decision], committee: Committee) -> Iterator[dict[str, Any]]:
    """The arguments beside the member: each object of the committee in turn."""
    hints, given, rows = get_type_hints(one), {}, {}
    _first, *parameters = inspect.signature(one).parameters.values()
    for parameter in parameters:
        hint = hints[parameter.name]
        model = _model(hint)
        if model is RollEntry:
            given[parameter.name] = None
        elif model is not None:
            rows[parameter.name] = _inside(model, committee)
        elif hint is Subject:
            given[parameter.name] = Subject("practice")
        elif hint in PLAIN:
            given[parameter.name] = PLAIN[hint]
        elif parameter.default is inspect.Parameter.empty:
            given[parameter.name] = next(
                (PLAIN[each] for each in getattr(hint, "__args__", ()) if each in PLAIN), None
            )
    needed = {
        one.name
        for one in parameters
        if one.default is inspect.Parameter.empty and one.name in rows
    }
    if not all(rows[name] for name in needed):
        return
    longest = max((len(found) for found in rows.values()), default=0)
    for number in range(longest):
        yield given | {name: found[number % len(found)] for name, found in rows.items() if found}


def test_every_permission_refuses_who_only_sits_in_the_council(world: World) -> None:
    asked, allowed = set(), []
    for name, may in permissions():
        if name in OWN:
            continue
        for given in _calls(may, world.committee):
            for member in (world.seat.membership, world.members["delegate"]):
                asked.add(name)
                if may(Membership.objects.get(pk=member.pk), **given):
                    allowed.append(f"{name} {given}")
    assert not allowed, "\n".join(allowed)
    assert len(asked) > 80


def test_what_was_not_asked_is_known(world: World) -> None:
    silent = {name for name, may in permissions() if not list(_calls(may, world.committee))}
    assert silent <= OWN, sorted(silent - OWN)


def test_no_row_of_a_committee_is_visible_to_its_councils_delegates(world: World) -> None:
    user = world.users["delegate"]
    for model in apps.get_models():
        visible = getattr(model._default_manager.all(), "visible_to", None)
        if visible is None or model in (Committee, Affiliation):
            continue
        inside = {one.pk for one in _inside(model, world.committee)}
        if model is JointMeeting:  # the delegate's own committee takes part in some
            own = world.members["delegate"].committee
            inside -= {
                *JointMeeting.objects.filter(parts__committee=own).values_list("pk", flat=True)
            }
        given = [NOW] if "now" in inspect.signature(visible).parameters else []
        seen = set(visible(user, *given).filter(pk__in=inside).values_list("pk", flat=True))
        public = set()
        with suppress(TypeError):  # what asks who reads it is nobody else's
            everybody = visible(AnonymousUser(), *given).filter(pk__in=inside)
            public = set(everybody.values_list("pk", flat=True))
        assert seen <= public, model.__name__


def test_a_council_reads_of_sizes_the_bands_that_everybody_reads(world: World) -> None:
    """Whoever joins or leaves changes nothing on a council's pages until a band is passed."""
    browser = world.browser("delegate")
    at = f"/committees/{world.council.public_id}/"
    pages = (at, f"{at}councils/", f"{at}offices/", "/councils/")
    before = [browser.get(page).content for page in pages]
    face = faces.face(world.council)
    MembershipFactory(committee=world.committee)
    assert [browser.get(page).content for page in pages] == before
    assert faces.face(world.council) == face
    assert coarse(SIZES[-1] - 1) == coarse(1)


def test_mandates_are_no_way_into_a_committee(world: World) -> None:
    assert not Mandate.objects.filter(
        committee=world.committee, membership__user=world.users["delegate"]
    ).exists()
    assert not Announcement.objects.filter(committee=world.council).exists()
