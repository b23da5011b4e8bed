"""A committee that has become small holds nobody up."""

import pytest

from committees import schedule
from committees.models import Membership
from committees.operations.second_factors import ask_for_second_factor, waive_second_factor
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_below_ten_members_nothing_is_asked_any_more(coordinator: Membership) -> None:
    crowd = factories.MembershipFactory.create_batch(9, committee=coordinator.committee)
    ask_for_second_factor(coordinator.mandates.get(), at=NOW)
    schedule.ask_for_second_factors(NOW)
    assert coordinator.mandates.get().strong_by is not None
    Membership.objects.filter(pk=crowd[0].pk).update(status="left", ended_at=NOW)
    schedule.ask_for_second_factors(NOW)
    assert coordinator.mandates.get().strong_by is None
    assert Event.objects.filter(name="committees.second_factor_waived").count() == 1


def test_what_was_not_asked_is_not_waived(coordinator: Membership) -> None:
    with pytest.raises(Refused):
        waive_second_factor(coordinator.mandates.get(), at=NOW)
