"""Nine invitations on a sheet of paper: made once, printed once."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product

from committees import cards, permissions, tokens
from committees.models import Campus, Committee, Invitation, Membership
from committees.operations.invitations import print_invitations
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.committees.joining import As
from tests.factories_joining import InvitationFactory
from tests.printing import A4, LETTER, Printed, needs_fonts, printed


def path(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/invite/cards/"


def sheet(as_: As, member: Membership) -> Printed:
    answer = as_(member).post(path(member.committee))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="invitations.pdf"'
    assert "no-store" in answer["Cache-Control"]
    return printed(answer.content)


def test_nine_invitations_of_72_hours_are_made_and_of_their_tokens_only_hashes_kept(
    member: Membership, now: datetime
) -> None:
    made = print_invitations(member.committee, by=member, at=now)
    assert len({one.token for one in made}) == 9
    rows = list(Invitation.objects.values())
    assert {row["token_hash"] for row in rows} == {tokens.digest(one.token) for one in made}
    assert {row["expires_at"] for row in rows} == {now + timedelta(hours=72)}
    assert not any(one.token in str(rows) for one in made)


def test_the_event_names_the_committee_alone(member: Membership, now: datetime) -> None:
    made = print_invitations(member.committee, by=member, at=now)
    event = Event.objects.get(name="committees.invitations_printed")
    assert event.subject == member.committee.public_id
    assert event.data == {"cards": 9}
    assert not any(one.invitation.public_id in str(event.__dict__) for one in made)


@needs_fonts
@pytest.mark.parametrize(("country", "size"), [("US", LETTER), ("DE", A4)])
def test_the_sheet_is_one_page_with_nine_codes_that_each_let_one_person_in(
    member: Membership, as_: As, country: str, size: tuple[int, int]
) -> None:
    Campus.objects.update(country=country)
    found = sheet(as_, member)
    assert found.sizes == [size]
    assert len(set(found.codes)) == 9
    for number, link in enumerate(found.codes):
        assert link.startswith(f"{product.PUBLIC_URL}/i/")
        join = link.removeprefix(product.PUBLIC_URL) + "join/"
        first, second = factories.UserFactory(), factories.UserFactory()
        assert as_(first).post(join, {"chosen_name": f"Zia {number}"}).status_code == 302
        assert as_(second).post(join, {"chosen_name": f"Ana {number}"}).status_code == 410


@needs_fonts
def test_each_card_says_of_which_committee_it_is_and_until_when_it_works(
    member: Membership, as_: As
) -> None:
    found = sheet(as_, member)
    until = Invitation.objects.first()
    assert until is not None
    local = until.expires_at.astimezone(member.committee.timezone)
    assert found.text.count(member.committee.name.upper()) == 9
    assert found.text.count("For one person. Works once.") == 9
    assert found.text.count(f"{local:%H:%M}") >= 9
    assert member.chosen_name not in found.text


@needs_fonts
def test_a_discreet_committees_cards_name_neither_it_nor_the_campus(
    member: Membership, as_: As
) -> None:
    Committee.objects.update(discretion="discreet")
    found = sheet(as_, member)
    assert found.text.count("YOU ARE INVITED") == 9
    for telling in (member.committee.name, member.committee.campus.name):
        assert telling.upper() not in found.text.upper()
    assert "has chosen to be discreet" in as_(member).get(path(member.committee)).content.decode()


@needs_fonts
@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hans", "qu"])
def test_the_sheet_is_set_in_the_committees_language_where_the_interface_speaks_it(
    member: Membership, as_: As, language: str
) -> None:
    Committee.objects.update(language=language, name="#strong[A] $b$ @c " + "long " * 20)
    found = sheet(as_, member)
    assert len(found.sizes) == 1
    assert len(set(found.codes)) == 9


@needs_fonts
def test_the_cards_cannot_be_had_again(member: Membership, as_: As) -> None:
    browser = as_(member)
    first = set(printed(browser.post(path(member.committee)).content).codes)
    page = browser.get(path(member.committee)).content.decode()
    assert not any(link in page for link in first)
    second = set(printed(browser.post(path(member.committee)).content).codes)
    assert not first & second


def test_a_name_that_cannot_be_printed_makes_no_invitation(member: Membership, as_: As) -> None:
    Committee.objects.update(name="Picket 𓀀")
    answer = as_(member).post(path(member.committee))
    assert answer.status_code == 422
    assert "no cards are made" in answer.content.decode() or not cards.fonts.are_built()
    assert not Invitation.objects.exists()


def test_a_server_without_fonts_says_so_and_makes_none(
    settings: Any, tmp_path: Path, member: Membership, as_: As
) -> None:
    settings.FRONTEND_BUILT = tmp_path
    assert as_(member).get(path(member.committee)).status_code == 200
    answer = as_(member).post(path(member.committee))
    assert answer.status_code == 422
    assert "This server has no printing letters" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_whoever_may_not_invite_prints_no_cards(
    member: Membership, secretary: Membership, outsider: Membership, committee: Committee,
    now: datetime, as_: As,
) -> None:  # fmt: skip
    with pytest.raises(Refused, match="Only members"):
        print_invitations(committee, by=outsider, at=now)
    assert as_(outsider).get(path(committee)).status_code == 404
    assert as_(None).get(path(committee)).status_code == 302
    Committee.objects.update(joining="closed")
    member.committee.refresh_from_db()
    with pytest.raises(Refused, match="only membership secretaries invite"):
        print_invitations(member.committee, by=member, at=now)
    page = as_(member).get(path(committee)).content.decode()
    assert "only membership secretaries invite" in page
    assert print_invitations(member.committee, by=secretary, at=now)


def test_a_sheet_must_fit_into_what_may_be_open(member: Membership, now: datetime) -> None:
    most = permissions.invitations.OPEN_AT_MOST
    InvitationFactory.create_batch(most - 9, made_by=member)
    assert print_invitations(member.committee, by=member, at=now)
    Invitation.objects.order_by("pk").last().delete()  # type: ignore[union-attr]
    with pytest.raises(Refused, match="A sheet is 9 invitations"):
        print_invitations(member.committee, by=member, at=now)
    assert Invitation.objects.count() == most - 1


@needs_fonts
def test_a_refused_sheet_is_a_page_with_the_reason(member: Membership, as_: As) -> None:
    later = factories.NOW.replace(year=2999)
    InvitationFactory.create_batch(32, made_by=member, expires_at=later)
    assert as_(member).post(path(member.committee)).status_code == 403
    assert "A sheet is 9" in as_(member).get(path(member.committee)).content.decode()


def test_the_page_of_inviting_leads_there(member: Membership, as_: As) -> None:
    page = as_(member).get(f"/committees/{member.committee.public_id}/invite/").content.decode()
    assert path(member.committee) in page
