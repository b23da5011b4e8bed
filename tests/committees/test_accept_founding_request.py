"""The host says yes, once, and is not in what comes of it."""

from datetime import datetime

import pytest

from committees.operations.founding_requests import accept_founding_request
from core.decision import Refused
from notices import rendering
from notices.audiences import find
from notices.models import Message
from tests.committees.hosting import HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import FoundingRequestFactory, HostFactory

pytestmark = pytest.mark.django_db


def test_who_asked_gets_a_mail_with_the_way_on(now: datetime) -> None:
    asked = accept_founding_request(FoundingRequestFactory(), by=HostFactory(), at=now)
    assert (asked.status, asked.decided_at) == ("accepted", now)
    message = Message.objects.get()
    assert [one.user_id for one in find(message.audience)(message.about)] == [asked.user_id]
    text = rendering.plain(f"{message.template}.txt", message.context)
    assert f"/founding/ask/?campus={asked.campus.public_id}" in text
    assert "Qproposed" not in text


def test_an_answer_stands(as_: As, now: datetime) -> None:
    host = HostFactory()
    asked = accept_founding_request(FoundingRequestFactory(), by=host, at=now)
    with pytest.raises(Refused, match="answered already"):
        accept_founding_request(asked, by=host, at=now)
    assert as_(host).post(f"{HOSTING}requests/{asked.public_id}/accept/").status_code == 404


def test_nobody_else_accepts_not_even_ones_own(as_: As, now: datetime) -> None:
    asked = FoundingRequestFactory()
    for person in (asked.user, UserFactory()):
        path = f"{HOSTING}requests/{asked.public_id}/accept/"
        assert as_(person).post(path).status_code == 404
        with pytest.raises(Refused, match="who runs the server"):
            accept_founding_request(asked, by=person, at=now)
