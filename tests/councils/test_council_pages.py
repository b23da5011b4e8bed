"""What a council shows: to everybody, to those who sit there, and on the map."""

import pytest

from committees.forms.committees import EditCommitteeForm
from committees.models import Committee, Membership
from committees.operations.committees import edit_committee
from committees.permissions import (
    make_invitation,
    request_to_join,
    see_roll,
    share_office,
)
from committees.queries.offices import nags, roles_of
from core.decision import Refused
from councils.queries import faces
from elections import places
from elections.permissions import announce_election
from meetings.rules import kinds
from tests.councils.conftest import As
from tests.factories import (
    AffiliationFactory,
    CommitteeFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


def home(browser: As, council: Committee) -> str:
    return str(browser.get(f"/committees/{council.public_id}/").content.decode())  # type: ignore[attr-defined]


def test_everybody_reads_which_committees_belong_to_it_and_nobodys_name(
    as_: As, council: Committee, committee: Committee, dara: Membership, outsider: Membership
) -> None:
    MembershipFactory.create_batch(12, committee=committee)
    for reader in (None, outsider):
        shown = home(as_(reader), council)
        for word in ("City Council", "South Committee", committee.name, "10+", "A city", "Berlin"):
            assert word in shown
        for hidden in ("Dara", "Ask to join", "By invitation only", "Students at"):
            assert hidden not in shown


def test_the_face_tells_no_size_but_bands_and_no_sum(
    as_: As, council: Committee, committee: Committee
) -> None:
    MembershipFactory.create_batch(57, committee=committee)
    face = faces.face(council)
    assert {one.size for one in face.committees} == {"50+", "fewer than 10"}
    shown = home(as_(None), council)
    assert "Members: 57" not in shown
    assert "We send" not in shown


def test_those_who_sit_there_read_who_sits_for_whom_and_what_is_free(
    as_: As, council: Committee, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    council.affiliations.filter(committee=committee).update(seats=3)
    shown = home(as_(dodo), council)
    for word in ("Who sits here", "Dara", "Dodo", "2 seats are free", "When we meet"):
        assert word in shown
    for hidden in ("Leave the committee", "Invite somebody", "membership secretary"):
        assert hidden not in shown


def test_a_member_of_a_committee_that_does_not_sit_there_reads_the_face(
    as_: As, council: Committee, member: Membership, dara: Membership
) -> None:
    assert "Who sits here" not in home(as_(member), council)


def test_one_that_forms_says_what_it_waits_for(
    as_: As, council: Committee, dara: Membership
) -> None:
    council.status, council.founded_at = "forming", None
    council.save()
    for reader in (MembershipFactory(), dara):
        assert "a second committee joins it" in home(as_(reader), council)
    assert as_(None).get(f"/committees/{council.public_id}/").status_code == 404


def test_a_wider_council_is_named_and_its_own_committees_have_no_size(
    as_: As, council: Committee
) -> None:
    wider = CouncilFactory(name="Country Council", reach="country", area="")
    AffiliationFactory(council=wider, committee=council)
    assert "It belongs to a wider council itself" in home(as_(None), council)
    assert [one.size for one in faces.face(wider).committees] == [""]
    assert wider.stands_at == "A country"


def test_the_map_walks_from_the_widest_down(as_: As, council: Committee) -> None:
    wider = CouncilFactory(name="Country Council", reach="country")
    AffiliationFactory(council=wider, committee=council)
    lonely = CommitteeFactory(
        name="Lonely Committee", status="founded", founded_at=wider.founded_at
    )
    CouncilFactory(name="Empty Council")
    (root,) = faces.council_map()
    assert (root.name, [one.name for one in root.branches]) == ("Country Council", ["City Council"])
    assert len(root.branches[0].branches) == 2
    assert [one.name for one in faces.alone()] == [lonely.name]
    shown = as_(None).get("/councils/").content.decode()
    for word in ("Country Council", "City Council", "South Committee", "Lonely Committee"):
        assert word in shown
    assert "Empty Council" not in shown


def test_a_map_without_councils_says_how_one_begins(as_: As, db: None) -> None:
    assert "No council is founded yet." in as_(None).get("/councils/").content.decode()


def test_the_map_asks_few_questions_of_the_database(
    as_: As, council: Committee, django_assert_max_num_queries: As
) -> None:
    for _number in range(5):
        AffiliationFactory(council=council)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        faces.council_map()
        faces.alone()


def test_what_only_committees_do_is_refused_with_a_sentence(
    council: Committee, dara: Membership, outsider: Membership
) -> None:
    dara.committee = council
    user = outsider.user
    assert user is not None
    for decision, why in (
        (make_invitation(dara, council), "Nobody is invited to a council"),
        (request_to_join(user, council, "Zia", council.opened_at), "Nobody joins a council alone"),
        (see_roll(dara), "A council has no roll"),
        (share_office(dara, "membership_secretary"), "no membership secretaries"),
        (announce_election(dara, council, office="membership_secretary"), "admits nobody"),
    ):
        assert not decision
        assert why in str(decision.reason)


def test_a_council_is_never_opened_to_all_and_keeps_a_name_of_its_own(
    council: Committee, dara: Membership
) -> None:
    dara.committee = council
    CouncilFactory(name="Taken")
    for changes, why in (
        ({"joining": "open"}, "Nobody joins a council alone"),
        ({"name": "Free"}, "by a resolution of its delegates"),
        ({"aims": "Mine."}, "by a resolution of its delegates"),
    ):
        with pytest.raises(Refused, match=why):
            edit_committee(council, changes, by=dara, at=council.opened_at)
    edit_committee(council, {"name": council.name, "language": "es"}, by=dara, at=council.opened_at)
    council.refresh_from_db()
    assert council.language == "es"
    form = EditCommitteeForm({"name": "Free"}, committee=council)
    assert not {"name", "aims", "joining"} & set(form.fields)


def test_its_offices_its_meetings_and_its_elections_are_those_of_a_council(
    council: Committee, committee: Committee, dara: Membership
) -> None:
    assert kinds(council) == ["council", "emergency"]
    assert "membership_secretary" not in roles_of(council)
    assert "membership_secretary" not in places.offices_of(council)
    assert "membership_secretary" in places.offices_of(committee)
    MandateFactory(membership=dara, office="returning_officer")
    assert nags(council, dara) == []
    MembershipFactory.create_batch(25, committee=committee)
    assert places.seats_for("delegate", council) == 2


def test_the_offices_page_of_a_council_has_no_roll(
    as_: As, council: Committee, dara: Membership
) -> None:
    shown = as_(dara).get(f"/committees/{council.public_id}/offices/").content.decode()
    assert "Membership secretary" not in shown
    assert "The roll" not in shown
    shown = as_(dara).get(f"/committees/{council.public_id}/edit/").content.decode()
    assert "Name of the council" not in shown
    assert f"/committees/{council.public_id}/councils/change/" in shown
    assert "Who can join" not in shown
