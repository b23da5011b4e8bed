"""An office that is offered can be refused, and nobody is told why."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from committees.models import Membership
from committees.operations import mandates

As = Callable[[object], Client]


def test_a_member_declines_by_the_button(
    coordinator: Membership, member: Membership, now: datetime, as_: As
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    as_(member).post(f"/mandates/{mandate.public_id}/decline/")
    mandate.refresh_from_db()
    assert mandate.ended_by == "resigned"
