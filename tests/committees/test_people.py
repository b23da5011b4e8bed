"""What goes when an account goes, and who needs the shorter session."""

from datetime import datetime

from accounts.leaving import tell
from accounts.roles import sources
from committees.models import Committee, Mandate, Membership
from tests import factories


def test_leaving_everything_erases_each_chosen_name_and_ends_each_office(
    coordinator: Membership, now: datetime
) -> None:
    person = coordinator.user
    elsewhere = factories.MembershipFactory(user=person, chosen_name="Other")
    tell(person, now)
    person.delete()
    assert set(Membership.objects.values_list("chosen_name", "folded_name", "user")) == {
        ("", "", None)
    }
    assert elsewhere.committee.memberships.filter(status="left").exists()
    assert not Mandate.objects.live().exists()


def test_who_holds_an_office_in_a_live_committee_is_an_office_holder(
    coordinator: Membership, member: Membership, outsider: Membership, now: datetime
) -> None:
    Committee.objects.filter(pk=outsider.committee_id).update(status="dissolved", dissolved_at=now)
    found = {pk for rows in sources() for (pk,) in rows}
    assert coordinator.user_id in found
    assert not {member.user_id, outsider.user_id} & found
