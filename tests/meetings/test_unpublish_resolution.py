"""Taking a resolution off the public page."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.operations.resolutions import unpublish_resolution
from tests.factories_meetings import ResolutionFactory
from tests.meetings.records import As


def test_only_members_read_it_again(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    one = ResolutionFactory(committee=committee, published_at=now)
    with pytest.raises(Refused, match="Only a coordinator"):
        unpublish_resolution(one, by=member, at=now)
    answer = as_(coordinator).post(f"/resolutions/{one.public_id}/unpublish/", follow=True)
    assert "Only members can read it now." in answer.content.decode()
    one.refresh_from_db()
    assert one.published_at is None
    assert as_(None).get(f"/resolutions/{one.public_id}/").status_code == 404
    with pytest.raises(Refused, match="not public"):
        unpublish_resolution(one, by=coordinator, at=now)
