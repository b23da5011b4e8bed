"""I would not, after all."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting, Offer
from meetings.operations.hall_officers import withdraw_offer
from tests.factories_meetings import STARTS_AT, OfferFactory
from tests.meetings.hall import As, here, mark_now, version


def test_everything_that_was_offered_goes(running: Meeting, member: Membership) -> None:
    for duty in ("chair", "teller"):
        OfferFactory(meeting=running, membership=member, duty=duty)
    before = mark_now(running)
    withdraw_offer(running, by=member)
    assert not Offer.objects.exists()
    assert mark_now(running) != before
    withdraw_offer(running, by=member)
    assert version(running) == 0  # no ruling of the chair is refused for it


def test_only_members_and_only_until_the_close(
    running: Meeting, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Only members"):
        withdraw_offer(running, by=outsider)
    Meeting.objects.filter(pk=running.pk).update(status="closed", closed_at=STARTS_AT)
    with pytest.raises(Refused, match="is closed"):
        withdraw_offer(running, by=member)


def test_one_tap_in_the_hall(running: Meeting, member: Membership, as_: As) -> None:
    here(running, member)
    OfferFactory(meeting=running, membership=member)
    address = f"/meetings/{running.public_id}/withdraw-offer/"
    assert "Offered: " not in as_(member).post(address, follow=True).content.decode()
