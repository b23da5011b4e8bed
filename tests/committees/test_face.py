"""What anybody may know of a committee, and nothing finer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.queries.faces import coarse, place
from committees.queries.offices import nags, offices
from committees.queries.standing_orders import RuleLine, delegate_bands
from committees.standing_orders import delegates_for
from tests import factories
from tests.factories_meetings import MeetingFactory

As = Callable[[object], Client]


@pytest.mark.parametrize(
    ("members", "said"),
    [(0, "fewer than 10"), (9, "fewer than 10"), (10, "10+"), (49, "10+"), (50, "50+"),
     (199, "100+"), (4999, "2000+"), (20_000, "5000+")],
)  # fmt: skip
def test_a_public_count_is_coarse(members: int, said: str) -> None:
    assert coarse(members) == said


def test_the_public_page_names_nobody(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    page = as_(None).get(f"/committees/{committee.public_id}/").content.decode()
    assert committee.campus.name in page
    assert "fewer than 10" in page
    assert "Ana" not in page
    assert "Marek" not in page


def test_aims_are_sanitised(committee: Committee, as_: As) -> None:
    committee.aims = "**We** <script>alert(1)</script> [x](javascript:alert(1))"
    committee.save()
    page = as_(None).get(f"/committees/{committee.public_id}/").content.decode()
    assert "<strong>We</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_standing_orders_are_public_and_show_own_rules(committee: Committee, as_: As) -> None:
    committee.rules = {"notice_general_days": 10}
    committee.save()
    page = as_(None).get(f"/committees/{committee.public_id}/standing-orders/").content.decode()
    assert "A general meeting is called at least 10 days before it begins." in page
    assert "2 days – 28 days" in page
    assert page.count("Own rule") == 1


def test_what_is_missing_is_said_to_all_and_sharing_to_who_can_share(
    committee: Committee, coordinator: Membership, secretary: Membership, member: Membership
) -> None:
    assert nags(committee, coordinator) == []
    Mandate.objects.filter(membership=secretary).update(
        status="ended", ended_at=factories.NOW, ended_by="resigned"
    )
    assert [len(nags(committee, one)) for one in (coordinator, member)] == [2, 1]
    Mandate.objects.filter(membership=coordinator).update(
        status="ended", ended_at=factories.NOW, ended_by="resigned"
    )
    assert len(nags(committee, coordinator)) == 2


def test_a_founder_who_is_alone_is_not_asked_to_share(db: None) -> None:
    forming = factories.CommitteeFactory()
    founder = factories.officer(forming, "coordinator", "Ana")
    assert not any("Share them" in one for one in nags(forming, founder))
    factories.MembershipFactory(committee=forming)
    assert any("Share them" in one for one in nags(forming, founder))


def test_the_way_to_the_founding_carries_the_button_of_its_present_step(as_: As) -> None:
    forming = factories.CommitteeFactory()
    founder = factories.officer(forming, "coordinator", "Ana")

    def step() -> str:
        page = as_(founder).get(f"/committees/{forming.public_id}/").content.decode()
        assert "Nothing needs you now" not in page
        card = page.split("The way to the founding")[1]
        return str(card.split("</section>")[0])

    assert "Admit 2 more members" in step()
    assert f"/committees/{forming.public_id}/invite/" in step()
    _second, third = factories.MembershipFactory.create_batch(2, committee=forming)
    assert "There are three members or more" in step()
    assert f"/committees/{forming.public_id}/meetings/call/" in step()
    assert (
        "meetings/call/" not in as_(third).get(f"/committees/{forming.public_id}/").content.decode()
    )
    meeting = MeetingFactory(committee=forming, kind="founding")
    assert f"/meetings/{meeting.public_id}/" in step()


def test_a_place_without_city_or_with_an_unknown_country_is_still_said(db: None) -> None:
    campus = factories.CampusFactory.build(city="", country="GB")
    assert place(campus) == "Britain (UK)"
    campus.country, campus.city = "ZZ", "Nowhere"
    assert place(campus) == "Nowhere, ZZ"


def test_a_former_holder_is_not_listed(committee: Committee, coordinator: Membership) -> None:
    held = {one.office: one for one in offices(committee)}
    assert [one.name for one in held["coordinator"].holders] == ["Ana"]
    assert held["membership_secretary"].holders == ()
    assert "delegate" not in held


def test_a_visitor_has_no_membership(committee: Committee, as_: As) -> None:
    answer = as_(None).get(f"/committees/{committee.public_id}/offices/")
    assert answer.status_code == 302


def test_the_number_of_a_rule_stands_apart_and_is_whole_where_a_language_has_none() -> None:
    line = RuleLine("key", "Name", "7 days", "A sentence.", "", "", is_own=False)
    assert (line.number, line.unit) == ("7", "days")
    dual = RuleLine("key", "Name", "يومان", "A sentence.", "", "", is_own=False)
    assert (dual.number, dual.unit) == ("يومان", "")


def test_the_rules_begin_with_a_few_and_say_what_words_mean(committee: Committee, as_: As) -> None:
    committee.rules = {"voting_hours": 48}
    committee.save()
    address = f"/committees/{committee.public_id}/standing-orders/"
    page = as_(None).get(address).content.decode()
    assert "<dt>Voting</dt><dd>48 hours</dd>" in page
    assert "A quorum is how many members must be there" in page
    assert "Elsewhere it is 72 hours." in page


def test_the_table_of_delegates_is_the_rule_that_counts_them() -> None:
    for sizes, delegates in delegate_bands():
        low, high = (int(one) for one in sizes.split(" – "))
        assert delegates_for(low) == delegates_for(high) == delegates
    assert delegate_bands()[-1] == ("201 – 400", 5)


def test_an_elected_officer_is_shown_with_the_election_and_the_end(
    committee: Committee, member: Membership, coordinator: Membership, as_: As
) -> None:
    ends = factories.NOW + timedelta(days=180)
    Mandate.objects.create(
        committee=committee,
        membership=member,
        office="delegate",
        source="election",
        decision="abcdefghjkmn",
        given_at=factories.NOW,
        ends_at=ends,
    )
    page = as_(member).get(f"/committees/{committee.public_id}/offices/").content.decode()
    assert 'href="/elections/abcdefghjkmn/"' in page
    assert f"until {ends:%-d %b %Y}" in page
    assert page.count("Lay it down") == 1
    assert "Provisional, from the founding" in page
