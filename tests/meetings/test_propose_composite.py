"""Composites: several motions for the same meeting, one text."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.deadlines import motions_until
from meetings.models import Meeting, Motion
from meetings.operations.composites import propose_composite
from meetings.operations.motions import Draft
from tests.factories import MembershipFactory
from tests.factories_meetings import ResolutionFactory
from tests.meetings.motions import called, put, seconded, titles

As = Callable[[object], Client]
BOTH = Draft("To ask, and to write.", title="Both")


@pytest.fixture
def motions(
    meeting: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> list[Motion]:
    return [
        seconded(meeting.committee, by, now, meeting=meeting, title=title, resolves=f"To {title}.")
        for by, title in ((member, "ask"), (coordinator, "write"))
    ]


def test_until_all_accept_nothing_changes(
    motions: list[Motion], meeting: Meeting, member: Membership, now: datetime
) -> None:
    composite = propose_composite(meeting.committee, motions, BOTH, by=member, at=now)
    assert (composite.status, composite.meeting, composite.proposer) == (
        "submitted",
        meeting,
        member,
    )
    accepted = {one.motion.title: one.accepted_at for one in composite.parts.all()}
    assert accepted == {"ask": now, "write": None}
    assert titles(meeting) == ["ask", "write"]


def test_who_proposed_all_of_them_merges_at_once(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    parts = [seconded(meeting.committee, member, now, meeting=meeting) for _one in range(2)]
    composite = propose_composite(meeting.committee, parts, BOTH, by=member, at=now)
    composite.refresh_from_db()
    assert (composite.status, titles(meeting)) == ("on_agenda", ["Both"])


def test_rules_and_what_is_rescinded_go_with_it(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    committee = meeting.committee
    resolution = ResolutionFactory(committee=committee)
    parts = [
        seconded(committee, member, now, meeting=meeting, rule_changes={"motions_days": 5}),
        seconded(committee, member, now, meeting=meeting, rescinds=resolution),
        seconded(committee, member, now, meeting=meeting, about_person=True),
    ]
    composite = propose_composite(committee, parts, BOTH, by=member, at=now)
    assert (composite.about_person, composite.make_public) == (True, False)
    assert composite.rule_changes == {"motions_days": 5}
    assert (composite.rescinds, composite.threshold) == (resolution, "two_thirds")


def test_what_contradicts_itself_is_voted_on_apart(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    committee = meeting.committee

    def merged(*said: dict[str, object]) -> None:
        parts = [seconded(committee, member, now, meeting=meeting, **one) for one in said]
        propose_composite(committee, parts, BOTH, by=member, at=now)

    with pytest.raises(Refused, match="same rule to different values"):
        merged({"rule_changes": {"motions_days": 5}}, {"rule_changes": {"motions_days": 6}})
    resolutions = [ResolutionFactory(committee=committee) for _one in range(2)]
    with pytest.raises(Refused, match="different resolutions"):
        merged(*({"rescinds": one} for one in resolutions))


def test_one_motion_or_another_committees_is_no_composite(
    motions: list[Motion], committee: Committee, member: Membership, now: datetime
) -> None:
    outside = MembershipFactory()
    theirs = [seconded(outside.committee, outside, now) for _one in range(2)]
    for chosen in (motions[:1], [], theirs):
        with pytest.raises(Refused, match="at least two motions"):
            propose_composite(committee, chosen, BOTH, by=member, at=now)


def test_only_for_the_same_meeting(
    motions: list[Motion], meeting: Meeting, member: Membership, now: datetime
) -> None:
    later = called(meeting.committee, now + timedelta(days=40))
    other = seconded(meeting.committee, member, now, meeting=later)
    with pytest.raises(Refused, match="for the same meeting"):
        propose_composite(meeting.committee, [motions[0], other], BOTH, by=member, at=now)


def test_a_late_or_unseconded_one_cannot_slip_in(
    motions: list[Motion], meeting: Meeting, member: Membership, now: datetime
) -> None:
    late = motions_until(meeting) + timedelta(minutes=1)
    waiting = put(meeting.committee, member, now, meeting=meeting)
    too_late = seconded(meeting.committee, member, late, meeting=meeting)
    for one in (waiting, too_late):
        with pytest.raises(Refused, match="seconded in time"):
            propose_composite(meeting.committee, [motions[0], one], BOTH, by=member, at=late)


def test_strangers_and_dissolved_committees_merge_nothing(
    motions: list[Motion], meeting: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        propose_composite(meeting.committee, motions, BOTH, by=outsider, at=now)
    meeting.committee.status = "dissolved"
    with pytest.raises(Refused, match="dissolved"):
        propose_composite(meeting.committee, motions, BOTH, by=member, at=now)


def test_without_a_meeting_the_composite_waits_for_the_next(
    committee: Committee, member: Membership, now: datetime
) -> None:
    parts = [seconded(committee, member, now) for _one in range(2)]
    composite = propose_composite(committee, parts, BOTH, by=member, at=now)
    composite.refresh_from_db()
    assert (composite.status, composite.meeting) == ("seconded", None)


def address(committee: Committee) -> str:
    return reverse("propose-composite", args=[committee.public_id])


def test_one_chooses_then_writes(
    motions: list[Motion], meeting: Meeting, member: Membership, as_: As
) -> None:
    browser = as_(member)
    assert "ask" in browser.get(address(meeting.committee)).content.decode()
    chosen = [one.public_id for one in motions]
    page = browser.get(address(meeting.committee), {"motion": chosen, "chosen": "1"})
    form = page.context["form"]
    assert form["resolves"].value() == "To ask.\nTo write."
    given = {one.name: one.value() or "" for one in form} | {"motion": chosen}
    assert browser.post(address(meeting.committee), given | {"title": ""}).status_code == 422
    answer = browser.post(address(meeting.committee), given | {"title": "Both"})
    composite = Motion.objects.get(title="Both")
    assert answer["Location"] == reverse("motion", args=[composite.public_id])


def test_choosing_one_gets_a_sentence(
    motions: list[Motion], meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    browser = as_(member)
    one = {"motion": motions[0].public_id, "chosen": "1"}
    answer = browser.get(address(meeting.committee), one)
    assert (answer.status_code, "Choose at least two" in answer.content.decode()) == (422, True)
    later = called(meeting.committee, now + timedelta(days=40))
    other = seconded(meeting.committee, member, now, meeting=later)
    two = {"motion": [motions[0].public_id, other.public_id]}
    answer = browser.get(address(meeting.committee), two)
    assert "for the same meeting" in answer.content.decode()


def test_what_the_operation_refuses_stands_above_the_form(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    parts = [
        seconded(meeting.committee, member, now, meeting=meeting, rule_changes={"motions_days": n})
        for n in (5, 6)
    ]
    given = {"motion": [one.public_id for one in parts], "title": "Both", "resolves": "To do both."}
    answer = as_(member).post(address(meeting.committee), given)
    assert answer.status_code == 422
    assert "same rule to different values" in answer.content.decode()
