"""The readers of public lists, on sample files, half broken files and arbitrary bytes."""

import io
import json
import string
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.campus_sources import READERS, BadRow, CampusRow, Unreadable
from committees.campus_sources.hipo import kind_of as hipo_kind_of
from committees.campus_sources.ipeds import kind_of as ipeds_kind_of
from committees.campus_sources.ipeds import split_aliases
from committees.campus_sources.rows import clean_website

SAMPLES = Path(__file__).parents[2] / "seeds" / "samples"
CSV_HEADER = b"name,nicknames,city,country,region,timezone,kind,website\n"


def read(source: str, data: bytes | str) -> tuple[list[CampusRow], list[BadRow]]:
    raw = (SAMPLES / data).read_bytes() if isinstance(data, str) else data
    found: Sequence[CampusRow | BadRow] = list(READERS[source](io.BytesIO(raw)))
    return (
        [row for row in found if isinstance(row, CampusRow)],
        [row for row in found if isinstance(row, BadRow)],
    )


def names(rows: list[CampusRow]) -> list[str]:
    return [row.name for row in rows]


def test_the_sample_of_university_domains_is_read_whole() -> None:
    rows, bad = read("hipo", "world_universities_and_domains.sample.json")
    assert not bad
    assert len(rows) == 10
    unam = rows[1]
    assert unam.name == "Universidad Nacional Autónoma de México"
    assert unam.source_id == "mx:universidad-nacional-autonoma-de-mexico:unam-mx"
    assert (unam.country, unam.timezone) == ("MX", "America/Mexico_City")
    assert (unam.kind, unam.website) == ("university", "https://www.unam.mx/")
    zones = {row.name: row.timezone for row in rows}
    assert zones["University of British Columbia"] == "America/Vancouver"
    assert zones["University of Western Australia"] == "Australia/Perth"


def test_the_sample_of_ipeds_is_read_whole_in_latin_1() -> None:
    rows, bad = read("ipeds", "hd.sample.csv")
    assert not bad
    assert len(rows) == 8
    assert rows[0] == CampusRow(
        source="ipeds",
        source_id="190567",
        name="CUNY City College",
        nicknames=("CCNY", "City College of New York"),
        city="New York",
        region="NY",
        country="US",
        timezone="America/New_York",
        kind="college",
        website="https://www.ccny.cuny.edu/",
        latitude=40.8193,
        longitude=-73.95,
    )
    by_name = {row.name: row for row in rows}
    puerto_rico = by_name["Universidad de Puerto Rico-Río Piedras"]
    assert (puerto_rico.country, puerto_rico.timezone) == ("PR", "America/Puerto_Rico")
    assert by_name["California Institute of Technology"].kind == "university"
    assert by_name["Amherst College"].kind == "college"


def test_the_names_of_officials_are_dropped() -> None:
    assert b"Placeholder Official" in (SAMPLES / "hd.sample.csv").read_bytes()
    rows, _bad = read("ipeds", "hd.sample.csv")
    assert "Placeholder" not in repr(rows)


@pytest.mark.parametrize(
    ("source", "sample", "good", "bad_numbers"),
    [
        ("hipo", "world_universities_and_domains.broken.json", 4, [2, 4, 5, 6, 7, 8, 9, 10, 13]),
        ("ipeds", "hd.broken.csv", 4, [3, 5, 6, 7, 8, 9, 10, 12, 15]),
        ("csv", "campuses.broken.csv", 3, [3, 4, 5, 6, 7, 8, 9, 12]),
    ],
)
def test_a_half_broken_file_gives_its_good_rows_and_numbers_the_bad(
    source: str, sample: str, good: int, bad_numbers: list[int]
) -> None:
    rows, bad = read(source, sample)
    assert len(rows) == good
    assert [row.number for row in bad] == bad_numbers
    assert all(row.reason.endswith(".") and row.reason[0].isprintable() for row in bad)


