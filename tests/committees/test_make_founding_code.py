"""Codes of the host: shown once, kept as a hash, used as often as they say, by nobody who is kept."""

from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Campus, Committee, FoundingCode
from committees.operations.committees import open_committee, open_workplace_committee
from committees.operations.hosting import make_founding_code
from core.decision import Refused
from core.models import Event
from tests.committees.hosting import HOSTING, OPENING, As
from tests.factories import CampusFactory, UserFactory
from tests.factories_hosting import FoundingCodeFactory, HostChoicesFactory, HostFactory

pytestmark = pytest.mark.django_db
PATH = f"{HOSTING}codes/"


def found(campus: Campus, code: str, now: datetime) -> Committee:
    given = {"name": "Hill", "aims": "To meet.", "chosen_name": "Zia"}
    return open_committee(campus, **given, code=code, by=UserFactory(), at=now)


def test_a_code_is_shown_once_and_only_its_hash_is_kept(as_: As) -> None:
    browser = as_(HostFactory())
    answer = browser.post(PATH, {"label": "Qtown", "uses": 3, "days": 10}, follow=True)
    typed = answer.context["fresh"]
    assert typed.encode() in answer.content
    assert typed not in str(FoundingCode.objects.values().get())
    assert browser.get(PATH).context["fresh"] == ""
    assert "Qtown" in browser.get(PATH).content.decode()


def test_it_lets_in_as_often_as_it_says_however_it_is_typed(now: datetime) -> None:
    HostChoicesFactory(founding="code")
    made = make_founding_code(label="x", uses=2, days=1, by=HostFactory(), at=now)
    found(CampusFactory(), made.typed.lower().replace("-", " "), now)
    found(CampusFactory(), made.typed, now)
    with pytest.raises(Refused, match="takes a code"):
        found(CampusFactory(), made.typed, now)
    opened = set(Committee.objects.values_list("public_id", flat=True))
    events = Event.objects.filter(subject=made.row.public_id)
    assert [one.name for one in events] == ["committees.founding_code_made"]
    assert not Event.objects.filter(scope__in=opened, data__icontains=made.row.public_id).exists()


def test_without_one_and_with_an_old_one_nobody_founds(now: datetime) -> None:
    HostChoicesFactory(founding="code")
    FoundingCodeFactory(typed="OLD", expires_at=now)
    FoundingCodeFactory(typed="GONE", revoked_at=now)
    for typed in ("", "OLD", "GONE", "ANOTHER"):
        with pytest.raises(Refused, match="takes a code"):
            found(CampusFactory(), typed, now)


def test_a_workplace_takes_one_too(now: datetime) -> None:
    HostChoicesFactory(founding="code")
    FoundingCodeFactory(typed="GOOD")
    given = {"territory": "DE", "timezone": "Europe/Berlin", "name": "Depot", "aims": "x"}
    given |= {"chosen_name": "Zia"}
    with pytest.raises(Refused, match="takes a code"):
        open_workplace_committee("Depot", **given, by=UserFactory(), at=now)
    open_workplace_committee("Depot", **given, code="GOOD", by=UserFactory(), at=now)
    assert Committee.objects.count() == FoundingCode.objects.get().used == 1


def test_the_page_asks_for_it_and_a_slip_loses_nothing(
    as_: As, clock: time_machine.Traveller
) -> None:
    HostChoicesFactory(founding="code")
    FoundingCodeFactory(typed="GOOD")
    campus, user = CampusFactory(), UserFactory()
    path = f"/campuses/{campus.public_id}/open/"
    assert b"from the host of this server" in as_(user).get(path).content
    answer = as_(user).post(path, OPENING | {"code": "GOOT"})
    assert answer.status_code == 422
    assert b"look for a slip" in answer.content
    assert answer.context["form"]["chosen_name"].value() == "Zia"
    again = as_(user).post(path, OPENING | {"code": "good", "begin_with": "aims-short"})
    assert again.context["form"]["code"].value() == "good"
    assert as_(user).post(path, OPENING | {"code": "good"}).status_code == 302
    clock.shift(timedelta(seconds=1))


def test_guessing_is_stopped(as_: As) -> None:
    HostChoicesFactory(founding="code")
    user, path = UserFactory(), f"/campuses/{CampusFactory().public_id}/open/"
    tries = [as_(user).post(path, OPENING | {"code": str(n)}).status_code for n in range(11)]
    assert tries == [422] * 10 + [429]


def test_numbers_out_of_bounds_are_refused(as_: As) -> None:
    answer = as_(HostFactory()).post(PATH, {"label": "", "uses": 101, "days": 0})
    assert answer.status_code == 422
    assert not FoundingCode.objects.exists()


def test_nobody_else_makes_one(as_: As, now: datetime) -> None:
    assert as_(UserFactory()).get(PATH).status_code == 404
    with pytest.raises(Refused, match="who runs the server"):
        make_founding_code(label="x", uses=1, days=1, by=UserFactory(), at=now)
