"""Who reads a report: whoever made it, and those chosen; no coordinator at large, no operator."""

from datetime import datetime

import pytest

from accounts.models import User
from committees.models import Committee, Membership
from outreach.models import Reprisal
from outreach.queries.defence import readers_of
from outreach.roles import reads
from tests.factories import MembershipFactory, UserFactory, officer
from tests.factories_actions import (
    DefenceStepFactory,
    DefenderFactory,
    EvidenceFactory,
    ReprisalFactory,
)
from tests.factories_meetings import ResolutionFactory
from tests.outreach.plans import As


@pytest.fixture
def operator(now: datetime) -> User:
    made: User = UserFactory(operator_since=now)
    return made


@pytest.fixture
def chosen(committee: Committee) -> list[Membership]:
    return [DefenderFactory(membership__committee=committee).membership for _one in range(2)]


def _status(as_: As, who: object, made: Reprisal) -> int:
    return as_(who).get(f"/reprisals/{made.public_id}/").status_code


def test_the_page_says_who_reads_as_it_is(
    committee: Committee, member: Membership, as_: As
) -> None:
    path = f"/committees/{committee.public_id}/defence/"
    before = as_(member).get(path).content.decode()
    assert "Until two are chosen the coordinators read what is reported" in before
    assert "no coordinator at large" not in before
    for _one in range(2):
        DefenderFactory(membership__committee=committee)
    after = as_(member).get(path).content.decode()
    assert "no coordinator at large" in after
    assert "Until two are chosen" not in after


def test_once_two_are_chosen_no_coordinator_reads_anything(
    member: Membership, coordinator: Membership, secretary: Membership, outsider: Membership,
    operator: User, chosen: list[Membership], as_: As,
) -> None:  # fmt: skip
    for to in ("coordinators", "defenders"):
        made = ReprisalFactory(reporter=member, to=to)
        for one in (member, *chosen):
            assert _status(as_, one, made) == 200
        for one in (coordinator, secretary, outsider, operator):
            assert _status(as_, one, made) == 404
        assert _status(as_, None, made) == 302
        assert not reads(coordinator, made)
        assert {one.pk for one in readers_of(made)} == {one.pk for one in chosen}


def test_until_then_the_coordinators_read_what_was_reported_to_them(
    committee: Committee, member: Membership, coordinator: Membership, secretary: Membership,
    operator: User, as_: As,
) -> None:  # fmt: skip
    made = ReprisalFactory(reporter=member)
    assert _status(as_, coordinator, made) == 200
    assert _status(as_, secretary, made) == 404
    assert _status(as_, operator, made) == 404
    assert reads(coordinator, made)
    assert not reads(member, made)
    assert readers_of(made) == [coordinator]


def test_what_was_reported_to_those_chosen_never_falls_back_to_the_coordinators(
    member: Membership, coordinator: Membership, chosen: list[Membership], as_: As, now: datetime
) -> None:
    made = ReprisalFactory(reporter=member, to="defenders")
    chosen[0].status, chosen[0].ended_at = "left", now
    chosen[0].save()
    assert _status(as_, coordinator, made) == 404
    assert not reads(coordinator, made)
    assert _status(as_, chosen[1], made) == 200
    assert readers_of(made) == [chosen[1]]
    chosen[1].status, chosen[1].ended_at = "left", now
    chosen[1].save()
    page = as_(member).get(f"/reprisals/{made.public_id}/").content.decode()
    assert "Nobody is chosen for defence now" in page


def test_a_photo_is_seen_by_the_same_people_and_kept_by_no_browser(
    member: Membership, coordinator: Membership, chosen: list[Membership], as_: As
) -> None:
    made = EvidenceFactory(reprisal=ReprisalFactory(reporter=member))
    address = f"/evidence/{made.public_id}/photo.jpg"
    for one in (member, chosen[0]):
        answer = as_(one).get(address)
        assert answer.content == made.sealed
        assert answer["Content-Type"] == "image/jpeg"
        assert "no-store" in answer["Cache-Control"]
    assert as_(coordinator).get(address).status_code == 404


def test_on_its_day_nobody_reads_it_even_before_the_sweep(
    member: Membership, now: datetime, as_: As
) -> None:
    made = EvidenceFactory(reprisal=ReprisalFactory(reporter=member, delete_at=now))
    assert _status(as_, member, made.reprisal) == 404
    assert as_(member).get(f"/evidence/{made.public_id}/photo.jpg").status_code == 404


def test_the_room_shows_each_only_what_is_theirs(
    committee: Committee, member: Membership, coordinator: Membership, chosen: list[Membership],
    secretary: Membership, as_: As,
) -> None:  # fmt: skip
    made = ReprisalFactory(reporter=member, to="defenders")
    room, link = f"/committees/{committee.public_id}/defence/", f"/reprisals/{made.public_id}/"
    for one in (member, chosen[0]):
        assert link in as_(one).get(room).content.decode()
    for one in (coordinator, secretary):
        page = as_(one).get(room).content.decode()
        assert link not in page
        assert "Reported to you" not in page
        assert chosen[0].chosen_name in page  # who holds an office is named
        assert "Marek" not in page


def test_the_page_shows_steps_and_how_many_committees_stand_by(
    committee: Committee, member: Membership, chosen: list[Membership], as_: As, now: datetime
) -> None:
    decided = ResolutionFactory(committee=committee)
    for _number in range(3):
        ResolutionFactory(origin=decided)
    ResolutionFactory(origin=decided, status="rescinded", rescinded_at=now)
    made = ReprisalFactory(reporter=member)
    DefenceStepFactory(reprisal=made, resolution=decided, kind="resolution")
    DefenceStepFactory(reprisal=made, text="Qlate", due_on=now.date().replace(day=1))
    page = as_(member).get(f"/reprisals/{made.public_id}/").content.decode()
    assert "3 other committees have adopted it" in page
    assert "Overdue" in page
    assert "2 people can read this" in page
    assert "Note a step" not in page
    decided.published_at = now
    decided.save()
    shown = as_(None).get(f"/resolutions/{decided.public_id}/").content.decode()
    assert "3 other committees have adopted this resolution as their own." in shown


def test_a_coordinator_who_reports_reads_their_own(
    committee: Committee, chosen: list[Membership], as_: As
) -> None:
    other = officer(committee, "coordinator", "Cora")
    made = ReprisalFactory(reporter=other, to="defenders")
    assert _status(as_, other, made) == 200
    assert _status(as_, MembershipFactory(committee=committee), made) == 404
