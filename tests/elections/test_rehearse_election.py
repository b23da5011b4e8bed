from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from committees.models import Committee, Mandate, Membership
from core.decision import Refused
from elections import schedule
from elections.digests import decided, under_way
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.operations.rehearsals import rehearse_election
from notices.digests import Week
from notices.models import Message
from tests import factories
from tests.factories import NOW
from tests.factories_elections import announced, members, stand, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TEN = timedelta(minutes=10)


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, member: Membership, coordinator: Membership
) -> Election:
    members(committee, 10)
    return announced(committee, returning_officer)


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def _rehearse(election: Election, by: Membership, at: datetime = NOW) -> Election:
    return rehearse_election(election, by=by, at=at)


def test_one_tap_opens_a_vote_on_fruit_with_the_same_roll(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    late = factories.MembershipFactory(committee=election.committee)
    before = Message.objects.count()
    url = f"/elections/{election.public_id}/"
    assert "Practise with this roll" in as_(returning_officer).get(url).content.decode()
    assert "Practise with this roll" not in as_(member).get(url).content.decode()
    page = as_(returning_officer).post(f"{url}rehearse/", follow=True).content.decode()
    assert "The practice is open for ten minutes." in page
    rehearsal = election.rehearsals.get()
    assert (rehearsal.status, rehearsal.preset) == ("voting", "practice")
    assert rehearsal.voting_closes_at == NOW + TEN
    voters = set(election.contest.roll.values_list("voter", flat=True))
    assert set(rehearsal.contest.roll.values_list("voter", flat=True)) == voters
    assert late.public_id not in voters
    labels = list(rehearsal.contest.options.order_by("number").values_list("label", flat=True))
    assert set(labels[:-1]) == {"Apple", "Banana", "Cherry", "Fig", "Lemon"}
    assert labels[-1] == "Re-open nominations"
    assert Message.objects.count() == before
    assert "To the practice" in as_(member).get(url).content.decode()


def test_the_mark_stands_on_every_screen(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    crowd = list(Membership.objects.filter(chosen_name__startswith="Voter"))
    rehearsal = _rehearse(election, returning_officer)
    browser, url = as_(member), f"/elections/{rehearsal.public_id}/"
    marked = [url, f"{url}vote/", f"{url}result/", f"{url}hustings/"]
    for path in marked:
        page = browser.get(path).content.decode()
        assert "notice notice-info practice" in page, path
        assert "Practice: Election of delegates" in page, path
    page = as_(returning_officer).get(f"{url}void/").content.decode()
    assert "notice notice-info practice" in page
    assert "Every member is told" not in page
    home = browser.get("/home/").content.decode()
    assert "Practice: Election of delegates" in home
    listed = browser.get(f"/committees/{election.committee.public_id}/elections/").content.decode()
    assert '<span class="tag">Practice</span>' in listed
    for number, one in enumerate(crowd[:6]):
        vote(rehearsal, choices=[1 + number % 2], by=one, at=NOW)
    rehearsal = advance_election(rehearsal, at=rehearsal.counted_from)
    assert rehearsal.status == "declared"
    for path in (f"{url}result/", f"{url}board/"):
        assert "notice notice-info practice" in browser.get(path).content.decode(), path
    closed = browser.get(f"{url}vote/")
    assert closed.status_code == 403
    assert "notice notice-info practice" in closed.content.decode()


def test_it_runs_to_its_result_by_the_clock_and_gives_nobody_anything(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    rehearsal = _rehearse(election, returning_officer)
    vote(rehearsal, choices=[1], by=member, at=NOW)
    before = Message.objects.count()
    for minutes in range(13):
        schedule.advance_elections(NOW + timedelta(minutes=minutes))
        schedule.send_reminders(NOW + timedelta(minutes=minutes))
    rehearsal.refresh_from_db()
    election.refresh_from_db()
    assert rehearsal.status == "final"
    assert rehearsal.candidacies.filter(outcome="elected").count() == election.seats
    assert not Mandate.objects.filter(source="election").exists()
    assert Message.objects.filter(key__contains=rehearsal.public_id).count() == 0
    assert Message.objects.count() - before <= 1  # of the election itself
    assert not rehearsal.reminders.exists()
    assert election.status == "nominations"


def test_where_nobody_practises_it_ends_without_a_mail(
    election: Election, returning_officer: Membership
) -> None:
    rehearsal = _rehearse(election, returning_officer)
    rehearsal = advance_election(rehearsal, at=rehearsal.counted_from)
    assert (rehearsal.status, rehearsal.void_because) == ("void", "Nobody voted.")
    assert not Message.objects.filter(template="elections/email/void").exists()


def test_a_second_waits_until_the_first_is_over(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    first = _rehearse(election, returning_officer)
    answer = as_(returning_officer).post(f"/elections/{election.public_id}/rehearse/")
    assert answer.status_code == 403
    assert "A practice on this roll is running already." in answer.content.decode()
    page = as_(returning_officer).get(f"/elections/{election.public_id}/").content.decode()
    assert "Practise with this roll" not in page
    advance_election(first, at=first.counted_from)
    second = _rehearse(election, returning_officer, NOW + 2 * TEN)
    again = Election.objects.filter(pk=first.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.update(status=second.status, voided_at=None)


def test_only_a_practice_can_be_a_rehearsal(
    election: Election, returning_officer: Membership
) -> None:
    rehearsal = _rehearse(election, returning_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Election.objects.filter(pk=rehearsal.pk).update(preset="standard")


def test_only_who_runs_the_election_has_it_practised(
    election: Election, member: Membership, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    url = f"/elections/{election.public_id}/rehearse/"
    for one in (member, coordinator):
        assert as_(one).post(url).status_code == 403
        with pytest.raises(Refused, match="Only the returning officer has"):
            _rehearse(election, one)
    assert as_(outsider).post(url).status_code == 404
    Election.objects.update(returning_officer=None)
    election.refresh_from_db()
    assert "Practise with this roll" in (
        as_(coordinator).get(f"/elections/{election.public_id}/").content.decode()
    )
    assert _rehearse(election, coordinator).returning_officer is None


def test_a_practice_is_not_practised_and_an_open_vote_neither(
    committee: Committee, election: Election, returning_officer: Membership, member: Membership
) -> None:
    rehearsal = _rehearse(election, returning_officer)
    with pytest.raises(Refused, match="a practice itself"):
        _rehearse(rehearsal, returning_officer)
    stand(election, member)
    opened = advance_election(election, at=election.voting_opens_at)
    with pytest.raises(Refused, match="before voting opens"):
        _rehearse(opened, returning_officer, opened.voting_opens_at)


def test_it_stands_in_no_digest(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    rehearsal = _rehearse(election, returning_officer)
    week = Week(
        scope=election.committee.public_id, since=NOW - timedelta(days=7), until=NOW + TEN * 2
    )
    assert [line.title for line in under_way(week)] == [election.title]
    vote(rehearsal, choices=[1], by=member, at=NOW)
    advance_election(rehearsal, at=rehearsal.counted_from)
    assert not list(decided(week))


def test_a_rehearsal_hinders_no_announcement_and_shortens_no_roll(
    committee: Committee, returning_officer: Membership, election: Election
) -> None:
    _rehearse(election, returning_officer)
    other = announced(committee, returning_officer, office="coordinator")
    assert other.contest.roll_size == election.contest.roll_size


def test_fruit_is_called_as_the_committee_speaks(
    committee: Committee, returning_officer: Membership, election: Election
) -> None:
    Committee.objects.update(language="es")
    election.refresh_from_db()
    with timezone.override("UTC"):
        rehearsal = _rehearse(election, returning_officer)
    assert rehearsal.candidacies.count() == 5
    assert len(rehearsal.title) <= 150


def test_a_long_title_fits(
    returning_officer: Membership, election: Election, committee: Committee
) -> None:
    Election.objects.filter(pk=election.pk).update(title="x" * 150, seats=9)
    election.refresh_from_db()
    rehearsal = _rehearse(election, returning_officer)
    assert len(rehearsal.title) == 150
    assert rehearsal.seats == 4


def test_a_practice_election_bears_the_mark_in_the_booth_too(
    committee: Committee, returning_officer: Membership, member: Membership, as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    members(committee, 10)
    practice = voting(committee, returning_officer, member, preset="practice")
    monkeypatch.setattr("core.clock.now", lambda: practice.voting_opens_at)
    page = as_(member).get(f"/elections/{practice.public_id}/vote/").content.decode()
    assert "Practice: nothing here counts, and nobody gets an office." in page
