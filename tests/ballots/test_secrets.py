import os
import stat
from pathlib import Path

import pytest

from ballots import secrets

CONTEST = "abcdefghjkmn"


def test_the_file_can_be_read_by_its_owner_only(secrets_folder: Path) -> None:
    secrets.make(CONTEST)
    assert stat.S_IMODE(secrets_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((secrets_folder / CONTEST).stat().st_mode) == 0o600
    assert [file.name for file in secrets_folder.iterdir()] == [CONTEST]


def test_a_secret_that_is_there_already_serves_again() -> None:
    assert secrets.make(CONTEST) == secrets.make(CONTEST)


def test_a_half_written_file_of_a_dead_process_is_no_obstacle(secrets_folder: Path) -> None:
    secrets_folder.mkdir()
    (secrets_folder / CONTEST).with_suffix(".new").write_bytes(b"half")
    secrets.make(CONTEST)
    assert secrets.held() == [CONTEST]


def test_a_mark_is_the_same_for_a_voter_and_another_for_everybody_else() -> None:
    secret = secrets.make(CONTEST)
    assert secret.mark("ann") == secret.mark("ann") != secret.mark("bob")
    assert secrets.make("bcdefghjkmnp").mark("ann") != secret.mark("ann")


def test_sealed_ballots_are_as_long_whatever_they_hold_and_never_alike() -> None:
    secret = secrets.make(CONTEST)
    blank, full = secret.seal("m", [], 4), secret.seal("m", [4, 3, 2, 1], 4)
    assert len(blank) == len(full)
    assert secret.seal("m", [], 4) != blank
    assert secret.open("m", full) == (4, 3, 2, 1)
    assert secret.open("m", blank) == ()


def test_a_ballot_moved_under_another_mark_does_not_open() -> None:
    secret = secrets.make(CONTEST)
    with pytest.raises(secrets.SecretLost):
        secret.open("other", secret.seal("m", [1], 4))


def test_destroying_overwrites_the_bytes_before_the_name_goes(secrets_folder: Path) -> None:
    secret = secrets.make(CONTEST)
    kept = secrets_folder / "hard-link"
    os.link(secrets_folder / CONTEST, kept)
    secrets.destroy(CONTEST)
    assert not (secrets_folder / CONTEST).exists()
    assert secret.box not in kept.read_bytes()
    assert secret.lot not in kept.read_bytes()
    secrets.destroy(CONTEST)  # nothing is there, nothing happens


def test_a_missing_or_damaged_file_is_a_lost_secret(secrets_folder: Path) -> None:
    with pytest.raises(secrets.SecretLost):
        secrets.read(CONTEST)
    secrets_folder.mkdir(exist_ok=True)
    (secrets_folder / CONTEST).write_bytes(b"short")
    with pytest.raises(secrets.SecretLost):
        secrets.read(CONTEST)


def test_only_an_identifier_names_a_file() -> None:
    with pytest.raises(ValueError, match="identifier"):
        secrets.read("../../etc/pas")


def test_a_secret_is_not_in_its_own_description() -> None:
    secret = secrets.make(CONTEST)
    assert str(secret.box) not in repr(secret)
    assert str(secret.lot) not in repr(secret)
