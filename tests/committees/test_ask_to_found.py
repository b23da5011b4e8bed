"""Where the host looks first: one asks, the host answers, and one opens the committee oneself."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from committees import permissions
from committees.models import Committee, FoundingRequest
from committees.operations.committees import open_committee
from committees.operations.founding_requests import ask_to_found
from core.decision import Refused
from tests.committees.hosting import HOSTING, OPENING, As
from tests.factories import CampusFactory, UserFactory
from tests.factories_hosting import FoundingRequestFactory, HostChoicesFactory, HostFactory

pytestmark = pytest.mark.django_db
PATH = "/founding/ask/"
SAID = {"proposed_name": "Hill Committee", "plan": "To meet, and to decide."}


@pytest.fixture(autouse=True)
def _reviewed(db: None) -> None:
    HostChoicesFactory(founding="review")


def test_the_whole_way_from_the_campus_to_the_committee(as_: As) -> None:
    campus, user, host = CampusFactory(), UserFactory(), HostFactory()
    opening = f"/campuses/{campus.public_id}/open/"
    asking = f"{PATH}?campus={campus.public_id}"
    refused = as_(user).get(opening)
    assert b"the host looks at a new committee first" in refused.content
    assert f'href="{asking}"'.encode() in refused.content
    assert as_(user).post(opening, OPENING).status_code == 403
    sent = as_(user).post(asking, SAID, follow=True)
    assert b"waits for the host" in sent.content
    asked = FoundingRequest.objects.get()
    desk = as_(host).get(HOSTING).content.decode()
    assert "Hill Committee" in desk
    assert user.email not in desk
    as_(host).post(f"{HOSTING}requests/{asked.public_id}/accept/")
    assert b"Open the committee within 30 days" in as_(user).get(asking).content
    assert as_(user).post(opening, OPENING).status_code == 302
    assert not FoundingRequest.objects.exists()
    assert Committee.objects.of(user).exists()
    assert not Committee.objects.of(host).exists()


def test_at_a_workplace_the_place_is_asked_for_too(as_: As) -> None:
    user = UserFactory()
    assert f'href="{PATH}"'.encode() in as_(user).get("/workplaces/open/").content
    answer = as_(user).post(PATH, SAID | {"area": "", "territory": "XX"})
    assert answer.status_code == 422
    assert answer.context["form"]["plan"].value() == SAID["plan"]
    sent = as_(user).post(PATH, SAID | {"area": "Depot, Hill", "territory": "DE"})
    assert sent["Location"] == f"{PATH}?area=Depot%2C+Hill&country=DE"
    FoundingRequest.objects.update(status="accepted", decided_at="2026-03-04T12:00Z")
    page = as_(user).get(sent["Location"])
    opens_at = page.context["opens_at"]
    assert as_(user).get(opens_at).context["form"]["area"].value() == "Depot, Hill"
    opened = {k: v for k, v in OPENING.items() if k != "joining"}
    answer = as_(user).post(opens_at, opened | {"area": "depot, hill", "country": "DE"})
    assert answer.status_code == 302
    assert not FoundingRequest.objects.exists()


def test_a_yes_holds_for_one_place_and_one_person(now: datetime) -> None:
    asked = FoundingRequestFactory(status="accepted", decided_at=now)
    given = {"name": "Hill", "aims": "x", "chosen_name": "Zia", "at": now}
    for campus, by in ((CampusFactory(), asked.user), (asked.campus, UserFactory())):
        with pytest.raises(Refused, match="looks at a new committee first"):
            open_committee(campus, by=by, **given)
    assert open_committee(asked.campus, by=asked.user, **given)


def test_one_request_at_a_time(as_: As, now: datetime) -> None:
    asked = FoundingRequestFactory()
    with pytest.raises(Refused, match="asked already"):
        ask_to_found(CampusFactory(), **SAID, by=asked.user, at=now)
    elsewhere = f"{PATH}?campus={CampusFactory().public_id}"
    page = as_(asked.user).get(elsewhere)
    assert "Qproposed committee" in page.content.decode()
    assert as_(asked.user).post(elsewhere, SAID).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        FoundingRequestFactory(user=asked.user)


def test_who_was_declined_asks_again_and_the_old_answer_goes(as_: As, now: datetime) -> None:
    asked = FoundingRequestFactory(status="declined", answer="Qanswer", decided_at=now)
    path = f"{PATH}?campus={asked.campus.public_id}"
    assert b"Qanswer" in as_(asked.user).get(path).content
    as_(asked.user).post(path, SAID)
    assert FoundingRequest.objects.get().status == "waiting"


def test_where_nobody_has_to_ask_the_page_is_not_there(as_: As, now: datetime) -> None:
    HostChoicesFactory._meta.model.objects.update(founding="anyone")
    assert as_(UserFactory()).get(PATH).status_code == 404
    with pytest.raises(Refused, match="Nobody has to be asked"):
        ask_to_found(CampusFactory(), **SAID, by=UserFactory(), at=now)
    assert not permissions.ask_to_found(UserFactory(is_active=False))


def test_asking_five_times_a_day_is_enough(as_: As) -> None:
    user = UserFactory()
    path = f"{PATH}?campus={CampusFactory().public_id}"
    for _time in range(5):
        assert as_(user).post(path, SAID).status_code == 302
        FoundingRequest.objects.all().delete()
    assert as_(user).post(path, SAID).status_code == 429
