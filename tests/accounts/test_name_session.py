"""A label that one chooses."""

import pytest
from django.db import connection

from accounts.models import Session, User
from accounts.operations import sessions
from core.decision import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("label", ["my phone", "هاتفي", "📱", "", "<b>x</b>"])
def test_the_owner_names_a_session_and_the_row_does_not_say_how(user: User, as_, label) -> None:
    client = as_(user)
    row = Session.objects.get()
    assert client.get(f"/account/sessions/{row.public_id}/name/").status_code == 200
    client.post(f"/account/sessions/{row.public_id}/name/", {"label": label})
    row.refresh_from_db()
    assert row.label == label
    with connection.cursor() as cursor:
        cursor.execute("select label from accounts_session")
        stored = cursor.fetchone()[0]
    assert stored == "" if not label else label not in stored
    page = client.get("/account/sessions/").content.decode()
    assert "<b>x</b>" not in page


def test_the_label_outlives_the_next_request(user: User, as_) -> None:
    client = as_(user)
    row = Session.objects.get()
    sessions.name_session(row, "library", by=user)
    session = client.session
    session["x"] = 1
    session.save()
    assert Session.objects.get().label == "library"


def test_a_label_too_long_gets_a_sentence(user: User, as_) -> None:
    client = as_(user)
    row = Session.objects.get()
    response = client.post(f"/account/sessions/{row.public_id}/name/", {"label": "x" * 10_000})
    assert response.status_code == 422


def test_nobody_elses_session_is_there(user: User, as_) -> None:
    as_(user)
    row = Session.objects.get()
    stranger = factories.UserFactory()
    client = as_(stranger)
    assert (
        client.post(f"/account/sessions/{row.public_id}/name/", {"label": "x"}).status_code == 404
    )
    with pytest.raises(Refused):
        sessions.name_session(row, "x", by=stranger)