@pytest.mark.parametrize("source", sorted(READERS))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        b"%PDF-1.7 binary \x00\x01\x02",
        b"PK\x03\x04 a spreadsheet",
        b"<!doctype html><html><body>Not found</body></html>",
        "UNITID,INSTNM\n".encode("utf-16"),
        b"a,b,c\n1,2,3\n",
        b"\x00" * 1000,
    ],
)
def test_a_file_of_another_kind_gives_one_clear_error(source: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        read(source, data)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Unreadable, match="INSTNM"):
        read("ipeds", b"UNITID,NAME\n1,College\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_accents_survive_every_usual_encoding(encoding: str) -> None:
    line = "Université de Montréal,UdeM;Montréal U,Montréal,CA,Quebec,,university,\r\n"
    rows, bad = read("csv", (CSV_HEADER.decode() + line).encode(encoding))
    assert not bad
    assert rows[0].name == "Université de Montréal"
    assert rows[0].nicknames == ("UdeM", "Montréal U")


def test_one_line_in_another_encoding_spoils_nothing_else() -> None:
    data = (
        CSV_HEADER
        + "北京大学,,北京,CN,,,,\n".encode()
        + "Universität,,Wien,AT,,,,\n".encode("latin-1")
    )
    assert names(read("csv", data)[0]) == ["北京大学", "Universität"]


def test_a_spreadsheet_with_semicolons_and_spare_columns_is_read() -> None:
    rows, bad = read("csv", b'\xef\xbb\xbfName;City;Country;Notes\nA College;"Paris";fr;x;;;\n')
    assert not bad
    assert (rows[0].name, rows[0].country, rows[0].timezone) == ("A College", "FR", "Europe/Paris")


def test_a_cell_over_two_lines_keeps_the_following_rows() -> None:
    data = b'UNITID,INSTNM,ADDR\n1,A College,"one\ntwo"\n2,B College,x\n'
    rows, bad = read("ipeds", data)
    assert not bad
    assert names(rows) == ["A College", "B College"]


def test_one_forgotten_quotation_mark_costs_one_row() -> None:
    data = b'UNITID,INSTNM\n1,"A College\n2,B College\n3,"C" College\n4,D College\n'
    rows, bad = read("ipeds", data)
    assert names(rows) == ["B College", "D College"]
    assert [row.number for row in bad] == [2, 4]


def test_an_endless_line_costs_one_row() -> None:
    data = CSV_HEADER + b"x" * 300_000 + b"\nA College,,Paris,FR,,,,\n"
    rows, bad = read("csv", data)
    assert names(rows) == ["A College"]
    assert [(row.number, "longer" in row.reason) for row in bad] == [(2, True)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("A" * 201, "longer than 200"),
        ("Bell\x07", "control characters"),
        ("Two\r\nBcc: everyone@example.org", "control characters"),
        ("Turned \u202eegelloC", "turn the text around"),
        ("\ud800 College", "control characters"),
        ("   ", "missing"),
        ("!!!", "no letter"),
        ("=", "missing"),
    ],
)
def test_a_name_that_harms_is_refused_with_its_reason(name: str, reason: str) -> None:
    rows, bad = read("hipo", json.dumps([{"name": name, "alpha_two_code": "FR"}]).encode())
    assert not rows
    assert reason in bad[0].reason


def test_a_name_of_exactly_two_hundred_letters_is_taken() -> None:
    rows, _bad = read("hipo", json.dumps([{"name": "Ü" * 200, "alpha_two_code": "FR"}]).encode())
    assert len(rows[0].name) == 200


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "=+@", "\t="])
def test_no_text_begins_as_a_formula(start: str) -> None:
    entry = {"name": f"{start}cmd()", "alpha_two_code": "US", "state-province": f"{start}Texas"}
    rows, bad = read("hipo", json.dumps([entry]).encode())
    assert not bad
    assert (rows[0].name, rows[0].region) == ("cmd()", "Texas")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("www.ucla.edu/", "https://www.ucla.edu/"),
        ("http://unam.mx", "http://unam.mx"),
        ("javascript:alert(1)", ""),
        ("data://x.org", ""),
        ("https://user:secret@example.org/", ""),
        ("https://example.org:99999999/", ""),
        ("https://[broken", ""),
        ("https://localhost/", ""),
        ("https://exa mple.org", ""),
        ("https://example.org/\r\nSet-Cookie: a", ""),
        ("https://example.org/" + "a" * 200, ""),
        ("", ""),
    ],
)
def test_only_a_plain_web_address_is_kept(written: str, kept: str) -> None:
    assert clean_website(written) == kept


@pytest.mark.parametrize(
    ("written", "aliases"),
    [
        ("CCNY|City College of New York", ["CCNY", "City College of New York"]),
        ("UPR; IUPI", ["UPR", "IUPI"]),
        ("One Name  Another Name", ["One Name", "Another Name"]),
        ("One, Two", ["One", "Two"]),
        (" ", []),
        ("Single", ["Single"]),
    ],
)
def test_aliases_are_parted_as_each_year_writes_them(written: str, aliases: list[str]) -> None:
    assert split_aliases(written) == aliases


@pytest.mark.parametrize(
    ("name", "level", "highest", "kind"),
    [
        ("Indiana University", "1", "9", "university"),
        ("Universidad Central", "2", "3", "university"),
        ("Amherst College", "1", "9", "college"),
        ("Institute of Technology", "1", "9", "university"),
        ("Institute of Arts", "1", "5", "college"),
        ("School of Nursing", "2", "3", "college"),
        ("School of Nursing", "", "²", "college"),
        ("Institute", "1", "²", "college"),
    ],
)
def test_the_kind_follows_the_name_then_what_is_taught(
    name: str, level: str, highest: str, kind: str
) -> None:
    assert ipeds_kind_of(name, level, highest) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dawson College", "college"),
        ("University College Dublin", "university"),
        ("Stuyvesant High School", "high_school"),
        ("Lycée Louis-le-Grand", "high_school"),
        ("ETH Zürich", "university"),
    ],
)
def test_the_list_of_domains_gives_the_kind_by_the_name(name: str, kind: str) -> None:
    assert hipo_kind_of(name) == kind


