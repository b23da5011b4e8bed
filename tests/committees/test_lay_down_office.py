"""Whoever carries an office can lay it down."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Mandate, Membership
from committees.operations import mandates
from core.decision import Refused

As = Callable[[object], Client]


def test_an_office_can_be_laid_down_by_its_holder_alone(
    coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    with pytest.raises(Refused, match="Only the person who carries"):
        mandates.lay_down_office(mandate, by=secretary, at=now)
    mandates.lay_down_office(mandate, by=coordinator, at=now)
    mandate.refresh_from_db()
    assert mandate.ended_by == "resigned"
    with pytest.raises(Refused, match="not carried any more"):
        mandates.lay_down_office(mandate, by=coordinator, at=now)


def test_the_last_holder_is_warned_before_laying_an_office_down(
    coordinator: Membership, as_: As
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    address = f"/mandates/{mandate.public_id}/lay-down/"
    assert "Nobody else carries" in as_(coordinator).get(address).content.decode()
    assert as_(coordinator).post(address).status_code == 302
    mandate.refresh_from_db()
    assert mandate.status == "ended"
    assert "not carried any more" in as_(coordinator).get(address).content.decode()
