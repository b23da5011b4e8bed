"""Who may found, and the limits: chosen by the host, within bounds, read by every member."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from committees import permissions
from committees.admission import mails_left
from committees.models import Committee, HostChoices, Membership
from committees.operations.hosting import choose_hosting
from core.decision import Refused
from tests.committees.hosting import CHOSEN, HOSTING, As
from tests.factories import UserFactory
from tests.factories_hosting import HostChoicesFactory, HostFactory

pytestmark = pytest.mark.django_db
PATH = f"{HOSTING}choose/"


def test_while_nothing_is_chosen_anybody_founds() -> None:
    assert HostChoices.now().founding == "anyone"
    assert HostChoices.now().pk is None


def test_the_host_chooses_and_every_committee_reads_that_it_did(
    member: Membership, as_: As
) -> None:
    host = HostFactory()
    Committee.objects.update(opened_at=member.joined_at)
    for founding in ("code", "review"):
        answer = as_(host).post(PATH, CHOSEN | {"founding": founding, "invited_a_day": 60})
        assert answer["Location"] == HOSTING
    row = HostChoices.objects.get()
    assert (row.founding, row.invited_a_day) == ("review", 60)
    assert mails_left(member.committee, row.chosen_at) == 60 + 3
    powers = as_(member).get(f"/committees/{member.committee.public_id}/powers/")
    assert b"Host" in powers.content
    assert b"chose anew who may found a committee" in powers.content


def test_a_committee_that_was_opened_later_reads_nothing_of_it(
    member: Membership, as_: As, now: datetime
) -> None:
    choose_hosting(founding="code", **CHOSEN, by=HostFactory(), at=now)
    Committee.objects.update(opened_at=now)
    powers = as_(member).get(f"/committees/{member.committee.public_id}/powers/")
    assert b"chose anew" not in powers.content


def test_a_limit_out_of_bounds_is_refused_and_what_was_typed_stays(as_: As) -> None:
    for name, value in (("members_at_most", 49), ("invited_a_day", 2001), ("announced_a_day", 0)):
        answer = as_(HostFactory()).post(PATH, CHOSEN | {"founding": "anyone", name: value})
        assert answer.status_code == 422
        assert answer.context["form"][name].errors
        assert answer.context["form"][name].value() == str(value)
        with pytest.raises(IntegrityError), transaction.atomic():
            HostChoicesFactory(**{name: value})


def test_there_is_one_row_at_most() -> None:
    HostChoicesFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        HostChoicesFactory()


def test_nobody_else_finds_the_page_or_chooses(
    coordinator: Membership, as_: As, now: datetime
) -> None:
    assert as_(coordinator).get(PATH).status_code == 404
    assert as_(None).get(PATH).status_code == 302
    with pytest.raises(Refused, match="who runs the server"):
        choose_hosting(founding="code", **CHOSEN, by=coordinator.user, at=now)
    assert not permissions.choose_hosting(HostFactory(is_active=False))
    assert not permissions.choose_hosting(UserFactory())
