"""Taking back what one asked the host: nothing of it is left."""

from datetime import datetime

import pytest

from committees.models import FoundingRequest
from committees.operations.founding_requests import take_back_founding_request
from core.decision import Refused
from tests.committees.hosting import As
from tests.factories import UserFactory
from tests.factories_hosting import FoundingRequestFactory, HostFactory

pytestmark = pytest.mark.django_db


def test_who_asked_takes_it_back_and_the_row_goes(as_: As) -> None:
    asked = FoundingRequestFactory()
    answer = as_(asked.user).post(f"/founding/{asked.public_id}/take-back/", follow=True)
    assert b"Nothing of it is kept" in answer.content
    assert not FoundingRequest.objects.exists()


def test_nobody_does_so_for_another_the_host_neither(as_: As, now: datetime) -> None:
    asked = FoundingRequestFactory()
    for person in (UserFactory(), HostFactory()):
        assert as_(person).post(f"/founding/{asked.public_id}/take-back/").status_code == 404
        with pytest.raises(Refused, match="Only who asked"):
            take_back_founding_request(asked, by=person, at=now)


def test_leave_and_erase_takes_it_with_the_account() -> None:
    asked = FoundingRequestFactory()
    asked.user.delete()
    assert not FoundingRequest.objects.exists()
