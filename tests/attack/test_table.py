"""The reader of what the scanner found, and of what is known to be no fault."""

import pytest

from tests.attack import table
from tests.attack.table import Finding, Ran

REPORT = {
    "vulnerabilities": {
        "SQL Injection": [],
        "Secure Flag cookie": [
            {"method": "GET", "path": "/a/", "info": "Not  set\non x", "module": "cookieflags"}
        ],
    },
    "anomalies": {"Internal Server Error": [{"method": "POST", "path": "/b/c/", "info": "500"}]},
    "additionals": {"Fingerprint": [{"method": "GET", "path": "/", "info": "x"}]},
}
LINE = "cookieflags · Secure Flag* · /* · The demonstration runs without TLS."


def test_faults_are_read_from_the_report_and_descriptions_are_not() -> None:
    found = table.findings("cookieflags", REPORT)
    assert found == (
        Finding("cookieflags", "Secure Flag cookie", "GET", "/a/", "Not set on x"),
        Finding("cookieflags", "Internal Server Error", "POST", "/b/c/", "500"),
    )


def test_what_stands_on_no_line_is_a_fault_and_a_line_without_a_find_is_idle() -> None:
    ran = [Ran("visitor", "cookieflags", 3, table.findings("cookieflags", REPORT))]
    known = table.allowed(f"# words\n\n{LINE}\nxss · Any · /* · Because.\n")
    assert [one.name for one in table.faults(ran, known)] == ["Internal Server Error"]
    assert [one.module for one in table.idle(ran, known)] == ["xss"]
    assert table.faults([Ran("visitor", "csp", 1, ran[0].found[:0])], known) == []


def test_a_line_of_another_module_or_path_covers_nothing() -> None:
    ran = [Ran("visitor", "cookieflags", 3, table.findings("cookieflags", REPORT))]
    for line in (LINE.replace("cookieflags", "csp"), LINE.replace("/*", "/b/*")):
        assert len(table.faults(ran, table.allowed(line))) == 2


@pytest.mark.parametrize("line", ["csp · Any · /*", "csp · Any · /* ·  ", "no dots at all"])
def test_a_line_without_its_reason_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: module"):
        table.allowed(f"# words\n{line}")


def test_the_table_sums_the_roles_and_says_what_was_cut() -> None:
    found = table.findings("cookieflags", REPORT)
    ran = [
        Ran("visitor", "cookieflags", 3, found),
        Ran("member", "cookieflags", 4, (), was_cut=True),
        Ran("member", "xss", 5, ()),
    ]
    lines = table.table(ran, table.allowed(LINE)).splitlines()
    assert lines[1].split(None, 4) == ["cookieflags", "7", "2", "1", "(time was up: member)"]
    assert lines[2].split() == ["xss", "5", "0", "0"]
    assert lines[3].split() == ["all", "12", "2", "1"]


def test_every_line_of_the_list_has_its_reason() -> None:
    assert all(len(one.because) > 20 for one in table.allowed(table.ALLOWED.read_text()))
