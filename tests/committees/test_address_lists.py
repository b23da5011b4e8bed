"""Addresses out of what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees import address_lists
from committees.address_lists import NoText, read
from committees.models import InvitationBatch


def test_one_address_a_row_is_taken_with_its_row_number() -> None:
    assert read("a@mail.example\r\nB@Mail.example\n").rows == [
        (1, "a@mail.example"),
        (2, "b@mail.example"),
    ]


def test_a_row_pasted_from_a_mail_program_holds_several() -> None:
    found = read('"Lin, K" <lin@mail.example>, sol@mail.example; mo@mail.example')
    assert [address for _row, address in found.rows] == [
        "lin@mail.example",
        "sol@mail.example",
        "mo@mail.example",
    ]
    assert found.faults == []


def test_the_address_is_found_in_any_column_and_the_heading_is_no_fault() -> None:
    found = read("Name;E-mail;Year\nLin;lin@mail.example;2\n;;\nSol;;3\n")
    assert found.rows == [(2, "lin@mail.example")]
    assert found.faults == [(4, "empty")]


def test_bad_rows_and_doubles_are_told_by_number_alone() -> None:
    found = read("a@mail.example\nnot@an@address\nA@MAIL.example\nnothing here\n@\nb@mail")
    assert found.rows == [(1, "a@mail.example")]
    assert found.faults == [
        (2, "invalid"),
        (3, "twice"),
        (4, "empty"),
        (5, "invalid"),
        (6, "invalid"),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Bcc: victim@mail.example", "words"),
        ("Bcc:victim@mail.example, sol@mail.example", "words"),
        ("mailto:victim@mail.example", "words"),
        ("please ask victim@mail.example", "words"),
        ("victim@mail.example as well", "words"),
        ("Lin <lin@mail.example> and more", "words"),
        ("jürgen@mail.example", "letters"),
        (f"{'a' * 300}@mail.example", "long"),
    ],
)
def test_a_row_with_more_than_an_address_is_a_bad_row(row: str, fault: str) -> None:
    found = read(f"a@mail.example\n{row}")
    assert found.rows == [(1, "a@mail.example")]
    assert found.faults == [(2, fault)]
    assert fault in InvitationBatch.FAULTS


def test_a_name_may_stand_before_the_address_and_a_domain_have_any_letters() -> None:
    found = read("Lin K <lin@mail.example>\nsol@bücher.example\na@mail.example b@mail.example")
    assert [address for _row, address in found.rows] == [
        "lin@mail.example",
        "sol@xn--bcher-kva.example",
        "a@mail.example",
        "b@mail.example",
    ]
    assert found.faults == []


def test_an_address_cannot_carry_a_header() -> None:
    found = read("a@mail.example%0ABcc:b@mail.example\na@mail.example\x0bBcc: c@mail.example")
    assert all("\n" not in address and "\x0b" not in address for _row, address in found.rows)


@pytest.mark.parametrize(
    "raw",
    [
        "lin@mail.example".encode("utf-8-sig"),
        "lin@mail.example".encode("utf-16"),
        b"\xe9t\xe9;lin@mail.example",
    ],
)
def test_files_of_usual_encodings_are_read(raw: bytes) -> None:
    assert [address for _row, address in read(address_lists.decode(raw)).rows] == [
        "lin@mail.example"
    ]


@pytest.mark.parametrize("raw", [b"PK\x03\x04\0\0binary", b"\xff\xfe\0"])
def test_a_spreadsheet_is_no_text(raw: bytes) -> None:
    with pytest.raises(NoText):
        address_lists.decode(raw)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_and_no_address_comes_twice(text: str) -> None:
    found = read(text)
    addresses = [address for _row, address in found.rows]
    assert len(addresses) == len(set(addresses))
    assert all(not set(address) & set("\r\n\t <>,;") for address in addresses)
