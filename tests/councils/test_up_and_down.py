"""Resolutions go up to councils and down to committees, with the way they came."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from meetings.queries import paths
from tests.councils.conftest import As
from tests.factories_meetings import CirculationFactory, ResolutionFactory

pytestmark = pytest.mark.django_db


def test_our_councils_stand_above_the_search(
    as_: As, council: Committee, committee: Committee, coordinator: Membership
) -> None:
    resolution = ResolutionFactory(committee=committee)
    browser, url = as_(coordinator), f"/resolutions/{resolution.public_id}/send/"
    shown = browser.get(url).content.decode()
    assert shown.index("To our councils") < shown.index("City Council") < shown.index('id="q"')
    assert browser.post(url, {"committee": council.public_id}).status_code == 302
    shown = browser.get(url).content.decode()
    assert "To our councils" not in shown


def test_a_council_sends_to_its_committees(
    as_: As, council: Committee, committee: Committee, second: Committee, dara: Membership
) -> None:
    resolution = ResolutionFactory(committee=council)
    assert paths.up_and_down(resolution) == sorted([committee, second], key=lambda one: one.name)
    shown = as_(dara).get(f"/resolutions/{resolution.public_id}/send/").content.decode()
    assert "Back to the committees" in shown


def test_the_page_shows_the_way_with_every_answer(
    as_: As, council: Committee, committee: Committee, second: Committee, dara: Membership,
    dodo: Membership, now: datetime,
) -> None:  # fmt: skip
    first = ResolutionFactory(committee=committee)
    up = ResolutionFactory(committee=council, origin=first)
    CirculationFactory(resolution=first, committee=council, status="adopted", answered_at=now)
    down = ResolutionFactory(committee=second, origin=up)
    CirculationFactory(resolution=up, committee=second, status="amended", answered_at=now)
    assert [(one.committee, str(one.answer)) for one in paths.history(down)] == [
        (committee.name, ""),
        ("City Council", "Adopted"),
        ("South Committee", "Adopted with amendments"),
    ]
    assert paths.history(first) == []
    shown = (
        as_(dodo.seat.mandate.membership).get(f"/resolutions/{down.public_id}/").content.decode()
    )
    assert "The way it came" in shown
    shown = as_(dara).get(f"/resolutions/{up.public_id}/").content.decode()
    assert "Our councils and the committees that belong to us:" in shown
    assert [(one.committee, one.status) for one in paths.answers(up)] == [
        ("South Committee", "amended")
    ]


def test_a_text_that_came_back_to_where_it_began_ends_the_walk(
    council: Committee, committee: Committee
) -> None:
    first = ResolutionFactory(committee=committee)
    second = ResolutionFactory(committee=council, origin=first)
    first.origin = second
    first.save()
    assert len(paths.history(first)) == 2
