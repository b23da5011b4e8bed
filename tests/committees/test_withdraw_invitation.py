"""Taking an invitation back."""

from datetime import datetime

import pytest

from committees.models import Invitation, Membership
from committees.operations.invitations import withdraw_invitation
from core.decision import Refused
from tests.committees.joining import As
from tests.factories_joining import InvitationFactory


def test_who_made_it_withdraws_it(member: Membership, as_: As) -> None:
    invitation = InvitationFactory(made_by=member)
    response = as_(member).post(f"/invitations/{invitation.public_id}/withdraw/")
    assert response.status_code == 302
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_nobody_elses_invitation_can_be_seen_or_withdrawn(
    member: Membership, secretary: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    invitation = InvitationFactory(made_by=member)
    for other in (secretary, outsider):
        url = f"/invitations/{invitation.public_id}/withdraw/"
        assert as_(other).post(url).status_code == 404
    with pytest.raises(Refused, match="Only who made"):
        withdraw_invitation(invitation, by=secretary, at=now)


@pytest.mark.parametrize(("field", "reason"), [("used_at", "used"), ("withdrawn_at", "withdrawn")])
def test_what_is_over_is_not_withdrawn(
    field: str, reason: str, member: Membership, now: datetime
) -> None:
    invitation = InvitationFactory(made_by=member, **{field: now})
    with pytest.raises(Refused, match=reason):
        withdraw_invitation(invitation, by=member, at=now)


def test_a_look_at_the_address_withdraws_nothing(member: Membership, as_: As) -> None:
    invitation = InvitationFactory(made_by=member)
    assert as_(member).get(f"/invitations/{invitation.public_id}/withdraw/").status_code == 405
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
