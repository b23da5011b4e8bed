"""What is held about you as files; and that after erasing none of it lies anywhere."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.operations.people import erase_account
from tests.accounts.dump import everything
from tests.committees.test_see_roll import fresh
from tests.home.test_held import everything_points_at

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
WHERE = "/account/held/export/"


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _files(answer: HttpResponse) -> dict[str, str]:
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


def test_one_takes_it_as_json_and_as_html(as_: As, now: datetime) -> None:
    everything_points_at(user := User.objects.create_user("planted@mail.example"), now)
    answer = fresh(as_(user)).post(WHERE)
    assert answer["Content-Disposition"] == 'attachment; filename="held.zip"'
    assert "no-store" in answer["Cache-Control"]
    files = _files(answer)
    kinds = {one["model"]: one for one in json.loads(files["held.json"])["held"]}
    assert kinds["accounts.User"]["rows"][0]["email"] == "planted@mail.example"
    assert kinds["committees.Membership"]["rows"][0]["chosen_name"] == "Planted-Name"
    assert kinds["committees.Membership"]["kept"]
    assert "Planted-Statement" in files["held.html"]
    assert "<script" not in files["held.html"]
    assert "http" not in files["held.html"]


def test_it_takes_a_fresh_sign_in(as_: As, member: object) -> None:
    assert as_(member).post(WHERE).headers["Location"].startswith("/account/confirm/")


def test_it_is_made_five_times_a_day(as_: As, member: object) -> None:
    browser = fresh(as_(member))
    assert [browser.post(WHERE).status_code for _time in range(6)] == [200] * 5 + [429]


def test_it_is_asked_for_by_a_button(as_: As, member: object) -> None:
    assert fresh(as_(member)).get(WHERE).status_code == 405


def test_after_erasing_nothing_of_it_lies_in_the_database(as_: As, now: datetime) -> None:
    everything_points_at(user := User.objects.create_user("planted@mail.example"), now)
    browser = fresh(as_(user))
    session = user.sessions.get()
    session.label = "Planted-Label"
    session.save(update_fields=["label"])
    files = _files(browser.post(WHERE))
    taken = [
        value
        for kind in json.loads(files["held.json"])["held"]
        for row in kind["rows"]
        for value in row.values()
        if isinstance(value, str) and "planted" in value.lower()
    ]
    assert len(set(taken)) == 6
    before = everything()
    assert "Planted-Name" in before
    assert "Planted-Statement" in before
    erase_account(user, by=user, at=now)
    after = everything()
    assert not [value for value in taken if value in after]
