"""Never mail me again: by a link that holds no address."""

from datetime import datetime

from committees import tokens
from committees.models import InvitationRefusal
from committees.operations.invitations import refuse_invitations
from tests.committees.joining import As


def test_looking_refuses_nothing_and_the_button_does(as_: As) -> None:
    url = f"/i/{tokens.refusal_token('lin@mail.example')}/never/"
    assert "Never mail me again" in as_(None).get(url).content.decode()
    assert not InvitationRefusal.objects.exists()
    assert "No invitation will come again" in as_(None).post(url).content.decode()
    refusal = InvitationRefusal.objects.get()
    assert refusal.digest == tokens.digest_of_address("lin@mail.example")


def test_a_mail_program_refuses_with_one_click_and_without_a_cookie(as_: As) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    url = f"/i/{tokens.refusal_token('lin@mail.example')}/never/"
    response = strict.post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert InvitationRefusal.objects.count() == 1


def test_refusing_twice_changes_nothing(db: None, now: datetime) -> None:
    for _ in range(2):
        refuse_invitations("x" * 64, at=now)
    assert InvitationRefusal.objects.count() == 1


def test_neither_link_nor_row_holds_the_address(db: None, now: datetime) -> None:
    token = tokens.refusal_token("lin@mail.example")
    refuse_invitations(str(tokens.read_refusal(token)), at=now)
    assert "lin" not in token
    assert "mail" not in str(InvitationRefusal.objects.values().get())


def test_a_forged_link_is_answered_with_404(as_: As) -> None:
    token = tokens.refusal_token("lin@mail.example")
    for forged in ("x", token[:-2] + "xx", "~", tokens.digest_of_address("a@b.example")):
        assert as_(None).post(f"/i/{forged}/never/").status_code == 404
    assert not InvitationRefusal.objects.exists()
