"""A revoked code opens nothing; what was founded with it stays."""

from datetime import datetime

import pytest

from committees.operations.hosting import revoke_founding_code
from core.decision import Refused
from tests.committees.hosting import HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import FoundingCodeFactory, HostFactory

pytestmark = pytest.mark.django_db


def test_the_host_revokes_once(as_: As, now: datetime) -> None:
    host, code = HostFactory(), FoundingCodeFactory()
    answer = as_(host).post(f"{HOSTING}codes/{code.public_id}/revoke/", follow=True)
    assert b"revoked" in answer.content
    code.refresh_from_db()
    assert code.revoked_at is not None
    with pytest.raises(Refused, match="revoked already"):
        revoke_founding_code(code, by=host, at=now)


def test_nobody_else_does(as_: As, now: datetime) -> None:
    code = FoundingCodeFactory()
    path = f"{HOSTING}codes/{code.public_id}/revoke/"
    assert as_(UserFactory()).post(path).status_code == 404
    with pytest.raises(Refused, match="who runs the server"):
        revoke_founding_code(code, by=UserFactory(), at=now)
