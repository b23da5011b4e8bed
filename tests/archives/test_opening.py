"""What is no archive, or not as it was made, is refused in a sentence."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives import opening, signing
from archives.opening import Faulty, read_archive
from tests.archives.forging import Files, files_of, packed, read, signed
from tests.archives.owned import small, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def files() -> Files:
    return files_of(zipped(small()))


def test_as_it_was_made_it_is_read(files: Files) -> None:
    archive = read(packed(files))
    assert archive.server == "http://127.0.0.1:8000"
    assert len(archive.claims) == 3


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"no zip", b"\0" * 100_000])
def test_a_file_of_another_kind(raw: bytes) -> None:
    with pytest.raises(Faulty, match="is no archive"):
        read(io.BytesIO(raw))


def test_a_zip_without_a_manifest() -> None:
    with pytest.raises(Faulty, match="manifest is missing"):
        read(packed({"read.html": b""}))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{}", "is no archive of a committee"),
        (b"[]", "is no archive of a committee"),
        (b"{", "cannot be read"),
        (b'{"a": 1}', "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_a_manifest_that_is_none(files: Files, raw: bytes, sentence: str) -> None:
    with pytest.raises(Faulty, match=sentence):
        read(packed(files | {"manifest.json": raw}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("made_at", "yesterday"),
        ("made_at", "2026-03-04T12:00:00"),
        ("made_at", 7),
        ("committee", "../../etc"),
        ("key", "short"),
        ("server", "javascript:alert(1)"),
        ("files", []),
        ("files", {"../../etc/passwd": {"bytes": 1, "sha256": "0" * 64}}),
        ("files", {"/read.html": {"bytes": 1, "sha256": "0" * 64}}),
        ("files", {"read.html": {"bytes": 1}}),
        ("files", {"read.html": {"bytes": "1", "sha256": "0" * 64}}),
        ("files", {"read.html": {"bytes": 1, "sha256": "0"}}),
        ("files", {"read.html": 1}),
    ],
)
def test_a_manifest_with_a_wrong_field(files: Files, field: str, value: object) -> None:
    with pytest.raises(Faulty, match="cannot be read"):
        read(signed(files, **{field: value}))


@pytest.mark.parametrize("version", [0, 2, "1", 2**50])
def test_another_version(files: Files, version: object) -> None:
    with pytest.raises(Faulty, match="this server reads version 1"):
        read(signed(files, version=version))


def test_another_key_is_named_to_be_compared(files: Files) -> None:
    with pytest.raises(Faulty, match=r"http://127\.0\.0\.1:8000/\.well-known/archive-key\.txt"):
        read_archive(packed(files), trusted="A" * 43)


def test_a_manifest_that_was_changed(files: Files) -> None:
    said = json.loads(files["manifest.json"])
    raw = files["manifest.json"].replace(said["made_at"].encode(), b"2026-03-04T12:00:01+00:00")
    with pytest.raises(Faulty, match="signature does not hold"):
        read(packed(files | {"manifest.json": raw}))
    with pytest.raises(Faulty, match="signature does not hold"):
        read(packed(files | {"manifest.sig": b""}))


def test_a_key_that_is_no_point(files: Files) -> None:
    raw = b"whatever"
    assert not signing.is_signed(raw, signing.sign(raw), "_" * 43)
    assert signing.is_signed(raw, signing.sign(raw), signing.public_keys()[0])


def test_a_file_that_was_changed(files: Files) -> None:
    with pytest.raises(Faulty, match=r"read\.html is not as it was made"):
        read(packed(files | {"read.html": b"?" * len(files["read.html"])}))
    with pytest.raises(Faulty, match=r"read\.html is not as it was made"):
        read(packed(files | {"read.html": b""}))


def test_a_file_too_much_and_one_too_few(files: Files) -> None:
    with pytest.raises(Faulty, match="missing, or one is in it"):
        read(packed(files | {"boards/more.json": b"{}"}))
    del files["read.html"]
    with pytest.raises(Faulty, match="missing, or one is in it"):
        read(packed(files))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_file_twice(files: Files) -> None:
    out = packed(files)
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("read.html", b"another")
    with pytest.raises(Faulty, match="one file twice"):
        read(out)


def test_too_many_files(files: Files) -> None:
    many = {f"boards/{number}.json": b"" for number in range(opening.MOST_FILES)}
    with pytest.raises(Faulty, match="too many files"):
        read(packed(files | many))


def test_a_bomb_is_not_unpacked(files: Files) -> None:
    with pytest.raises(Faulty, match=r"read\.html is larger than it may be"):
        read(packed(files | {"read.html": b"0" * 50_000_000}))
    with pytest.raises(Faulty, match=r"manifest\.json is larger than it may be"):
        read(packed(files | {"manifest.json": b" " * 50_000_000}))
    sums = json.loads(files["manifest.json"])["files"]
    sums["read.html"]["bytes"] = opening.MOST_BYTES + 1
    with pytest.raises(Faulty, match="larger than a server takes in"):
        read(signed(files, files=sums))


@pytest.mark.parametrize(
    "raw", [b"", b"[", b"\xff", b"[NaN]", b"[1e999, -Infinity]", b"[" * 99_999]
)
def test_rows_that_are_no_json(files: Files, raw: bytes) -> None:
    with pytest.raises(Faulty, match=r"meetings\.meeting\.json is not"):
        read(signed(files | {"rows/meetings.meeting.json": raw}))


@pytest.mark.parametrize("raw", [b"{}", b"1", b'"text"', b"[1]", b"[[]]", b"null"])
def test_rows_that_are_no_list_of_rows(files: Files, raw: bytes) -> None:
    with pytest.raises(Faulty, match="is not a list of rows"):
        read(signed(files | {"rows/meetings.meeting.json": raw}))


def test_rows_of_a_later_version(files: Files) -> None:
    with pytest.raises(Faulty, match=r"does not know: meetings\.dance"):
        read(signed(files | {"rows/meetings.dance.json": b"[]"}))
    with pytest.raises(Faulty, match=r"does not know: accounts\.user"):
        read(signed(files | {"rows/accounts.user.json": b"[]"}))


def test_too_many_rows(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_ROWS", 3)
    with pytest.raises(Faulty, match="larger than a server takes in"):
        read(packed(files))


@pytest.mark.parametrize(
    "claims",
    [
        [{"member": "1", "hash": "0" * 64}],
        [{"member": 1, "hash": "0"}],
        [{"member": True, "hash": "0" * 64}],
        [{}],
    ],
)
def test_codes_that_are_none(files: Files, claims: object) -> None:
    with pytest.raises(Faulty, match=r"claims\.json is not a list"):
        read(signed(files | {"claims.json": json.dumps(claims).encode()}))


def test_one_code_for_two(files: Files) -> None:
    claims = [{"member": number, "hash": "0" * 64} for number in (1, 2)]
    with pytest.raises(Faulty, match="the same code"):
        read(signed(files | {"claims.json": json.dumps(claims).encode()}))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_byte_is_another(files: Files, data: st.DataObject) -> None:
    raw = bytearray(packed(files).getvalue())
    for _byte in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Faulty):
        # A byte that no program reads, such as the time of a file, changes nothing.
        assert read(io.BytesIO(bytes(raw))) == read(packed(files))
