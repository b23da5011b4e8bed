"""Calling an action: by a decision, with a checklist and shifts; told to members without the place."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection

from accounts import crypto
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import StrikeBallot
from meetings.models import Resolution
from notices.models import Message
from outreach.models import Action, Participation, TaskKind
from outreach.operations.actions import call_action, change_action
from tests.factories_actions import BEGINS_AT
from tests.factories_meetings import ResolutionFactory
from tests.factories_strikes import StrikeBallotFactory
from tests.outreach.plans import FORM, As, Counter, plan


def test_checklist_and_shifts_stand_at_once_and_members_are_told_without_the_place(
    action: Action, part: Participation
) -> None:
    kinds = set(part.tasks.values_list("kind", flat=True))
    assert kinds == set(TaskKind.values) - {"own"}
    assert dict(part.shifts.values_list("role", "places")) == {
        "marshal": 2,
        "first_aid": 1,
        "observer": 2,
        "access": 1,
        "press": 1,
    }
    message = Message.objects.get(template="outreach/email/action_called")
    assert message.audience == "committees.members"
    assert "North gate" not in str(message.context)
    event = Event.objects.get(name="outreach.action_called")
    assert (event.subject, event.scope) == (action.public_id, action.committee.public_id)


def test_one_marshal_for_each_25_and_long_actions_are_stood_in_turns(
    committee: Committee, decision: Resolution, coordinator: Membership, now: datetime
) -> None:
    long = call_action(
        committee,
        plan(kind="picket", minutes=480),
        decision=decision,
        expected=130,
        by=coordinator,
        at=now,
    )
    shifts = long.participations.get().shifts
    marshals = list(shifts.filter(role="marshal").order_by("starts_at"))
    assert [one.places for one in marshals] == [6] * 4
    assert marshals[0].ends_at == marshals[1].starts_at
    assert marshals[-1].ends_at == long.ends_at
    assert shifts.filter(role="picket", places=13).count() == 4


def test_the_place_lies_sealed_in_the_database(action: Action) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT place FROM outreach_action WHERE id = %s", [action.pk])
        (raw,) = cursor.fetchone()
    assert "North gate" not in raw
    assert crypto.unseal(raw, "outreach.action.place") == b"North gate"


def test_nothing_is_called_without_a_resolution_in_force_of_the_committee(
    committee: Committee, decision: Resolution, coordinator: Membership, now: datetime
) -> None:
    given = {"expected": 5, "by": coordinator, "at": now}
    with pytest.raises(Refused, match="needs a decision"):
        call_action(committee, plan(), decision=ResolutionFactory(), **given)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    decision.refresh_from_db()
    with pytest.raises(Refused, match="rescinded"):
        call_action(committee, plan(), decision=decision, **given)


def test_only_coordinators_of_a_living_committee_call(
    committee: Committee, decision: Resolution, coordinator: Membership, member: Membership,
    outsider: Membership, now: datetime,
) -> None:  # fmt: skip
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            call_action(committee, plan(), decision=decision, expected=5, by=somebody, at=now)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        call_action(committee, plan(), decision=decision, expected=5, by=coordinator, at=now)


def test_the_database_holds_that_a_decision_stands_behind_it(part: Participation) -> None:
    with pytest.raises(IntegrityError):
        Participation.objects.filter(pk=part.pk).update(resolution=None)


def test_the_form_calls_and_leads_to_its_page(
    committee: Committee, decision: Resolution, coordinator: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/committees/{committee.public_id}/called-actions/new/"
    page = browser.get(address, {"decision": decision.public_id}).content.decode()
    assert f'value="{decision.public_id}" selected' in page
    shown = browser.post(address, FORM | {"decision": decision.public_id}, follow=True)
    assert "Walkout for warm rooms" in shown.content.decode()
    made = Action.objects.get()
    assert made.place_opens_at == made.starts_at - timedelta(hours=2)
    assert made.starts_at == datetime.fromisoformat("2026-03-11T08:00-04:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "none"},
        {"kind": "riot"},
        {"title": ""},
        {"starts_at": "soon"},
        {"starts_at": "2026-03-01T08:00"},
        {"starts_at": "2028-03-01T08:00"},
        {"minutes": "5"},
        {"expected": "0"},
        {"place_opens_at": "2026-03-11T09:00"},
    ],
)
def test_a_faulty_form_says_why_and_keeps_what_was_entered(
    wrong: dict[str, str], committee: Committee, decision: Resolution, coordinator: Membership,
    as_: As,
) -> None:  # fmt: skip
    address = f"/committees/{committee.public_id}/called-actions/new/"
    answer = as_(coordinator).post(address, FORM | {"decision": decision.public_id} | wrong)
    assert answer.status_code == 422
    assert "North gate" in answer.content.decode()
    assert not Action.objects.exists()


def test_without_any_resolution_the_page_says_what_is_missing(
    committee: Committee, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/committees/{committee.public_id}/called-actions/"
    page = as_(coordinator).get(address).content.decode()
    assert "needs a decision" in page
    assert as_(coordinator).get(f"{address}new/").status_code == 403
    assert as_(member).get(address).status_code == 200
    assert as_(outsider).get(address).status_code == 404
    assert as_(None).get(address).status_code == 302


def test_the_page_asks_the_same_number_of_queries(
    action: Action, part: Participation, coordinator: Membership, as_: As,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    part.tasks.update(membership=coordinator)
    browser = as_(coordinator)
    with django_assert_max_num_queries(26):
        browser.get(f"/called-actions/{action.public_id}/")
    with django_assert_max_num_queries(14):
        browser.get(f"/committees/{action.committee.public_id}/called-actions/")


def test_a_carried_ballot_calls_it_until_it_lapses(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    ballot = StrikeBallotFactory(committee=committee)
    given = {"expected": 5, "by": coordinator, "at": now}
    made = call_action(committee, plan(kind="strike"), decision=ballot, **given)
    assert made.participations.get().decision == ballot
    page = as_(coordinator).get(f"/called-actions/{made.public_id}/").content.decode()
    assert f"/strike-ballots/{ballot.public_id}/" in page
    new = f"/committees/{committee.public_id}/called-actions/new/"
    assert "Ballot: Shall we strike?" in as_(coordinator).get(new).content.decode()
    StrikeBallot.objects.update(lapses_at=now)
    ballot.refresh_from_db()
    with pytest.raises(Refused, match="has lapsed"):
        call_action(committee, plan(), decision=ballot, **given)
    assert "Ballot: Shall we strike?" not in as_(coordinator).get(new).content.decode()
    StrikeBallot.objects.update(status="lost", lapses_at=None)
    ballot.refresh_from_db()
    with pytest.raises(Refused, match="not carried"):
        call_action(committee, plan(), decision=ballot, **given)


def test_a_practice_calls_nothing(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    practice = StrikeBallotFactory(
        committee=committee, rehearses=StrikeBallotFactory(committee=committee)
    )
    with pytest.raises(Refused, match="not carried"):
        call_action(committee, plan(), decision=practice, expected=5, by=coordinator, at=now)


@pytest.mark.parametrize("kind", ["strike", "walkout"])
def test_a_strike_or_walkout_takes_a_ballot_of_the_members(
    kind: str,
    committee: Committee,
    decision: Resolution,
    action: Action,
    coordinator: Membership,
    as_: As,
    now: datetime,
) -> None:
    given = {"decision": decision, "expected": 50, "by": coordinator, "at": now}
    with pytest.raises(Refused, match="takes a secret ballot"):
        call_action(committee, plan(kind=kind), **given)
    with pytest.raises(Refused, match="takes a secret ballot"):
        change_action(action, plan(kind=kind), by=coordinator, at=now)
    sent = FORM | {"kind": kind, "decision": decision.public_id}
    page = as_(coordinator).post(f"/committees/{committee.public_id}/called-actions/new/", sent)
    assert page.status_code == 422
    assert "takes a secret ballot" in page.content.decode()


def test_a_form_that_is_sent_twice_calls_one_action(
    committee: Committee, decision: Resolution, coordinator: Membership, as_: As, now: datetime
) -> None:
    path = f"/committees/{committee.public_id}/called-actions/new/"
    form = FORM | {"decision": decision.public_id}
    client = as_(coordinator)
    first = client.post(path, form)
    with time_machine.travel(now + timedelta(seconds=2), tick=False):
        second = client.post(path, form, follow=True)
    made = Action.objects.get()
    assert first.status_code == 302
    assert second.redirect_chain[-1][0].endswith(f"/{made.public_id}/")
    assert "You need do nothing: it was called before." in second.content.decode()
    assert Message.objects.filter(template="outreach/email/action_called").count() == 1
    assert Event.objects.filter(name="outreach.action_called").count() == 1


def test_another_action_on_the_same_day_is_another(
    committee: Committee, decision: Resolution, coordinator: Membership, now: datetime
) -> None:
    given = {"decision": decision, "expected": 5, "by": coordinator, "at": now}
    for one in (plan(), plan(title="Rally"), plan(starts_at=BEGINS_AT + timedelta(hours=3))):
        call_action(committee, one, **given)
    assert Action.objects.count() == 3
