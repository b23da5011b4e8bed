from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections import timetable
from elections.models import Election, ElectionReminder, ElectionStatus
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from meetings.fields import MomentField
from tests import factories
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def _form(**changed: Any) -> dict[str, Any]:
    return {
        "office": "delegate",
        "title": "Delegates to the city council",
        "seats": 2,
        "about": "",
        "preset": "standard",
        "nominations_open_at": "2026-03-04T07:00",
        "nominations_close_at": "2026-03-09T18:00",
        "voting_opens_at": "2026-03-11T18:00",
        "voting_closes_at": "2026-03-14T18:00",
        "challenge_ends_at": "2026-03-17T18:00",
    } | changed


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def _url(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/elections/announce/"


def _shown(page: Any) -> dict[str, Any]:
    """What a browser would send of the page as it is shown."""
    bound = [*page.context["form"], *page.context["worked_out"]]
    sent = {one.html_name: one.value() for one in bound}
    for name, value in sent.items():
        if isinstance(value, datetime):
            sent[name] = value.strftime("%Y-%m-%dT%H:%M")
    assert f'value="{sent["worked_start"]}"' in page.content.decode()
    return sent


def test_a_returning_officer_announces_in_one_form_on_the_campus_clock(
    committee: Committee, returning_officer: Membership, as_: As
) -> None:
    answer = as_(returning_officer).post(_url(committee), _form())
    election = Election.objects.get()
    assert answer.url == f"/elections/{election.public_id}/"
    assert election.status == ElectionStatus.NOMINATIONS
    assert election.voting_closes_at.isoformat() == "2026-03-14T22:00:00+00:00"
    assert election.reminders.count() == 6
    assert Event.objects.filter(name="elections.election_announced", scope=committee.public_id)


def test_the_form_comes_filled_with_a_timetable_that_can_be_sent_as_it_is(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    sent = _shown(browser.get(_url(committee)))
    assert browser.post(_url(committee), sent).status_code == 302


def test_working_out_keeps_what_was_entered_and_suggests_the_rest(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    sent = _form(office="membership_secretary", title="", seats="", about="Read this.", work_out=1)
    page = as_(coordinator).post(_url(committee), sent | {"preset": "practice"})
    assert page.status_code == 200
    form = page.context["form"]
    assert form["title"].value() == "Election of membership secretaries"
    assert form["seats"].value() == 2
    assert form["about"].value() == "Read this."
    assert form.initial["voting_closes_at"] == NOW + timedelta(minutes=9)
    assert not Election.objects.exists()


def test_working_out_from_nonsense_falls_back(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    sent = {"office": "king", "preset": "never", "nominations_open_at": "soon", "work_out": "1"}
    page = as_(coordinator).post(_url(committee), sent)
    assert page.context["form"]["office"].value() == "delegate"
    kept = as_(coordinator).post(
        _url(committee), _form(work_out=1, suggested_for="delegate", seats=7, title="Mine")
    )
    assert kept.context["form"]["seats"].value() == 7
    assert kept.context["form"]["title"].value() == "Mine"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"voting_closes_at": "2026-03-10T18:00"}, "Voting cannot close before it opens."),
        ({"nominations_open_at": "2026-03-01T18:00"}, "lies in the past"),
        ({"voting_opens_at": "2026-03-08T02:30"}, "The next one that does is 03:00 on"),
        ({"voting_opens_at": "0001-01-01T00:00"}, "Voting cannot open before"),
        ({"challenge_ends_at": "9999-12-31T23:59"}, "out of reach"),
        ({"title": ""}, "Fill this in"),
        ({"title": "\u202e\u200b"}, "at least one letter"),
        ({"title": "x" * 10_000}, "at most 150"),
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"seats": "31"}, "less than or equal to 30"),
        ({"office": "alternate"}, "Choose one that is offered"),
        ({"nominations_close_at": "yesterday"}, "valid date"),
    ],
)
def test_bad_input_gets_a_sentence_and_announces_nothing(
    committee: Committee, coordinator: Membership, as_: As, changed: dict[str, str], sentence: str
) -> None:
    answer = as_(coordinator).post(_url(committee), _form(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Election.objects.exists()


def test_a_title_of_right_to_left_letters_and_emoji_is_shown_apart(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    as_(coordinator).post(_url(committee), _form(title="انتخاب المندوبين ✊🏽"))
    page = as_(coordinator).get(f"/elections/{Election.objects.get().public_id}/")
    assert "<bdi>انتخاب المندوبين ✊🏽</bdi>" in page.content.decode()


def test_an_ordinary_member_cannot_announce(
    committee: Committee, member: Membership, as_: As
) -> None:
    assert as_(member).get(_url(committee)).status_code == 403
    with pytest.raises(Refused, match="Only a returning officer or a coordinator"):
        announced(committee, member)
    listing = as_(member).get(f"/committees/{committee.public_id}/elections/")
    assert "Only a returning officer or a coordinator" in listing.content.decode()


def test_a_dissolved_committee_elects_nobody(committee: Committee, coordinator: Membership) -> None:
    committee.status, committee.dissolved_at = "dissolved", NOW
    committee.save(update_fields=["status", "dissolved_at"])
    with pytest.raises(Refused, match="dissolved"):
        announced(committee, coordinator)


def test_a_stranger_finds_nothing(committee: Committee, outsider: Membership, as_: As) -> None:
    election = announced(committee, factories.officer(committee, "coordinator", "Ana"))
    for path in ("", "vote/", "nominate/", "result/", "void/", "result.blt"):
        assert as_(outsider).get(f"/elections/{election.public_id}/{path}").status_code == 404
        assert as_(None).get(f"/elections/{election.public_id}/{path}").status_code == 302
    assert as_(outsider).get(_url(committee)).status_code == 404


def test_the_first_roll_holds_everybody_and_later_ones_members_of_seven_days(
    committee: Committee, coordinator: Membership
) -> None:
    factories.MembershipFactory(committee=committee, joined_at=NOW - timedelta(days=1))
    first = announced(committee, coordinator)
    assert first.contest.roll_size == 2
    assert announced(committee, coordinator, office="coordinator").contest.roll_size == 1


def test_neither_a_practice_nor_a_void_election_is_the_first(
    committee: Committee, coordinator: Membership
) -> None:
    factories.MembershipFactory(committee=committee, joined_at=NOW - timedelta(days=1))
    announced(committee, coordinator, preset="practice")
    void = announced(committee, coordinator)
    advance_election(void, at=void.nominations_close_at)
    assert announced(committee, coordinator).contest.roll_size == 2


def test_under_ten_the_clock_runs_it_and_from_ten_on_the_returning_officer(
    committee: Committee, coordinator: Membership
) -> None:
    assert announced(committee, coordinator, office="delegate").returning_officer is None
    members(committee, 10)
    assert announced(committee, coordinator, office="coordinator").returning_officer is None
    officer = factories.officer(committee, "returning_officer", "Ruth")
    assert (
        announced(committee, coordinator, office="membership_secretary").returning_officer
        == officer
    )
    assert announced(committee, officer, office="returning_officer").returning_officer == officer


def test_an_election_may_begin_later(
    committee: Committee, returning_officer: Membership, member: Membership
) -> None:
    table = timetable.propose("standard", NOW + timedelta(days=3), committee)
    election = announced(committee, returning_officer, table=table)
    assert election.status == ElectionStatus.ANNOUNCED
    with pytest.raises(Refused, match="not opened yet"):
        nominate(election, name=None, by=member, at=NOW)
    election = advance_election(election, at=table.nominations_open_at)
    assert election.status == ElectionStatus.NOMINATIONS
    stand(election, member)


def test_the_reminders_are_set_with_at_most_three_during_voting(
    committee: Committee, returning_officer: Membership
) -> None:
    election = announced(committee, returning_officer)
    during = ElectionReminder.objects.filter(
        due_at__gte=election.voting_opens_at, due_at__lt=election.voting_closes_at
    )
    assert set(during.values_list("news", flat=True)) == {"voting_opens", "midpoint", "last_call"}


def test_an_hour_that_the_clocks_show_twice_is_the_first_one(
    committee: Committee, coordinator: Membership
) -> None:
    field = MomentField()
    field.zone = committee.timezone
    moment = field.clean("2026-11-01T01:30")
    assert moment.isoformat() == "2026-11-01T05:30:00+00:00"


def test_a_second_election_for_an_office_waits_until_the_first_is_decided(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    announced(committee, coordinator, preset="practice")
    first = announced(committee, coordinator, title="Our delegates")
    with pytest.raises(Refused, match="under way already: Our delegates"):
        announced(committee, coordinator)
    answer = as_(coordinator).post(_url(committee), _form())
    assert answer.status_code == 422
    assert "under way already: Our delegates" in answer.content.decode()
    assert Election.objects.count() == 2
    announced(committee, coordinator, preset="practice")
    announced(committee, coordinator, office="coordinator")
    advance_election(first, at=first.nominations_close_at)
    assert announced(committee, coordinator).status == ElectionStatus.NOMINATIONS


def test_an_election_for_the_same_office_elsewhere_is_no_hindrance(
    committee: Committee, coordinator: Membership
) -> None:
    other = factories.CommitteeFactory(status="founded", founded_at=NOW)
    announced(other, factories.officer(other, "coordinator", "Olga"))
    assert announced(committee, coordinator).status == ElectionStatus.NOMINATIONS


@pytest.mark.parametrize(
    ("preset", "lasts"),
    [("practice", timedelta(minutes=9)), ("long", timedelta(days=15, hours=-1))],
)
def test_another_preset_is_worked_out_and_shown_before_anything_is_announced(
    committee: Committee, coordinator: Membership, as_: As, preset: str, lasts: timedelta
) -> None:
    browser = as_(coordinator)
    sent = _shown(browser.get(_url(committee))) | {"preset": preset, "about": "Read this."}
    page = browser.post(_url(committee), sent)
    assert page.status_code == 200
    assert "Nothing is announced yet" in page.content.decode()
    assert not Election.objects.exists()
    assert not ElectionReminder.objects.exists()
    again = _shown(page)
    assert (again["preset"], again["worked_preset"]) == (preset, preset)
    assert again["about"] == "Read this."
    assert browser.post(_url(committee), again).status_code == 302
    election = Election.objects.get()
    assert election.preset == preset
    assert election.voting_closes_at - election.nominations_open_at == lasts


def test_back_from_a_practice_the_standing_orders_give_the_timetable(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    page = browser.post(_url(committee), _form(preset="practice", work_out=1))
    answer = browser.post(_url(committee), _shown(page) | {"preset": "standard"})
    assert "Nothing is announced yet" in answer.content.decode()
    assert not Election.objects.exists()
    assert browser.post(_url(committee), _shown(answer)).status_code == 302


def test_another_start_moves_the_moments_that_were_not_changed_by_hand(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    shown = _shown(browser.get(_url(committee)))
    page = browser.post(_url(committee), shown | {"nominations_open_at": "2026-03-05T18:00"})
    assert "Nothing is announced yet" in page.content.decode()
    assert _shown(page)["nominations_close_at"] == "2026-03-10T18:00"
    assert not Election.objects.exists()


def test_moments_changed_by_hand_are_announced_as_they_are(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    shown = _shown(browser.get(_url(committee)))
    by_hand = {"preset": "long", "challenge_ends_at": "2026-03-25T18:00"}
    assert browser.post(_url(committee), shown | by_hand).status_code == 302
    ends_at = Election.objects.get().challenge_ends_at
    assert ends_at.isoformat() == "2026-03-25T22:00:00+00:00"


@pytest.mark.parametrize("worked", [{"worked_preset": "never"}, {"worked_start": "soon"}])
def test_nonsense_about_the_timetable_shown_is_passed_over(
    committee: Committee, coordinator: Membership, as_: As, worked: dict[str, str]
) -> None:
    given = {"worked_preset": "long", "worked_start": "2026-03-04T07:00"}
    assert as_(coordinator).post(_url(committee), _form(**(given | worked))).status_code == 302


@pytest.mark.parametrize(
    ("changed", "more", "times"),
    [
        ({"office": "king"}, False, False),
        ({"office": "king", "about": "Read this."}, True, False),
        ({"seats": "0"}, True, False),
        ({"voting_closes_at": "soon"}, False, True),
    ],
)
def test_what_is_folded_opens_where_it_holds_a_fault_or_words(
    committee: Committee,
    coordinator: Membership,
    as_: As,
    changed: dict[str, str],
    more: bool,
    times: bool,
) -> None:
    answer = as_(coordinator).post(_url(committee), _form(**changed))
    assert answer.status_code == 422
    assert (answer.context["more_is_open"], answer.context["times_are_open"]) == (more, times)
    assert answer.content.decode().count('class="fold" open') == more + times


def test_the_timetable_is_read_before_it_is_changed(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    page = as_(coordinator).get(_url(committee))
    table = page.context["table"]
    assert f'datetime="{table.voting_closes_at.isoformat()}"' in page.content.decode()
    faulty = as_(coordinator).post(_url(committee), _form(seats="0"))
    assert faulty.context["table"].voting_closes_at.isoformat() == "2026-03-14T22:00:00+00:00"
