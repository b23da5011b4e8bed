"""Signing one browser out."""

import pytest

from accounts.models import Session, User
from accounts.operations import sessions
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_other_browser_is_signed_out_at_once(user: User, as_) -> None:
    lost = as_(user)
    row = Session.objects.get()
    client = as_(user)
    response = client.post(f"/account/sessions/{row.public_id}/end/")
    assert response["Location"] == "/account/sessions/"
    assert lost.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_ending_this_one_signs_out_here(user: User, as_) -> None:
    client = as_(user)
    row = Session.objects.get()
    assert client.post(f"/account/sessions/{row.public_id}/end/")["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_nobody_elses_session_can_be_ended(user: User, as_) -> None:
    as_(user)
    row = Session.objects.get()
    stranger = factories.UserFactory()
    assert as_(stranger).post(f"/account/sessions/{row.public_id}/end/").status_code == 404
    with pytest.raises(Refused):
        sessions.end_session(row, by=stranger)
    assert as_(user).get(f"/account/sessions/{row.public_id}/end/").status_code == 405
