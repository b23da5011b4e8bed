"""What a committee says of itself, and how members see that it was changed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from committees.operations.committees import edit_committee
from committees.queries.committees import recent_changes
from core.decision import Refused
from core.models import Event
from tests import factories

As = Callable[[object], Client]


def typed(committee: Committee, **changes: str) -> dict[str, str]:
    fields = ("name", "aims", "joining", "discretion", "language")
    own = {field: getattr(committee, field) for field in fields}
    return own | {"timezone": str(committee.timezone)} | changes


def test_a_coordinator_changes_aims_and_members_read_what_was_changed(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    edit_committee(committee, {"aims": "More.", "joining": "open"}, by=coordinator, at=now)
    committee.refresh_from_db()
    assert (committee.aims, committee.joining) == ("More.", "open")
    (at, what), *rest = recent_changes(committee, now + timedelta(days=1))
    assert (at, what, rest) == (now, "the aims, who can join", [])
    assert recent_changes(committee, now + timedelta(days=15)) == []


def test_the_event_holds_no_text(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    edit_committee(committee, {"aims": "Secret plan"}, by=coordinator, at=now)
    event = Event.objects.get(name="committees.committee_edited")
    assert event.data == {"changed": ["aims"]}


def test_what_stays_the_same_is_no_change(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    edit_committee(committee, {"aims": committee.aims}, by=coordinator, at=now)
    assert not Event.objects.filter(name="committees.committee_edited").exists()


def test_only_a_coordinator_edits(
    secretary: Membership, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        edit_committee(committee, {"aims": "x"}, by=secretary, at=now)


def test_a_dissolved_committee_is_not_edited(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    Committee.objects.filter(pk=committee.pk).update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        edit_committee(committee, {"aims": "x"}, by=coordinator, at=now)


def test_the_name_of_a_neighbour_is_taken(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    factories.CommitteeFactory(campus=committee.campus, name="Neighbours")
    with pytest.raises(Refused, match="has this name"):
        edit_committee(committee, {"name": "NEIGHBOURS"}, by=coordinator, at=now)


def test_a_founded_committee_keeps_its_preset_until_a_meeting_changes_it(
    coordinator: Membership, committee: Committee, now: datetime
) -> None:
    with pytest.raises(Refused, match="changed by a meeting"):
        edit_committee(committee, {"preset": "assembly"}, by=coordinator, at=now)


def test_a_forming_committee_may_choose_another_preset(now: datetime, db: None) -> None:
    forming = factories.CommitteeFactory()
    founder = factories.officer(forming, "coordinator", "Ana")
    edit_committee(forming, {"preset": "assembly"}, by=founder, at=now)
    forming.refresh_from_db()
    assert forming.preset == "assembly"


def test_a_coordinator_edits_by_the_form(
    coordinator: Membership, committee: Committee, as_: As
) -> None:
    browser = as_(coordinator)
    address = f"/committees/{committee.public_id}/edit/"
    assert "preset" not in browser.get(address).context["form"].fields
    assert browser.post(address, typed(committee, name="New name")).status_code == 302
    page = browser.get(f"/committees/{committee.public_id}/").content.decode()
    assert "New name" in page
    assert "a coordinator changed the name" in page


def test_a_coordinator_corrects_the_time_zone_and_members_read_it(
    coordinator: Membership, committee: Committee, as_: As
) -> None:
    browser = as_(coordinator)
    address = f"/committees/{committee.public_id}/edit/"
    assert browser.get(address).context["form"]["timezone"].value() == str(committee.timezone)
    assert browser.post(address, typed(committee, timezone="Asia/Tokyo")).status_code == 302
    committee.refresh_from_db()
    assert str(committee.timezone) == "Asia/Tokyo"
    page = browser.get(f"/committees/{committee.public_id}/").content.decode()
    assert "a coordinator changed the time zone" in page


def test_a_saved_form_without_a_change_says_of_no_change(
    coordinator: Membership, committee: Committee, as_: As
) -> None:
    as_(coordinator).post(f"/committees/{committee.public_id}/edit/", typed(committee))
    assert not Event.objects.filter(name="committees.committee_edited").exists()


def test_the_form_of_a_forming_committee_has_the_presets(as_: As) -> None:
    forming = factories.CommitteeFactory()
    founder = factories.officer(forming, "coordinator", "Ana")
    page = as_(founder).get(f"/committees/{forming.public_id}/edit/")
    assert "preset" in page.context["form"].fields


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "x" * 10_000, "at most 120 characters"),
        ("name", "Neighbours", "has this name"),
        ("joining", "nobody", "Choose one that is offered"),
        ("language", "tlh", "Choose one that is offered"),
        ("timezone", "Mars/Base", "Choose one that is offered"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    coordinator: Membership, committee: Committee, as_: As, field: str, value: str, sentence: str
) -> None:
    factories.CommitteeFactory(campus=committee.campus, name="Neighbours")
    page = as_(coordinator).post(
        f"/committees/{committee.public_id}/edit/", typed(committee, **{field: value})
    )
    assert page.status_code == 422
    assert sentence in str(page.context["form"].errors[field])


def test_a_member_reads_why_not(member: Membership, committee: Committee, as_: As) -> None:
    address = f"/committees/{committee.public_id}/edit/"
    assert "Only a coordinator" in as_(member).get(address).content.decode()
    assert as_(member).post(address, typed(committee, name="Mine")).status_code == 403
    assert as_(member).post(address, {}).status_code == 403
