import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.protocol import encoding
from ballots.protocol.encoding import Malformed, b64, canonical, parse, unb64
from tests.ballots.protocol.vectors_setting_up import CANONICAL, REFUSED_B64, REFUSED_JSON

# Letters that JSON must escape, and those that differ between UTF-8 and UTF-16.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEY = st.text(st.characters(max_codepoint=127))
VALUES = st.recursive(
    st.integers(0, encoding.MOST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=12,
)


@given(st.binary())
def test_bytes_come_back_from_base64url(data: bytes) -> None:
    assert unb64(b64(data), len(data)) == data


@given(st.text(max_size=12))
def test_a_text_is_read_in_its_one_form_or_refused(text: str) -> None:
    try:
        data = unb64(text)
    except Malformed:
        return
    assert b64(data) == text


@pytest.mark.parametrize("text", REFUSED_B64)
def test_base64url_that_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        unb64(text)


@pytest.mark.parametrize("value", [None, 1, b"AA", ["AA"]])
def test_what_is_no_text_is_no_base64url(value: object) -> None:
    with pytest.raises(Malformed):
        unb64(value)


def test_a_value_of_another_length_is_refused() -> None:
    with pytest.raises(Malformed):
        unb64(b64(bytes(31)), 32)


@given(VALUES)
def test_canonical_json_is_read_as_it_was_written(value: object) -> None:
    assert parse(canonical(value)) == value


@given(VALUES)
def test_pieces_join_to_the_canonical_bytes(value: object) -> None:
    assert b"".join(encoding.canonical_pieces(value)) == canonical(value)


def test_a_long_array_is_written_in_pieces() -> None:
    value = {"long": list(range(2000)), "none": [], "nothing": {}}
    pieces = list(encoding.canonical_pieces(value))
    assert b"".join(pieces) == canonical(value)
    assert max(map(len, pieces)) < 3000


def test_canonical_json_sorts_and_escapes_as_rfc_8785_does() -> None:
    written = [canonical(value).decode() for value in CANONICAL]
    assert written == [
        '{"B":"x","a":[2,3],"b":1}',
        '{"text":"€ ö 🗳 / \\\\ \\" \\b\\f\\n\\r\\t \\u0000\\u001f\x7f\u2028"}',
        '{"":[],"numbers":[0,1,9007199254740991],"object":{}}',
    ]


@pytest.mark.parametrize("data", REFUSED_JSON)
def test_json_that_is_not_canonical_or_not_of_our_set_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data)


@given(VALUES)
def test_json_with_spaces_is_refused(value: object) -> None:
    spaced = json.dumps(value, ensure_ascii=False, indent=1).encode()
    if spaced != canonical(value):
        with pytest.raises(Malformed):
            parse(spaced)


@pytest.mark.parametrize(
    "value",
    [True, None, 1.0, -1, 2**53, b"x", {1: 2}, {"ä": 1}, "\ud800", {"a": [None]}],
    ids=repr,
)
def test_what_is_not_of_our_set_is_not_written(value: object) -> None:
    with pytest.raises(Malformed):
        canonical(value)


@pytest.mark.parametrize("depth", [encoding.DEEPEST + 1, 100_000])
def test_json_that_is_nested_too_deeply_is_refused(depth: int) -> None:
    with pytest.raises(Malformed):
        parse(b"[" * depth + b"]" * depth)


def test_an_endless_number_is_refused() -> None:
    with pytest.raises(Malformed):
        parse(b"1" * 100_000)


def test_an_object_has_exactly_its_fields() -> None:
    assert encoding.fields({"a": 1, "b": 2}, "b", "a") == {"a": 1, "b": 2}
    for value in ({"a": 1}, {"a": 1, "b": 2, "c": 3}, [], "a"):
        with pytest.raises(Malformed):
            encoding.fields(value, "a", "b")


@pytest.mark.parametrize("value", [True, "1", 1.0, -1, 6])
def test_an_integer_lies_within_its_bounds(value: object) -> None:
    with pytest.raises(Malformed):
        encoding.integer(value, least=0, most=5)


def test_texts_and_arrays_are_told_apart() -> None:
    with pytest.raises(Malformed):
        encoding.items("text")
    with pytest.raises(Malformed):
        encoding.text(["array"])
