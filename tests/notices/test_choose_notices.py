"""Which mail one gets, on one page and from a mail's link."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from notices.models import DigestChoice
from tests.factories_notices import RefusalFactory, refused

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("two_committees")
def test_the_mails_link_opens_the_choices_of_its_own_committee_alone(
    strict: Client, user: User, link: str
) -> None:
    RefusalFactory(user=user, scope="xyz")
    page = strict.get(link + "choices/").content.decode()
    assert "Plain Committee" in page
    assert "Discreet Committee" not in page
    answer = strict.post(link + "choices/", {"from-abc": ["elections"], "from-xyz": ["meetings"]})
    assert answer.status_code == 302
    others = {(name, "abc") for name in ("meetings", "announcements")}
    assert refused() == others | {("meetings", "xyz")}


@pytest.mark.usefixtures("two_committees")
def test_everything_is_chosen_on_one_page(
    as_: Callable[[Any], Client], user: User, django_assert_max_num_queries: Any
) -> None:
    browser = as_(user)
    with django_assert_max_num_queries(8):
        page = browser.get("/notices/preferences/").content.decode()
    assert (
        page.index("Discreet Committee") < page.index("Plain Committee") < page.index("site itself")
    )
    every = ["elections", "meetings", "announcements", "digest"]
    sent = {"from-abc": every, "from-xyz": every, "from-all": every[1:]}
    assert browser.post("/notices/preferences/", sent).status_code == 302
    assert refused() == {("elections", "")}
    digests = set(DigestChoice.objects.values_list("user", "scope"))
    assert digests == {(user.pk, "abc"), (user.pk, "xyz"), (user.pk, "")}
    page = browser.get("/notices/preferences/").content.decode()
    assert page.count('value="digest" checked') + page.count("checked") > 3
    browser.post("/notices/preferences/", {"from-abc": every[:3]})
    assert not DigestChoice.objects.exists()


@pytest.mark.usefixtures("two_committees")
def test_a_committees_choices_say_what_is_stopped_everywhere(
    strict: Client, as_: Callable[[Any], Client], user: User, link: str
) -> None:
    assert "stopped these from all" not in strict.get(link + "choices/").content.decode()
    RefusalFactory(user=user, scope="")
    page = strict.get(link + "choices/").content.decode()
    assert "You have stopped these from all your committees: Meetings." in page
    page = as_(user).get("/notices/preferences/").content.decode()
    assert "You have stopped these from all" not in page
    assert page.count("What is not ticked here comes from nowhere") == 1


@pytest.mark.usefixtures("two_committees")
def test_an_unknown_category_is_answered_on_the_page(
    as_: Callable[[Any], Client], user: User
) -> None:
    answer = as_(user).post("/notices/preferences/", {"from-abc": ["security"]})
    assert answer.status_code == 422
    assert "There is no such kind of mail." in answer.content.decode()
    assert refused() == set()


def test_a_visitor_is_asked_to_sign_in_for_all_choices(strict: Client) -> None:
    assert strict.get("/notices/preferences/").status_code == 302


def test_a_members_committees_are_choices(
    as_: Callable[[Any], Client], member: Any, committee: Any, outsider: Any
) -> None:
    page = as_(member).get("/notices/preferences/").content.decode()
    assert committee.name in page
    assert outsider.committee.name not in page
