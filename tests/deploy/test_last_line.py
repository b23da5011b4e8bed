"""The last line of `make test` names what was left out."""

from pathlib import Path

from tests.last_line import last_line


def test_the_last_line_names_kinds_left_out_and_counts_single_skips(tmp_path: Path) -> None:
    results, left_out = tmp_path / "tests.xml", tmp_path / "skipped"
    assert last_line(results, left_out) == "Skipped: nothing."
    left_out.write_text("the browser journeys (no Chromium)\n")
    results.write_text(
        "<testsuite><testcase><skipped message='only root'/></testcase>"
        "<testcase><skipped message='only root'/></testcase><testcase/></testsuite>"
    )
    assert last_line(results, left_out) == (
        "Skipped: the browser journeys (no Chromium); 2 × only root."
    )
