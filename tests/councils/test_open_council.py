"""A council written down on its page, joined by motions, and ended where nobody joins it."""

from datetime import datetime, timedelta

import pytest

from committees.models import Affiliation, Committee, Membership, Seat
from committees.operations.councils import join_council, leave_council, open_council
from committees.schedule import NEVER_FOUNDED, end_never_founded
from core.decision import Refused
from councils import effects as deciding
from meetings import effects
from meetings.models import Motion
from tests.councils.conftest import As
from tests.factories import (
    AffiliationFactory,
    CommitteeFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.factories_meetings import MotionFactory, ResolutionFactory

pytestmark = pytest.mark.django_db
SENT = {"name": "City Council", "reach": "city", "area": "Berlin", "aims": "Together."}


def opened(coordinator: Membership, now: datetime, name: str = "City Council") -> Committee:
    return open_council(
        name=name, reach="city", area="Berlin", aims="Together.", by=coordinator, at=now
    )


def path(committee: Committee, rest: str = "") -> str:
    return f"/committees/{committee.public_id}/councils/{rest}"


def test_the_form_is_filled_in_and_leads_straight_to_the_motion(
    as_: As, coordinator: Membership, committee: Committee
) -> None:
    browser = as_(coordinator)
    shown = browser.get(path(committee, "open/")).content.decode()
    assert "here we act together" in shown
    sent = browser.post(path(committee, "open/"), SENT)
    council = Committee.objects.get(kind="council")
    assert (council.name, council.prepared_for) == ("City Council", committee)
    assert sent["Location"].startswith(f"/committees/{committee.public_id}/motions/put/?effect=")
    motion = browser.get(sent["Location"]).content.decode()
    assert "To join the council “City Council” and to send our delegates there." in motion
    assert "If it is carried, the committee belongs to the council “City Council”" in motion


def test_a_faulty_form_comes_back_with_what_was_entered(
    as_: As, coordinator: Membership, committee: Committee, now: datetime
) -> None:
    opened(coordinator, now, name="Taken")
    answer = as_(coordinator).post(path(committee, "open/"), SENT | {"area": "", "name": "taken"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Say which city, region or country." in text
    assert "There is a council of this name." in text
    assert "Together." in text


def test_several_countries_need_no_name_of_their_own(
    as_: As, coordinator: Membership, committee: Committee
) -> None:
    sent = SENT | {"reach": "international", "area": ""}
    assert as_(coordinator).post(path(committee, "open/"), sent).status_code == 302


def test_only_a_coordinator_writes_one_down_and_members_are_told_so(
    as_: As, member: Membership, committee: Committee
) -> None:
    assert "Only a coordinator" in as_(member).get(path(committee, "open/")).content.decode()
    assert as_(member).post(path(committee, "open/"), SENT).status_code == 403
    assert not Committee.objects.filter(kind="council").exists()


def test_three_that_wait_are_enough_whether_a_meeting_decided_on_them_or_not(
    coordinator: Membership, now: datetime
) -> None:
    for number in range(3):
        opened(coordinator, now, name=f"Council {number}")
    with pytest.raises(Refused, match="Three councils wait"):
        opened(coordinator, now, name="One more")


def test_the_page_leads_from_what_is_written_down_to_the_motion(
    as_: As, coordinator: Membership, committee: Committee, now: datetime
) -> None:
    council = opened(coordinator, now)
    shown = as_(coordinator).get(path(committee)).content.decode()
    assert "Written down: City Council" in shown
    assert "?effect=" in shown
    motion = MotionFactory(committee=committee, status="seconded", effect=deciding.joining(council))
    shown = as_(coordinator).get(path(committee)).content.decode()
    assert f"/motions/{motion.public_id}/" in shown


def test_after_the_resolution_it_leads_to_sending_it_and_offers_to_leave(
    as_: As, coordinator: Membership, committee: Committee, now: datetime
) -> None:
    council = opened(coordinator, now)
    resolution = ResolutionFactory(committee=committee)
    affiliation = join_council(council, committee, decision=resolution.public_id, at=now)
    shown = as_(coordinator).get(path(committee)).content.decode()
    assert "Written down" not in shown
    assert f"/resolutions/{resolution.public_id}/send/" in shown
    assert "If none has joined in 90 days, it ends." in shown
    assert "We send 1 delegate." in shown
    assert "1 seat is free" in shown
    assert "Put a motion to leave" in shown
    leave_council(affiliation, at=now)
    shown = as_(coordinator).get(path(committee)).content.decode()
    assert "The committee belongs to no council." in shown


def test_the_page_names_those_who_sit_there_for_the_committee_and_nobody_else(
    as_: As, member: Membership, committee: Committee, council: Committee, dara: Membership,
    dodo: Membership,
) -> None:  # fmt: skip
    shown = as_(member).get(path(committee)).content.decode()
    assert "Dara" in shown
    assert "Dodo" not in shown


def test_councils_are_found_by_name_and_by_place_and_say_why_they_cannot_be_joined(
    as_: As, member: Membership, committee: Committee, council: Committee
) -> None:
    CouncilFactory(name="Rhine Council", area="Köln")
    browser = as_(member)
    shown = browser.get(path(committee, "find/"), {"q": "köln"}).content.decode()
    assert "Rhine Council" in shown
    assert "City Council" not in shown
    assert "?effect=" in shown
    shown = browser.get(path(committee, "find/"), {"q": "city"}).content.decode()
    assert "The committee belongs to this council already." in shown
    shown = browser.get(path(committee, "find/"), {"q": "nowhere"}).content.decode()
    assert "No council is found" in shown


def test_a_motion_that_came_with_a_forged_effect_is_one_of_words_alone(
    as_: As, member: Membership, committee: Committee
) -> None:
    page = f"/committees/{committee.public_id}/motions/put/"
    assert as_(member).get(page, {"effect": "forged"}).status_code == 200
    sent = as_(member).post(page, {"resolves": "To write.", "effect": "forged"})
    assert sent.status_code == 302
    assert Motion.objects.get().effect == {}


def test_a_council_that_no_second_committee_joins_in_ninety_days_ends(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    lonely, late = opened(coordinator, now), opened(coordinator, now, name="Late Council")
    MandateFactory(membership=MembershipFactory(committee=committee), office="delegate")
    join_council(lonely, committee, decision="resolution22", at=now)
    join_council(late, committee, decision="resolution23", at=now + timedelta(days=80))
    end_never_founded(now + NEVER_FOUNDED)
    lonely.refresh_from_db()
    late.refresh_from_db()
    assert (lonely.status, late.status) == ("dissolved", "forming")
    assert not Affiliation.objects.joined().filter(council=lonely).exists()
    assert not Seat.objects.taken().filter(affiliation__council=lonely).exists()
    end_never_founded(now + NEVER_FOUNDED + timedelta(days=81))
    late.refresh_from_db()
    assert late.status == "dissolved"


def test_the_vote_to_join_can_be_set_aside_and_taken_again_without_ending_the_council(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    council = opened(coordinator, now)
    motion = MotionFactory(committee=committee, effect=deciding.joining(council))
    resolution = ResolutionFactory(committee=committee, motion=motion)
    done = effects.carry(motion, resolution, now)
    effects.undo(motion, resolution, done, now)
    council.refresh_from_db()
    assert council.status == "forming"
    effects.carry(motion, resolution, now)
    assert Affiliation.objects.joined().filter(council=council, committee=committee).exists()


def test_taking_back_the_joining_of_the_last_committee_ends_a_founded_council(
    committee: Committee, now: datetime
) -> None:
    council = CouncilFactory()
    motion = MotionFactory(committee=committee, effect=deciding.joining(council))
    resolution = ResolutionFactory(committee=committee, motion=motion)
    done = effects.carry(motion, resolution, now)
    effects.undo(motion, resolution, done, now)
    council.refresh_from_db()
    assert council.status == "dissolved"


def test_a_council_that_ended_with_the_leaving_is_not_called_back_and_it_says_so(
    committee: Committee, second: Committee, now: datetime
) -> None:
    council = CouncilFactory()
    for one in (committee, second):
        AffiliationFactory(council=council, committee=one)
    motion = MotionFactory(committee=committee, effect=deciding.leaving(council))
    resolution = ResolutionFactory(committee=committee, motion=motion)
    done = effects.carry(motion, resolution, now)
    effects.undo(motion, resolution, done, now)
    assert Affiliation.objects.joined().filter(council=council).count() == 2
    leave_council(Affiliation.objects.joined().get(council=council, committee=second), at=now)
    done = effects.carry(motion, resolution, now)
    with pytest.raises(Refused, match="Found a new one instead"):
        effects.undo(motion, resolution, done, now)


def test_a_committee_that_is_not_founded_has_nothing_to_found_a_council_with(
    as_: As, now: datetime
) -> None:
    forming = CommitteeFactory()
    founder = MembershipFactory(committee=forming)
    MandateFactory(membership=founder)
    shown = as_(founder).get(path(forming)).content.decode()
    assert "Only a committee that is founded can found a council." in shown
