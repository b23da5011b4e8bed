"""The host says no, with a sentence that stands on the page and in no mail."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from committees.operations.founding_requests import decline_founding_request
from core.decision import Refused
from notices import rendering
from notices.models import Message
from tests.committees.hosting import HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import FoundingRequestFactory, HostFactory

pytestmark = pytest.mark.django_db


def test_the_sentence_is_wanted_and_is_not_mailed(as_: As) -> None:
    asked = FoundingRequestFactory()
    host, path = HostFactory(), f"{HOSTING}requests/{asked.public_id}/decline/"
    assert "Qproposed committee" in as_(host).get(path).content.decode()
    assert as_(host).post(path, {"answer": " "}).status_code == 422
    assert as_(host).post(path, {"answer": "Qanswer"})["Location"] == HOSTING
    asked.refresh_from_db()
    assert (asked.status, asked.answer) == ("declined", "Qanswer")
    message = Message.objects.get()
    text = rendering.plain(f"{message.template}.txt", message.context)
    assert "The answer is no" in text
    assert "Qanswer" not in text


def test_no_row_is_declined_without_one(now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FoundingRequestFactory(status="declined", decided_at=now)


def test_nobody_else_declines(as_: As, now: datetime) -> None:
    asked = FoundingRequestFactory()
    path = f"{HOSTING}requests/{asked.public_id}/decline/"
    assert as_(UserFactory()).get(path).status_code == 404
    with pytest.raises(Refused, match="who runs the server"):
        decline_founding_request(asked, answer="No.", by=UserFactory(), at=now)
