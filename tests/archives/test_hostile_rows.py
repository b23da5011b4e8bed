"""Rows that cannot be: a sentence each, and nothing is taken in."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives.kinds import BY_KEY
from archives.opening import Faulty, Opened
from archives.operations.moving import import_committee
from committees.models import Committee
from core.decision import Refused
from tests.archives.forging import Files, changed, files_of, read, signed
from tests.archives.owned import opened, owned, small, zipped
from tests.conftest import NOW
from tests.world import standing

pytestmark = pytest.mark.django_db
Rows = list[dict[str, Any]]


@pytest.fixture
def files() -> Files:
    return files_of(zipped(small()))


def _refused(archive: Opened) -> str:
    before = Committee.objects.count()
    with pytest.raises(Faulty) as fault, transaction.atomic():
        import_committee(archive, at=NOW)
    assert Committee.objects.count() == before
    return str(fault.value)


def _set(column: str, value: object) -> Callable[[Rows], None]:
    return lambda rows: rows[0].update({column: value})


def _chosen_otherwise(rows: Rows) -> None:
    """Which ballot comes first is left to chance, so what it chose is too."""
    rows[0]["choices"] = [2, 1] if rows[0]["choices"] != [2, 1] else [1, 2]


@pytest.mark.parametrize(
    ("kind", "column", "value", "sentence"),
    [
        ("committees.committee", "name", 7, "name is not a text"),
        ("committees.committee", "name", "\0", "holds a character that no text holds"),
        ("committees.committee", "name", "\ud800", "holds a character that no text holds"),
        ("committees.committee", "name", "n" * 121, "name is not allowed"),
        ("committees.committee", "name", "", "contradicts itself"),
        ("committees.committee", "name", None, "name is missing"),
        ("committees.committee", "aims", "a" * 20_001, "aims is not allowed"),
        ("committees.committee", "status", "empire", "none of the values"),
        ("committees.committee", "public_id", "../../", "is not an identifier"),
        ("committees.committee", "timezone", "Mars/Olympus", "is not a time zone"),
        ("committees.committee", "timezone", "../../etc/passwd", "is not a time zone"),
        ("committees.committee", "timezone", "America", "is not a time zone"),
        ("committees.committee", "timezone", "a" * 5_000, "is not a time zone"),
        ("committees.committee", "opened_at", "soon", "is not a moment"),
        (
            "committees.committee",
            "opened_at",
            "2026-03-04T12:00:00",
            "has no time zone|not a moment",
        ),
        ("committees.committee", "opened_at", "0001-01-01T00:00:00+14:00", "is not a moment"),
        ("committees.committee", "rules", [], "is of the wrong kind"),
        ("committees.committee", "rules", {"a": "\0"}, "holds a character"),
        ("committees.committee", "rules", {"a": 2**63}, "is not a whole number"),
        ("committees.committee", "rules", {"a": "b" * 2_000_001}, "is too long"),
        ("committees.committee", "campus", 2, "points at a row that is not in the archive"),
        ("committees.committee", "campus", 0, "points at no row"),
        ("committees.committee", "campus", "1", "points at no row"),
        ("committees.committee", "campus", True, "points at no row"),
        ("committees.committee", "campus", None, "contradicts itself"),
        ("committees.committee", "prepared_for", 1, "no column that this server knows"),
        ("committees.committee", "owner", 1, "no column that this server knows"),
        ("committees.campus", "latitude", "nan", "is not a number"),
        ("committees.campus", "latitude", "x", "is not a number"),
        ("committees.campus", "country", "us", "contradicts itself"),
        ("committees.campus", "added_on", "2026-02-30", "is not a day"),
        ("committees.campus", "nicknames", {}, "is of the wrong kind"),
        ("committees.membership", "user", 1, "no column that this server knows"),
        ("committees.membership", "status", "active", "are a member here already|contradicts"),
        ("committees.membership", "status", "left", "contradicts itself"),
        ("committees.mandate", "position", -1, "is not allowed"),
        ("committees.mandate", "position", 2**40, "is not allowed"),
        ("committees.mandate", "position", 1.5, "is not a whole number"),
        ("committees.mandate", "membership", 2**70, "not in the archive"),
        ("meetings.meeting", "item", 99, "not in the archive"),
        ("meetings.meeting", "local_time", "25:00", "is not a time of day"),
        ("meetings.meeting", "local_time", "12:00:00+01:00", "is not a time of day"),
        ("meetings.meeting", "room_link", "javascript:alert(1)", "room_link is not allowed"),
        ("meetings.motion", "about_person", 1, "is neither yes nor no"),
        ("meetings.motion", "composite", 99, "not in the archive"),
    ],
)
def test_a_value_that_cannot_be(
    files: Files, kind: str, column: str, value: object, sentence: str
) -> None:
    assert re.search(sentence, _refused(changed(files, kind, _set(column, value))))


def test_json_that_is_too_deep(files: Files) -> None:
    deep: dict[str, Any] = {}
    for _level in range(30):
        deep = {"a": deep}
    archive = changed(files, "committees.committee", _set("rules", deep))
    assert "is nested too deeply" in _refused(archive)


def test_a_column_that_is_missing(files: Files) -> None:
    archive = changed(files, "committees.committee", lambda rows: rows[0].pop("opened_at"))
    assert "opened_at is missing" in _refused(archive)


def test_a_column_that_came_with_a_later_version_has_its_default(files: Files) -> None:
    archive = changed(files, "committees.committee", lambda rows: rows[0].pop("shows"))
    assert "listed" in import_committee(archive, at=NOW).committee.shows


def test_two_rows_of_one_identifier(files: Files) -> None:
    archive = changed(files, "committees.membership", lambda rows: rows.append(rows[0]))
    assert "have the same identifier" in _refused(archive)


def test_two_members_of_one_office(files: Files) -> None:
    def double(rows: Rows) -> None:
        rows.append(rows[0] | {"public_id": "z" * 12})

    assert "contradicts itself" in _refused(changed(files, "committees.mandate", double))


def test_a_code_for_nobody(files: Files) -> None:
    claims = json.dumps([{"member": 9, "hash": "0" * 64}]).encode()
    assert "for nobody in it" in _refused(read(signed(files | {"claims.json": claims})))


def test_a_code_for_who_has_left_is_no_use(files: Files) -> None:
    gone = {"status": "left", "ended_at": "2026-03-04T12:00:00+00:00", "chosen_name": ""}
    archive = changed(files, "committees.membership", lambda rows: rows[1].update(gone))
    assert import_committee(archive, at=NOW).waiting == 2


def test_a_code_that_is_known_here(files: Files) -> None:
    archive = read(signed(files))
    import_committee(archive, at=NOW)
    again = read(signed(files, made_at="2026-03-05T12:00:00+00:00"))
    assert "contradicts itself, or what stands here already, in claims.json" in _refused(again)


def test_a_board_that_is_not_what_its_rows_say(tmp_path: Path) -> None:
    with standing(tmp_path):
        files = files_of(zipped(owned()))
        name = next(one for one in files if one.startswith("boards/"))

        def refused(kind: str, change: Callable[[Rows], None]) -> None:
            assert "is not what the rows" in _refused(changed(files, kind, change))

        refused("ballots.publishedballot", _chosen_otherwise)
        refused("ballots.publishedballot", lambda rows: rows.pop())
        refused("ballots.board", lambda rows: rows.clear())
        refused("ballots.closinglist", lambda rows: rows.clear())
        other = files | {name: files[name].replace(b'"papers_unused":', b'"papers_unused":9')}
        assert "is not what the rows" in _refused(read(signed(other)))
        moved = {one: raw for one, raw in files.items() if one != name}
        moved["boards/zzzzzzzzzzzz.json"] = files[name]
        assert "is not what the rows" in _refused(read(signed(moved)))


def test_a_paper_that_is_not_the_one_printed(tmp_path: Path) -> None:
    with standing(tmp_path):
        files = files_of(zipped(owned()))
        fingerprint = _set("fingerprint", "A" * 43)
        assert "is not the one that was printed" in _refused(
            changed(files, "ballots.contest", fingerprint)
        )
        definition = _set("definition", "e30")
        assert "cannot be read" in _refused(changed(files, "ballots.contest", definition))
        text = _set("definition", "!")
        assert "is not base64url" in _refused(changed(files, "ballots.contest", text))


@pytest.mark.parametrize("result", [[], {}, {"rule": 1}, "?", {"stages": [[]]}])
def test_a_result_that_no_page_could_show(tmp_path: Path, result: object) -> None:
    with standing(tmp_path):
        files = files_of(zipped(owned()))
        archive = changed(files, "ballots.contest", _set("result", result))
        assert "result of a vote in this archive cannot be read" in _refused(archive)


def test_rows_of_a_committee_that_is_not_in_it(files: Files) -> None:
    archive = opened(zipped(small()))
    other = json.loads(files["rows/committees.committee.json"])[0]
    archive.rows["committees.committee"].append(other)
    with pytest.raises(Refused, match="holds one committee"):
        import_committee(archive, at=NOW)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["9999-12-31T23:59:59+00:00", "2026-03-04", "12:00", "a" * 300, "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_stands_in_a_column(files: Files, data: st.DataObject) -> None:
    """Taken in, or refused in a sentence."""
    archive = read(signed(files))
    filled = [key for key in BY_KEY if archive.rows[key]]
    row = data.draw(st.sampled_from(archive.rows[data.draw(st.sampled_from(filled))]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(ANYTHING)
    with transaction.atomic():
        with suppress(Faulty, Refused), transaction.atomic():
            came = import_committee(archive, at=NOW)
            assert came.counts["committees.committee"] == 1
        transaction.set_rollback(True)
