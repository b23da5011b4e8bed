"""The sheet for marshals: when and how, never where and who; and the date for a calendar."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.models import Action, Participation
from outreach.operations.shifts import fill_shift
from outreach.permissions.actions import print_marshals_sheet
from tests.outreach.plans import As
from tests.printing import LETTER, needs_fonts, printed


@needs_fonts
def test_it_says_who_is_needed_when_and_neither_place_nor_name(
    action: Action, part: Participation, member: Membership, coordinator: Membership, as_: As,
    now: datetime,
) -> None:  # fmt: skip
    fill_shift(part, by=member, at=now)
    answer = as_(member).get(f"/called-actions/{action.public_id}/marshals.pdf")
    assert answer["Content-Type"] == "application/pdf"
    found = printed(answer.content)
    assert set(found.sizes) == {LETTER}
    text = " ".join(found.text.split())
    for words in ("Walkout for warm rooms", "Marshal: 2 people", "There is no sign-in sheet."):
        assert words in text
    for secret in ("North gate", "Marek", "Ana"):
        assert secret not in text


@needs_fonts
def test_a_discreet_committees_does_not_say_what_it_is(
    action: Action, member: Membership, as_: As
) -> None:
    Committee.objects.update(discretion="discreet")
    answer = as_(member).get(f"/called-actions/{action.public_id}/marshals.pdf")
    assert "Walkout" not in printed(answer.content).text


def test_the_page_shows_it_too_and_prints_where_the_server_has_no_letters(
    action: Action, member: Membership, as_: As
) -> None:
    page = as_(member).get(f"/called-actions/{action.public_id}/marshals/").content.decode()
    assert "What a marshal does" in page
    Action.objects.update(title="\U00013000")
    answer = as_(member).get(f"/called-actions/{action.public_id}/marshals.pdf")
    assert answer.status_code == 422
    assert "Print this page with your browser" in answer.content.decode()


def test_others_print_nothing(
    part: Participation, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        print_marshals_sheet(outsider, part).enforce()
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    part.action.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        print_marshals_sheet(member, part).enforce()


def test_the_calendar_has_the_date_and_no_place(
    action: Action, member: Membership, as_: As
) -> None:
    address = f"/called-actions/{action.public_id}/date.ics"
    text = as_(member).get(address).content.decode()
    assert "SUMMARY:Walkout for warm rooms" in text
    assert "LOCATION" not in text
    assert "North gate" not in text
    Committee.objects.update(discretion="discreet")
    assert "Walkout" not in as_(member).get(address).content.decode()
