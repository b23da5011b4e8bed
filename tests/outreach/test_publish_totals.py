"""Totals in public: numbers by kind and month, under five only that there are fewer."""

from datetime import date, datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.models import PublishedTotals, ReprisalTotal
from outreach.operations.defence_following import publish_totals
from tests.factories_actions import DefenderFactory, ReprisalTotalFactory
from tests.outreach.plans import As


def test_everybody_reads_them_and_nothing_hidden_can_be_subtracted(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    public = f"/committees/{committee.public_id}/defence/numbers/"
    assert as_(None).get(public).status_code == 404
    ReprisalTotalFactory(committee=committee, people=323)
    ReprisalTotalFactory(committee=committee, people=5, month=date(2026, 2, 1))
    ReprisalTotalFactory(committee=committee, people=4, kind="arrest")
    shown = as_(coordinator).post(f"{public}publish/", follow=True).content.decode()
    assert ">328<" in shown
    assert "fewer than 5" in shown
    assert "332" not in shown
    assert as_(None).get(public).status_code == 200
    assert [row["people"] for row in PublishedTotals.objects.get().rows] == [5, None, 323]


def test_what_comes_later_shows_only_when_it_is_published_anew(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    ReprisalTotalFactory(committee=committee)
    publish_totals(committee, by=coordinator, at=now)
    ReprisalTotal.objects.update(people=324)
    public = f"/committees/{committee.public_id}/defence/numbers/"
    assert "324" not in as_(None).get(public).content.decode()
    publish_totals(committee, by=coordinator, at=now)
    assert "324" in as_(None).get(public).content.decode()


def test_where_all_are_few_it_says_only_that(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    ReprisalTotalFactory(committee=committee, people=4)
    publish_totals(committee, by=coordinator, at=now)
    page = as_(None).get(f"/committees/{committee.public_id}/defence/numbers/").content.decode()
    assert "Fewer than 5 of each kind in each month." in page


def test_the_page_says_whose_committee_counts(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    ReprisalTotalFactory(committee=committee)
    publish_totals(committee, by=coordinator, at=now)
    public = f"/committees/{committee.public_id}/defence/numbers/"
    assert "A committee of students" in as_(None).get(public).content.decode()
    Committee.objects.update(kind="workplace", campus=None, area="Depot", territory="US")
    page = as_(None).get(public).content.decode()
    assert "A committee of those who work there" in page
    assert "students" not in page


def test_only_those_who_follow_reports_up_publish(
    committee: Committee, coordinator: Membership, member: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only the members chosen"):
            publish_totals(committee, by=somebody, at=now)
    one, _other = (DefenderFactory(membership__committee=committee) for _number in range(2))
    with pytest.raises(Refused, match="Only the members chosen"):
        publish_totals(committee, by=coordinator, at=now)
    publish_totals(committee, by=one.membership, at=now)


def test_those_of_a_dissolved_committee_are_gone(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    publish_totals(committee, by=coordinator, at=now)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    public = f"/committees/{committee.public_id}/defence/numbers/"
    assert as_(None).get(public).status_code == 404
