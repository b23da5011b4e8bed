"""Where a rule comes from: the default, the way to begin, or a resolution."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from committees.models import Committee, Membership
from meetings.models import Resolution
from tests.factories_meetings import MotionFactory, ResolutionFactory

As = Callable[..., Client]


def changed(committee: Committee, at: datetime, **rules: int) -> Resolution:
    motion = MotionFactory(committee=committee, rule_changes=rules, status="carried", decided_at=at)
    made: Resolution = ResolutionFactory(committee=committee, motion=motion, carried_at=at)
    return made


def read(as_: As, person: object, committee: Committee) -> str:
    answer = as_(person).get(f"/committees/{committee.public_id}/standing-orders/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_rule_names_the_newest_resolution_that_gave_it_its_value(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    older = changed(committee, now - timedelta(days=9), mover_minutes=7, reply_minutes=3)
    newer = changed(committee, now - timedelta(days=2), mover_minutes=9)
    other = changed(committee, now - timedelta(days=1), speaker_minutes=5)
    committee.rules = {"mover_minutes": 9, "reply_minutes": 3, "speaker_minutes": 6}
    committee.save()
    ResolutionFactory(committee=committee)
    page = read(as_, member, committee)
    assert page.count(f"By resolution {newer}<") == 1
    assert page.count(f"By resolution {older}<") == 1
    assert f"By resolution {other}<" not in page  # its value holds no more


def test_to_others_a_resolution_is_named_only_where_it_is_public(
    committee: Committee, outsider: Membership, as_: As, now: datetime
) -> None:
    one = changed(committee, now - timedelta(days=9), mover_minutes=7)
    committee.rules = {"mover_minutes": 7}
    committee.save()
    for person in (None, outsider):
        page = read(as_, person, committee)
        assert "By resolution" not in page
        assert "Change by a motion" not in page
    one.published_at = now
    one.save()
    assert "By resolution" in read(as_, None, committee)


def test_what_comes_with_the_way_to_begin_says_so(
    committee: Committee, member: Membership, as_: As
) -> None:
    committee.preset = "assembly"
    committee.rules = {"mover_minutes": 4}
    committee.save()
    page = read(as_, member, committee)
    assert page.count("It comes with “Assembly”.") == 4  # of five, one is its own
    assert "Three ways to begin" in page
    assert "Ours" in page


def test_members_change_a_rule_by_a_motion(
    committee: Committee, member: Membership, as_: As
) -> None:
    page = read(as_, member, committee)
    link = f"/committees/{committee.public_id}/motions/put/?rule=mover_minutes"
    assert link in page
    form = as_(member).get(link).content.decode()
    assert '<option value="mover_minutes" selected>' in form
    assert as_(member).get(link.replace("mover_minutes", "nonsense")).status_code == 200


def test_the_page_asks_the_same_number_of_queries(
    committee: Committee, member: Membership, as_: As, now: datetime,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    for number in range(10):
        changed(committee, now - timedelta(days=number), mover_minutes=5 + number)
    browser = as_(member)
    with django_assert_max_num_queries(8):
        browser.get(f"/committees/{committee.public_id}/standing-orders/")
