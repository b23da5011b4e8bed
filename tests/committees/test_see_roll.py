"""The roll: chosen names for membership secretaries; a look leaves a trace."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client

from committees.models import Committee, Membership
from committees.queries.members import roll_looks
from core.models import Event
from tests import factories

As = Callable[[object], Client]


def fresh(browser: Client) -> Client:
    """The same browser, in which somebody has just signed in."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return browser


def test_a_secretary_who_signed_in_long_ago_proves_it_first(secretary: Membership, as_: As) -> None:
    answer = as_(secretary).get(f"/committees/{secretary.committee.public_id}/roll/")
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not Event.objects.filter(name="committees.roll_seen").exists()


def test_a_membership_secretary_sees_chosen_names_and_no_address(
    secretary: Membership,
    member: Membership,
    committee: Committee,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    factories.MembershipFactory.create_batch(30, committee=committee)
    browser = fresh(as_(secretary))
    with django_assert_max_num_queries(12):
        page = browser.get(f"/committees/{committee.public_id}/roll/").content.decode()
    assert "Marek" in page
    assert "mail.example" not in page


def test_nobody_else_sees_it(coordinator: Membership, member: Membership, as_: As) -> None:
    for person in (coordinator, member):
        page = as_(person).get(f"/committees/{member.committee.public_id}/roll/")
        assert page.status_code == 403
        assert "Only membership secretaries" in page.content.decode()
    assert not Event.objects.filter(name="committees.roll_seen").exists()


def test_members_read_how_often_it_was_looked_at(
    secretary: Membership, member: Membership, committee: Committee, as_: As, now: datetime
) -> None:
    for _twice in range(2):
        fresh(as_(secretary)).get(f"/committees/{committee.public_id}/roll/")
    page = as_(member).get(f"/committees/{committee.public_id}/offices/").content.decode()
    assert "looked at the roll 2 times" in page
    assert roll_looks(committee, Event.objects.latest("at").at + timedelta(days=31)) == 0


def test_a_long_roll_has_pages(secretary: Membership, committee: Committee, as_: As) -> None:
    factories.MembershipFactory.create_batch(150, committee=committee)
    page = fresh(as_(secretary)).get(f"/committees/{committee.public_id}/roll/?page=2")
    assert len(page.context["roll"]) == 51
