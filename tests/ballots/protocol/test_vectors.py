import json

import pytest

from ballots.protocol import bundles, lot, shamir
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import canonical, parse, unb64
from ballots.protocol.holders import HolderKeys
from ballots.protocol.voter import Voter
from tests.ballots.protocol import vectors

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def files() -> Files:
    return vectors.files()


def test_the_files_of_vectors_are_fresh(files: Files) -> None:
    for name, fresh in files.items():
        stored = (vectors.FOLDER / name).read_bytes()
        assert stored == fresh, f"{name}: run python -m tests.ballots.protocol.vectors"


def test_no_other_file_stands_among_the_vectors(files: Files) -> None:
    stored = {file.name for file in vectors.FOLDER.iterdir()} - {"README.md"}
    assert stored == set(files)


def test_each_board_stands_with_the_secrets_of_its_voters(files: Files) -> None:
    secrets = json.loads(files["voters.json"])
    for name, given in secrets.items():
        file = parse(files[f"board-{name}.json"])
        assert canonical(file) == files[f"board-{name}.json"]
        definition = Definition.from_json(file["board"]["definition"])
        keys = {unb64(ballot["key"]) for ballot in file["board"]["ballots"]}
        found = 0
        for stored in given["voters"]:
            names = ("secret", "envelope_paper", "ballot_paper")
            voter = Voter.from_json({name: stored[name] for name in names}, definition)
            receipt, h = unb64(stored["receipt"]), unb64(stored["h"])
            assert voter.receipt_is_good(receipt, stored["counter"], h)
            found += voter.ballot_key in keys
        assert found == len(keys)


def test_the_shares_of_the_vectors_give_their_key(files: Files) -> None:
    for vector in json.loads(files["envelope.json"])["shamir"]:
        shares = [bytes.fromhex(share) for share in vector["shares"]]
        last = list(enumerate(shares, 1))[-vector["needed"] :]
        assert shamir.combine(last).hex() == vector["key"]


def test_the_bundle_of_the_vectors_opens(files: Files) -> None:
    vector = json.loads(files["opening.json"])
    file = parse(files["board-tellers.json"])
    definition = Definition.from_json(file["board"]["definition"])
    secret = unb64(json.loads(files["voters.json"])["tellers"]["holders"][0])
    opened = bundles.open_bundle(
        HolderKeys(secret),
        vector["bundle"]["to"],
        definition,
        vector["bundle"]["from"],
        bytes.fromhex(vector["lot"]["list_hash"]),
        bytes.fromhex(vector["bundle"]["bundle"]),
    )
    assert bundles.plain(opened).hex() == vector["bundle"]["plain"]
    assert len(opened) == len(file["board"]["closing_list"])


def test_the_seed_of_the_vectors_is_that_of_the_board(files: Files) -> None:
    vector = json.loads(files["opening.json"])["lot"]
    file = parse(files["board-tellers.json"])
    definition = Definition.from_json(file["board"]["definition"])
    values = [unb64(value) for value in file["board"]["lots"]]
    seed = lot.seed(definition.fingerprint, bytes.fromhex(vector["list_hash"]), values)
    assert seed.hex() == vector["seed"]
