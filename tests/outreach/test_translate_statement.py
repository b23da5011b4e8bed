"""An adopted statement is translated by a coordinator; the adopted text comes first."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.models import Statement
from outreach.operations.statements import translate_statement
from tests.factories_places import AdoptedFactory, StatementFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
SPANISH = {"title": "No a los recortes", "text": "Decimos que no."}


@pytest.fixture
def adopted(committee: Committee) -> Statement:
    made: Statement = AdoptedFactory(committee=committee)
    return made


def test_a_coordinator_puts_a_translation_beside_it_and_takes_it_away(
    adopted: Statement, coordinator: Membership, as_: As
) -> None:
    path = f"/s/{adopted.public_id}/translate/es/"
    assert as_(coordinator).get(path).status_code == 200
    assert as_(coordinator).post(path, SPANISH).status_code == 302
    public = as_(None).get(f"/s/{adopted.public_id}/").content.decode()
    assert public.index("We say no.") < public.index("Decimos que no.")
    assert 'lang="es" dir="ltr"' in public
    assert as_(coordinator).post(path, {"title": "x", "text": ""}).status_code == 422
    as_(coordinator).post(path, {"title": "", "text": ""})
    assert not adopted.translations.exists()


def test_not_into_its_own_language_or_one_that_nobody_knows(
    adopted: Statement, coordinator: Membership, as_: As, now: datetime
) -> None:
    for language in ("en", "tlh"):
        path = f"/s/{adopted.public_id}/translate/{language}/"
        assert as_(coordinator).get(path).status_code == 404
    with pytest.raises(Refused, match="written in this language"):
        translate_statement(adopted, "en", **SPANISH, by=coordinator, at=now)


def test_only_a_coordinator_and_only_what_is_adopted_and_in_force(
    adopted: Statement, committee: Committee, coordinator: Membership, member: Membership,
    now: datetime,
) -> None:  # fmt: skip
    with pytest.raises(Refused, match="Only a coordinator"):
        translate_statement(adopted, "es", **SPANISH, by=member, at=now)
    draft = StatementFactory(committee=committee)
    with pytest.raises(Refused, match="not adopted yet"):
        translate_statement(draft, "es", **SPANISH, by=coordinator, at=now)
    adopted.resolution.status, adopted.resolution.rescinded_at = "rescinded", now
    adopted.resolution.save()
    with pytest.raises(Refused, match="rescinded"):
        translate_statement(adopted, "es", **SPANISH, by=coordinator, at=now)
