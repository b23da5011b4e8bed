"""Those who go, and coordinators, prepare a delegation and print its sheet, which names nobody."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.printing import fonts
from outreach.models import Delegation
from outreach.operations.delegations import prepare_delegation
from tests.factories_places import (
    AdoptedFactory,
    DelegationFactory,
    DelegationMemberFactory,
    StatementTranslationFactory,
)
from tests.printing import LETTER, needs_fonts, printed

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
SAID = {"meet_at": "Third corner", "to_say": "We come to listen.", "questions": "What is hard?"}


@pytest.fixture
def delegation(committee: Committee, member: Membership) -> Delegation:
    """The cast's member goes, and carries leaflets."""
    statement = AdoptedFactory(committee=committee)
    StatementTranslationFactory(statement=statement)
    made: Delegation = DelegationFactory(committee=committee, statement=statement)
    DelegationMemberFactory(delegation=made, membership=member, carries="leaflets")
    return made


def test_who_goes_says_where_to_meet_and_what_to_say(
    delegation: Delegation, member: Membership, as_: As
) -> None:
    path = f"/delegations/{delegation.public_id}/prepare/"
    assert as_(member).get(path).status_code == 200
    assert as_(member).post(path, SAID | {"to_say": "x" * 2_001}).status_code == 422
    assert as_(member).post(path, SAID).status_code == 302
    delegation.refresh_from_db()
    assert (delegation.meet_at, delegation.to_say) == ("Third corner", "We come to listen.")


def test_nobody_else_does_and_nobody_after_the_report(
    delegation: Delegation, secretary: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only who goes along"):
        prepare_delegation(delegation, **SAID, by=secretary, at=now)
    Delegation.objects.update(status="cancelled", cancelled_at=now)
    with pytest.raises(Refused, match="will not go"):
        prepare_delegation(delegation, **SAID, by=member, at=now)


@needs_fonts
def test_the_sheet_says_where_when_and_what_and_names_nobody(
    delegation: Delegation, member: Membership, coordinator: Membership, as_: As
) -> None:
    Delegation.objects.update(**SAID)
    answer = as_(member).get(f"/delegations/{delegation.public_id}/print/")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    found = printed(answer.content)
    assert found.sizes[0] == LETTER
    for text in ("General Hospital", "Third corner", "We come to listen.", "What is hard?"):
        assert text in found.text
    assert "Leaflets: 1 of us" in found.text
    assert f"/s/{delegation.statement.public_id}" in found.text
    for name in (member.chosen_name, coordinator.chosen_name):
        assert name not in found.text


def test_without_letters_it_is_a_page_to_print(
    delegation: Delegation, coordinator: Membership, secretary: Membership, as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(fonts, "are_built", lambda: False)
    path = f"/delegations/{delegation.public_id}/print/"
    answer = as_(coordinator).get(path)
    assert answer.status_code == 422
    assert b"What is hardest for you here" in answer.content
    assert as_(secretary).get(path).status_code == 403
