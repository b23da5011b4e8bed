"""Whatever is changed in a board file, the verifier says so."""

import copy
import json
import os
import random
from typing import Any

import pytest

from tests.verifier.boards import Election, b64, canonical, digest, mark, unb64
from tests.verifier.changes import STRANGERS, other, paths, put
from tests.verifier.cheats import CHEATS


def test_every_change_of_any_value_is_caught(election: Election, complaint):
    file = election.file()
    assert complaint(file) == ""
    ways = list(paths(file))
    assert len(ways) > 250
    unchanged = [way for way in ways if not complaint(put(file, way, other))]
    assert unchanged == []


def test_every_change_of_the_board_is_caught_even_when_holders_sign_it(
    election: Election, complaint
):
    file = election.file()
    codes = [each["code"] for each in file["board"]["invalid"]]
    # Where commitments fit no key, one wrong key proves it as well as another.
    free = ("invalid", codes.index("commitment"), "key")
    for way in paths(file["board"]):
        altered = put(file["board"], way, other)
        said = complaint(file | {"board": altered, "signatures": election.sign(altered)})
        assert bool(said) == (way != free), way


def test_a_value_of_another_kind_is_caught(election: Election, complaint):
    file = election.file()
    chosen = random.Random(1)
    for way in paths(file):
        for stranger in chosen.sample(STRANGERS, 3):
            altered = put(file, way, lambda _, stranger=stranger: stranger)
            if altered != file or canonical(altered) != canonical(file):
                assert complaint(altered), (way, stranger)


def test_an_unknown_field_is_caught_wherever_it_stands(election: Election, complaint):
    file = election.file()
    objects = [way for way in paths(file) if isinstance(_at(file, way), dict)]
    assert len(objects) > 20
    for way in objects:
        assert complaint(put(file, way, lambda value: value | {"zz": 0})), way


def _at(file: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        file = file[step]
    return file


@pytest.mark.parametrize("field", ["ballots", "closing_list", "invalid", "leaves", "lots", "ready"])
def test_what_is_shuffled_dropped_or_doubled_is_caught(election: Election, complaint, field):
    board = election.board()
    held = board[field]
    for altered in (held[::-1], held[1:], [*held, held[-1]], [held[0], *held]):
        changed = board | {field: altered}
        file = election.file() | {"board": changed, "signatures": election.sign(changed)}
        assert complaint(file)


def test_the_order_of_casting_does_not_show(election: Election):
    board = election.board()
    shuffled = copy.copy(election)
    shuffled.ballots = random.Random(2).sample(election.ballots, len(election.ballots))
    shuffled.listed = random.Random(3).sample(election.listed, len(election.listed))
    assert shuffled.board() == board


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.__name__)
def test_a_cheat_is_caught(complaint, cheat):
    assert complaint(cheat())


def test_a_good_ballot_cannot_be_called_invalid(complaint):
    for code in ("format", "credential", "signature", "fingerprint", "choices", "duplicate"):
        cheat = Election()
        voter = cheat.voter()
        body = cheat.body([1], 3, cheat.fingerprint)
        cheat.spoil(code, cheat.envelope(cheat.inner(voter, body)))
        assert f"not invalid for the reason {code}" in complaint(cheat.file())


@pytest.mark.parametrize("signers", [(1,), (3,)])
def test_fewer_holders_than_needed_are_not_enough(election: Election, complaint, signers):
    board = election.board()
    file = election.file() | {"signatures": election.sign(board, signers)}
    assert "Too few" in complaint(file)


def test_any_holders_that_are_enough_may_sign(election: Election, complaint):
    board = election.board()
    for signers in [(1, 2), (1, 3), (2, 3), (1, 2, 3)]:
        assert not complaint(election.file() | {"signatures": election.sign(board, signers)})
    assert complaint(election.file() | {"signatures": election.sign(board, (2, 1))})


SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
P = 2**255 - 19


@pytest.mark.parametrize("encoded", SMALL_ORDER)
def test_a_key_of_small_order_signs_nothing(verify, encoded):
    key = bytes.fromhex(encoded)
    # The neutral point as R and S = 0 satisfy the bare equation for many of these.
    for point in SMALL_ORDER:
        assert not verify.signed(key, bytes.fromhex(point) + bytes(32), b"anything")


def test_a_point_above_the_prime_is_no_key(verify):
    for y in range(P, 2**255):
        assert not verify.is_point(y.to_bytes(32, "little"))


def test_a_signature_with_a_large_s_is_refused(verify, election: Election):
    key = election.receipts.public_key().public_bytes_raw()
    signature = election.receipts.sign(b"x")
    assert verify.signed(key, signature, b"x")
    order = 2**252 + 27742317777372353535851937790883648493
    grown = int.from_bytes(signature[32:], "little") + order
    assert not verify.signed(key, signature[:32] + grown.to_bytes(32, "little"), b"x")


def test_a_fingerprint_of_another_election_is_caught(verify, election: Election):
    source = canonical(election.file())
    verify.Board(source, election.fingerprint)
    with pytest.raises(verify.Fault, match="another than the one that you gave"):
        verify.Board(source, os.urandom(32))


@pytest.mark.parametrize(
    "changes",
    [
        {"protocol": "rf2"},
        {"id": "K3y9x2m4p7q1"},
        {"kind": "approval"},
        {"ron": 3},
        {"seats": 0},
        {"rule_version": 2},
        {"most_ranks": 5},
        {"needed": 1},
        {"needed": 4},
        {"holders": []},
        {"padding": 2048},
        {"closes_at": 1},
        {"terms": {"at_least": 1}},
        {"candidates": []},
    ],
)
def test_a_definition_outside_its_limits_is_refused(complaint, changes):
    assert complaint(Election(changes=changes).file())


def test_moduli_that_are_weak_or_one_are_refused(complaint):
    good = Election().definition["issuer"]
    number = int.from_bytes(unb64(good["ballot"]), "big")
    weak = [number - 1, number >> 1 | 1, 3]
    issuers = [good | {"ballot": b64(each.to_bytes(384, "big"))} for each in weak]
    issuers.append({"ballot": good["ballot"], "envelope": good["ballot"]})
    for issuer in issuers:
        assert "modul" in complaint(Election(changes={"issuer": issuer}).file())


def test_an_invented_member_changes_the_roll(election: Election, complaint):
    board = election.board()
    invented = [b64(digest(mark("roll"), b"nobody")), 1]
    leaves = sorted([*board["leaves"], invented], key=lambda leaf: unb64(leaf[0]))
    altered = board | {"leaves": leaves}
    file = election.file() | {"board": altered, "signatures": election.sign(altered)}
    assert "as many leaves" in complaint(file)


def test_a_stage_written_with_true_for_one_is_caught(election: Election, complaint):
    file = json.loads(json.dumps(election.file()))
    file["result"]["stages"][0]["number"] = True
    assert "Stage 1" in complaint(file)
