"""An office that is offered begins with a yes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees.models import Membership
from committees.operations import mandates
from core.decision import Refused

As = Callable[[object], Client]


def test_a_shared_office_begins_when_the_other_accepts(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="returning_officer", by=coordinator, at=now)
    assert (mandate.status, mandate.is_provisional) == ("given", True)
    assert not Membership.objects.get(pk=member.pk).holds("returning_officer")
    mandates.accept_office(mandate, by=member, at=now + timedelta(hours=1))
    assert Membership.objects.get(pk=member.pk).holds("returning_officer")
    mandate.refresh_from_db()
    assert mandate.given_at == now + timedelta(hours=1)


def test_who_is_asked_may_say_no(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    mandates.decline_office(mandate, by=member, at=now)
    mandate.refresh_from_db()
    assert mandate.status == "ended"
    with pytest.raises(Refused, match="answered already"):
        mandates.accept_office(mandate, by=member, at=now)


def test_only_the_person_asked_can_answer(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    with pytest.raises(Refused, match="Only the person who is asked"):
        mandates.accept_office(mandate, by=coordinator, at=now)


def test_who_accepted_can_undo_it_from_the_next_page(
    coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    mandate = mandates.share_office(member, office="coordinator", by=coordinator, at=now)
    browser = as_(member)
    page = browser.post(f"/mandates/{mandate.public_id}/accept/", follow=True).content.decode()
    undo = f"/mandates/{mandate.public_id}/lay-down/"
    assert f'<form method="post" action="{undo}">' in page
    browser.post(undo)
    mandate.refresh_from_db()
    assert mandate.status == "ended"
