"""A workers' committee: opened by anybody, with the rights and rules of one on a campus."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import Committee, Office
from committees.operations.committees import found_committee, open_workplace_committee
from committees.operations.councils import join_council
from core.decision import Refused
from meetings.poster import poster
from tests.factories import CommitteeFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
OPENING = {
    "area": "General Hospital, Springfield",
    "country": "DE",
    "chosen_name": "Zia",
    "name": "Hospital Committee",
    "aims": "To meet.",
    "preset": "simple",
    "discretion": "discreet",
}
PATH = "/workplaces/open/"


def opened(now: datetime, **changed: str) -> Committee:
    given = {"territory": "DE", "timezone": "Europe/Berlin", "aims": "To meet."}
    given |= {"name": "Hospital Committee", "chosen_name": "Zia"} | changed
    user = UserFactory()
    return open_workplace_committee("General Hospital", **given, by=user, at=now)


def test_the_link_of_a_workplace_fills_in_where_and_the_form_opens_it(as_: As) -> None:
    user = UserFactory()
    page = as_(user).get(PATH, {"area": "General Hospital", "country": "DE"})
    assert page.context["form"]["area"].value() == "General Hospital"
    assert "We are the people who work at General Hospital" in page.content.decode()
    answer = as_(user).post(PATH, OPENING)
    made = Committee.objects.get()
    assert answer["Location"] == f"/committees/{made.public_id}/"
    assert (made.kind, made.stands_at, made.country) == ("workplace", OPENING["area"], "DE")
    assert (str(made.timezone), made.discretion) == ("Europe/Berlin", "discreet")
    assert made.mandates.live().count() == 3
    assert as_(user).get(answer["Location"]).status_code == 200


def test_where_a_country_has_several_zones_one_is_chosen(as_: As) -> None:
    user = UserFactory()
    for country, words in (("US", b"several time zones"), ("", b"Country")):
        answer = as_(user).post(PATH, OPENING | {"country": country})
        assert answer.status_code == 422
        assert words in answer.content
    as_(user).post(PATH, OPENING | {"country": "US", "timezone": "America/Chicago"})
    assert str(Committee.objects.get().timezone) == "America/Chicago"


def test_it_is_founded_by_three_as_any_committee(now: datetime) -> None:
    committee = opened(now)
    for _number in range(2):
        MembershipFactory(committee=committee)
    founder = committee.memberships.order_by("pk").first()
    assert founder.holds(Office.COORDINATOR)
    found_committee(committee, present=3, by=founder, at=now)
    committee.refresh_from_db()
    assert committee.status == "founded"
    council = CouncilFactory(status="forming", founded_at=None)
    join_council(council, committee, decision=committee.public_id, at=now)
    assert council.affiliations.get().committee == committee


def test_two_of_one_name_do_not_stand_at_one_place_unless_one_is_hidden(now: datetime) -> None:
    first = opened(now)
    with pytest.raises(Refused, match="of this name here"):
        opened(now, name="hospital committee")
    Committee.objects.filter(pk=first.pk).update(shows=[])
    opened(now)


def test_faces_invitations_and_posters_speak_of_work(as_: As, now: datetime) -> None:
    committee = opened(now, discretion="plain")
    html = as_(None).get(f"/committees/{committee.public_id}/").content.decode()
    assert "People who work at" in html
    assert "Do you work here? Join." in html
    assert "Students" not in html.split("<main")[1].split("</main")[0]
    shown = poster(MeetingFactory(committee=committee), language="en", with_place=False)
    assert "members at one workplace" in shown.about
    assert shown.paper == "a4"


def test_it_is_found_by_searching_and_beside_the_campuses(as_: As, now: datetime) -> None:
    opened(now)
    assert b"Hospital Committee" in as_(None).get("/campuses/", {"q": "general hosp"}).content
    Committee.objects.update(shows=[])
    assert b"Hospital Committee" not in as_(None).get("/campuses/", {"q": "general hosp"}).content


@pytest.mark.parametrize(
    "wrong", [{"area": ""}, {"kind": "campus", "campus": None}, {"reach": "city"}]
)
def test_a_committee_stands_somewhere(wrong: dict[str, object]) -> None:
    fields = {"kind": "workplace", "campus": None, "area": "Depot", "territory": "US"}
    CommitteeFactory(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeFactory(**(fields | wrong))
    assert not mail.outbox
