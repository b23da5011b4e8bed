"""Becoming a teller: the browser hands in public keys."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from ballots.protocol.encoding import b64
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.eligibility import can_stand
from elections.models import Election, Teller
from elections.operations.nominations import nominate
from elections.operations.tellers import PublicKeys, accept_telling
from tests import tellers as scripted
from tests.elections.telling import ask, hold, printed
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, people: list[Membership], now: object
) -> Election:
    return announced(committee, returning_officer)


@pytest.fixture
def asked(election: Election, returning_officer: Membership, people: list[Membership]) -> Teller:
    return ask(election, people[0], returning_officer)


def handed(keys: PublicKeys) -> dict[str, object]:
    """What the browser sends."""
    lots = [b64(keys.lots[at : at + 32]) for at in range(0, 288, 32)]
    return {"lots": lots, "seal": b64(keys.seal), "sign": b64(keys.sign)}


def send(client: Client, teller: Teller, said: object) -> tuple[int, dict[str, str]]:
    body = json.dumps(said, sort_keys=True, separators=(",", ":"))
    answer = client.post(
        f"/tellers/{teller.public_id}/accept/", body, content_type="application/json"
    )
    return answer.status_code, answer.json()


def test_the_browser_hands_in_its_keys(asked: Teller, people: list[Membership], as_: As) -> None:
    keys = scripted.Teller(1, "").public
    assert send(as_(people[0]), asked, handed(keys)) == (200, {})
    asked.refresh_from_db()
    assert (asked.status, asked.number) == ("accepted", None)
    assert (bytes(asked.seal or b""), bytes(asked.sign or b"")) == (keys.seal, keys.sign)
    assert bytes(asked.lots or b"") == keys.lots
    assert Event.objects.filter(name="elections.telling_accepted").count() == 1


def test_new_keys_take_the_place_of_lost_ones(asked: Teller, people: list[Membership]) -> None:
    accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)
    again = scripted.Teller(1, "").public
    assert bytes(accept_telling(asked, keys=again, by=people[0], at=NOW).sign or b"") == again.sign


@pytest.mark.parametrize(
    "said",
    [
        "no object",
        {},
        {"lots": [], "seal": "", "sign": ""},
        {"lots": ["A" * 43] * 9, "seal": "x", "sign": "A" * 43},
        {"lots": "A" * 9, "seal": "A" * 43, "sign": "A" * 43},
    ],
)
def test_what_is_no_keys_is_refused(
    asked: Teller, people: list[Membership], as_: As, said: object
) -> None:
    assert send(as_(people[0]), asked, said) == (422, {"fault": "format"})


def test_unsound_keys_are_refused(asked: Teller, people: list[Membership], as_: As) -> None:
    good = scripted.Teller(1, "").public
    for bad in (
        PublicKeys(bytes(32), good.sign, good.lots),
        PublicKeys(good.seal, bytes(32), good.lots),
        PublicKeys(good.seal, good.sign, good.lots[32:]),
        PublicKeys(good.seal[1:], good.sign, good.lots),
    ):
        with pytest.raises(Refused, match="no keys"):
            accept_telling(asked, keys=bad, by=people[0], at=NOW)


def test_no_two_tellers_have_one_key(
    election: Election,
    asked: Teller,
    returning_officer: Membership,
    people: list[Membership],
    as_: As,
) -> None:
    keys = scripted.Teller(1, "").public
    accept_telling(asked, keys=keys, by=people[0], at=NOW)
    other = ask(election, people[1], returning_officer)
    status, said = send(as_(people[1]), other, handed(keys))
    assert (status, said["fault"]) == (403, "refused")


def test_only_the_member_who_was_asked(asked: Teller, people: list[Membership], as_: As) -> None:
    keys = scripted.Teller(1, "").public
    with pytest.raises(Refused, match="Only the member who was asked"):
        accept_telling(asked, keys=keys, by=people[1], at=NOW)
    assert as_(people[1]).post(f"/tellers/{asked.public_id}/accept/").status_code == 404
    signed_out = Client().post(f"/tellers/{asked.public_id}/accept/")
    assert (signed_out.status_code, signed_out.json()) == (401, {"fault": "signed-out"})


def test_a_candidate_cannot_and_a_teller_cannot_stand(
    election: Election, asked: Teller, people: list[Membership]
) -> None:
    stand(election, people[0])
    with pytest.raises(Refused, match="Candidates"):
        accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)


def test_who_holds_a_key_does_not_stand(
    election: Election, asked: Teller, people: list[Membership]
) -> None:
    accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)
    assert "Give the key back" in str(can_stand(people[0], election).reason)
    with pytest.raises(Refused, match="Give the key back"):
        nominate(election, name=None, by=people[0], at=NOW)


def test_not_once_the_paper_is_printed_and_not_after_no(
    election: Election, asked: Teller, returning_officer: Membership, people: list[Membership]
) -> None:
    stand(election, people[9])
    hold(election, people[1:3], returning_officer)
    printed(election)
    with pytest.raises(Refused, match="printed"):
        accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)
    Teller.objects.filter(pk=asked.pk).update(status="declined")
    with pytest.raises(Refused, match="not asked"):
        accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)


def test_who_has_left_holds_no_key(asked: Teller, people: list[Membership]) -> None:
    people[0].status, people[0].ended_at = "left", NOW
    people[0].save()
    with pytest.raises(Refused, match="Only members"):
        accept_telling(asked, keys=scripted.Teller(1, "").public, by=people[0], at=NOW)
