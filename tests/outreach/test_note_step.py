"""What is done about a report, with a day."""

from datetime import date, datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from outreach.models import DefenceStep
from outreach.operations.defence_following import note_step
from tests.factories_actions import DefenceStepFactory, ReprisalFactory
from tests.factories_meetings import ResolutionFactory
from tests.outreach.plans import As

FORM = {"kind": "letter", "text": "To the principal", "due_on": "2026-03-06", "resolution": ""}


def test_only_those_who_read_it_note_and_no_event_says_who(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    made = ReprisalFactory(reporter=member)
    given = {
        "kind": "fund",
        "text": "",
        "due_on": date(2026, 3, 6),
        "resolution": None,
        "at": now,
    }
    with pytest.raises(Refused, match="Only the members chosen"):
        note_step(made, by=member, **given)
    assert note_step(made, by=coordinator, **given).kind == "fund"
    assert Event.objects.get(name="outreach.step_noted").actor == ""
    for _number in range(39):
        DefenceStepFactory(reprisal=made)
    with pytest.raises(Refused, match="forty"):
        note_step(made, by=coordinator, **given)


def test_the_form_notes_it_with_the_resolution_that_answers(
    committee: Committee, member: Membership, coordinator: Membership, as_: As
) -> None:
    decided = ResolutionFactory(committee=committee)
    made = ReprisalFactory(reporter=member)
    browser, address = as_(coordinator), f"/reprisals/{made.public_id}/step/"
    assert decided.title in browser.get(address).content.decode()
    sent = FORM | {"resolution": decided.public_id}
    assert "To the principal" in browser.post(address, sent, follow=True).content.decode()
    assert DefenceStep.objects.get().resolution == decided
    browser.post(address, FORM)
    assert DefenceStep.objects.filter(resolution=None).exists()
    assert as_(member).get(address).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "war"}, {"due_on": "soon"}, {"due_on": "2026-03-01"}, {"due_on": "2028-03-01"}],
)
def test_a_faulty_form_says_why(
    wrong: dict[str, str], member: Membership, coordinator: Membership, as_: As
) -> None:
    made = ReprisalFactory(reporter=member)
    answer = as_(coordinator).post(f"/reprisals/{made.public_id}/step/", FORM | wrong)
    assert answer.status_code == 422
