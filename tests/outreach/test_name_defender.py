"""Two or three members chosen for defence, by a resolution."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Resolution
from outreach.models import Defender
from outreach.operations.defence_following import name_defender
from tests.factories import MembershipFactory
from tests.factories_actions import DefenderFactory
from tests.factories_meetings import ResolutionFactory
from tests.outreach.plans import As


def test_a_coordinator_enters_whom_a_resolution_chose(
    committee: Committee, decision: Resolution, coordinator: Membership, member: Membership,
    now: datetime,
) -> None:  # fmt: skip
    given = {"decision": decision, "at": now}
    made = name_defender(committee, name=" marek ", by=coordinator, **given)
    assert (made.membership, made.resolution) == (member, decision)
    with pytest.raises(Refused, match="chosen already"):
        name_defender(committee, name="Marek", by=coordinator, **given)
    with pytest.raises(Refused, match="Nobody of this name"):
        name_defender(committee, name="Nobody", by=coordinator, **given)
    for _number in range(2):
        DefenderFactory(membership__committee=committee)
    with pytest.raises(Refused, match="Three are chosen"):
        name_defender(committee, name="Ana", by=coordinator, **given)


def test_nobody_else_and_nothing_without_a_resolution_in_force(
    committee: Committee, decision: Resolution, coordinator: Membership, member: Membership,
    now: datetime,
) -> None:  # fmt: skip
    with pytest.raises(Refused, match="Only a coordinator"):
        name_defender(committee, name="Marek", decision=decision, by=member, at=now)
    given = {"name": "Marek", "by": coordinator, "at": now}
    with pytest.raises(Refused, match="takes a resolution"):
        name_defender(committee, decision=ResolutionFactory(), **given)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    decision.refresh_from_db()
    with pytest.raises(Refused, match="rescinded"):
        name_defender(committee, decision=decision, **given)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        name_defender(committee, decision=decision, **given)


def test_the_form_enters_and_every_member_reads_the_name(
    committee: Committee, decision: Resolution, coordinator: Membership, member: Membership,
    as_: As,
) -> None:  # fmt: skip
    browser, address = as_(coordinator), f"/committees/{committee.public_id}/defence/chosen/"
    assert browser.get(address).status_code == 200
    sent = {"name": "Nobody", "decision": decision.public_id}
    assert browser.post(address, sent).status_code == 422
    browser.post(address, sent | {"name": "Marek"})
    assert Defender.objects.get().membership == member
    other = MembershipFactory(committee=committee)
    assert "Marek" in as_(other).get(f"/committees/{committee.public_id}/defence/").content.decode()
    assert as_(other).get(address).status_code == 403