def test_a_place_outside_the_globe_is_no_place() -> None:
    data = b"UNITID,INSTNM,STABBR,LONGITUD,LATITUDE\n1,A College,TX,-900,40\n2,B College,TX,nan,1\n"
    rows, bad = read("ipeds", data)
    assert not bad
    assert [(row.latitude, row.longitude) for row in rows] == [(None, None)] * 2


def test_a_spelling_mended_later_keeps_the_same_key() -> None:
    first, _ = read("csv", CSV_HEADER + b"UNIVERSITE DE MONTREAL,,Montreal,CA,,,,\n")
    second, _ = read("csv", CSV_HEADER + "Université de Montréal,,Montréal,CA,,,,\n".encode())
    assert first[0].source_id == second[0].source_id


def test_rows_come_before_the_file_is_read_to_its_end() -> None:
    class Growing(io.RawIOBase):
        served = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = CSV_HEADER if self.served == 0 else b"A College,,Paris,FR,,,,\n" * 100
            self.served += 1
            buffer[: len(line)] = line
            return len(line)

    endless = Growing()
    rows = READERS["csv"](io.BufferedReader(endless))  # an endless file
    first = next(rows)
    assert isinstance(first, CampusRow)
    assert endless.served < 50


anything = st.one_of(
    st.binary(max_size=400),
    st.text(alphabet='[]{}",:\\\n\r\t =;abé\u202e\x00' + string.digits, max_size=400).map(
        str.encode
    ),
)


@pytest.mark.parametrize("source", sorted(READERS))
@settings(deadline=None)
@given(tail=anything, with_head=st.booleans())
def test_no_bytes_make_a_reader_fail(source: str, tail: bytes, with_head: bool) -> None:
    heads = {
        "hipo": b'[{"name": "A College", "alpha_two_code": "FR"},',
        "ipeds": b"UNITID,INSTNM,IALIAS,STABBR,LATITUDE,LONGITUD,WEBADDR\n",
        "csv": CSV_HEADER,
    }
    try:
        rows, bad = read(source, (heads[source] if with_head else b"") + tail)
    except Unreadable:
        assert not with_head
        return
    assert all(row.name and row.source_id and row.country for row in rows)
    assert all(row.number >= 1 and row.reason for row in bad)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**6), st.text(max_size=30), st.text(max_size=30), st.text(max_size=3)
        ),
        max_size=5,
    )
)
def test_whatever_stands_in_a_cell_becomes_a_row_or_a_reason(
    cells: list[tuple[int, str, str, str]],
) -> None:
    lines = ["UNITID,INSTNM,IALIAS,STABBR"]
    for unit, *texts in cells:
        quoted = (
            '"' + text.replace('"', '""').replace("\n", " ").replace("\r", " ") + '"'
            for text in texts
        )
        lines.append(",".join([str(unit), *quoted]))
    rows, bad = read("ipeds", "\n".join(lines).encode("utf-8", "surrogatepass"))
    assert len(rows) + len(bad) == len(cells)


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["name", "alpha_two_code", "domains", "web_pages", "state-province"]),
            st.one_of(
                st.none(),
                st.text(max_size=20),
                st.integers(),
                st.lists(st.text(max_size=5), max_size=2),
            ),
            max_size=5,
        ),
        max_size=5,
    )
)
def test_every_object_becomes_a_row_or_a_reason(objects: list[dict[str, object]]) -> None:
    rows, bad = read("hipo", json.dumps(objects).encode())
    assert len(rows) + len(bad) == len(objects)


def test_a_country_where_nobody_lives_has_no_school() -> None:
    _rows, bad = read("csv", CSV_HEADER + b"Island College,,Nowhere,BV,,,,\n")
    assert bad == [BadRow(2, "The time zone of this country is not known.")]


def test_a_web_page_that_is_no_list_and_domains_alone_are_understood() -> None:
    entries = [
        {"name": "A", "alpha_two_code": "FR", "web_pages": "http://a.example/"},
        {"name": "B", "alpha_two_code": "FR", "domains": ["b.example"]},
    ]
    rows, bad = read("hipo", json.dumps(entries).encode())
    assert not bad
    assert [row.website for row in rows] == ["http://a.example/", "https://b.example"]


def test_a_list_cut_off_after_a_whole_entry_says_so() -> None:
    rows, bad = read("hipo", b'[{"name": "A College", "alpha_two_code": "FR"},\n')
    assert names(rows) == ["A College"]
    assert bad == [BadRow(2, "The file ends before the list is closed.")]
